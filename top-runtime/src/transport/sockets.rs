//! How the transport over sockets is set up.

use std::time::Duration;

/// Front ends close idle connections after about a minute. A POST on a connection that is just being closed is lost, so ours are
/// dropped well before.
const IDLE: Duration = Duration::from_secs(20);

/// How many connections without a call are kept. After thousands of calls at once the rest would only take files and memory.
const MAX_IDLE: usize = 256;

/// How long making a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// What a client's builder sets for the transport over sockets.
pub(crate) struct HttpConfig {
    /// How long making a connection may take.
    pub(crate) connect: Duration,
    /// How long the gateway may be silent.
    pub(crate) read: Option<Duration>,
    /// How long a connection without a call is kept.
    pub(crate) idle: Duration,
    /// How many connections without a call are kept.
    pub(crate) max_idle: usize,
    /// Root certificates besides the system's, each in PEM or DER.
    pub(crate) roots: Vec<Vec<u8>>,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { connect: CONNECT, read: None, idle: IDLE, max_idle: MAX_IDLE, roots: Vec::new() }
    }
}
