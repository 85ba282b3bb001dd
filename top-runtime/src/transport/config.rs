//! Settings of the HTTP transport.

use std::time::Duration;

use super::proxy::ProxyChoice;

/// Default idle timeout. Front ends close idle connections after about a minute, and a POST on a
/// connection being closed is lost.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// Default maximum number of connections. More of them do not raise the number of calls per second
/// on the loopback interface, and each takes about 40 KB.
const MAX_CONNECTIONS: usize = 100;

/// Default timeout of a connection attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of the built-in HTTP transport, for [`HttpTransport::new`](super::HttpTransport::new).
/// [`ClientBuilder`](crate::ClientBuilder) has the methods of the same names.
#[derive(Clone)]
pub struct HttpConfig {
    pub(crate) connect_timeout: Duration,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) idle_timeout: Duration,
    pub(crate) max_idle: usize,
    pub(crate) max_connections: usize,
    /// Root certificates in addition to those of the system, each in PEM or DER.
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) proxy: ProxyChoice,
    /// HTTP client of the caller.
    pub(crate) client: Option<reqwest::Client>,
    /// Names of the settings that were set and do not apply to a client of the caller.
    pub(crate) given: Vec<&'static str>,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            read_timeout: None,
            idle_timeout: IDLE_TIMEOUT,
            max_idle: usize::MAX,
            max_connections: MAX_CONNECTIONS,
            root_certificates: Vec::new(),
            proxy: ProxyChoice::default(),
            client: None,
            given: Vec::new(),
        }
    }
}
