//! Settings of the HTTP transport. They do not apply to a transport that the caller sets.

use std::time::Duration;

use super::ClientBuilder;

impl ClientBuilder {
    /// Sets the timeout of a connection attempt: name lookup, TCP and TLS. Default: 10 s.
    ///
    /// After this timeout the error states that nothing was sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// Sets the maximum time between two reads of a reply, and before the first. Default: no limit
    /// but [`timeout`](Self::timeout), as some APIs are slow.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.http.read_timeout = Some(timeout);
        self
    }

    /// Sets how long an idle connection is kept. Default: 20 s.
    ///
    /// Use less than the keep-alive time of the gateway: a request that meets a connection being
    /// closed is lost.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.http.idle_timeout = timeout;
        self
    }

    /// Sets the maximum number of idle connections. Default: 256.
    ///
    /// A larger number saves reconnects between bursts of more calls, and keeps as many sockets
    /// open.
    pub fn idle_connections(mut self, connections: usize) -> Self {
        self.http.max_idle = connections;
        self
    }

    /// Adds a root certificate to those of the system, in PEM (one or several) or DER: for proxies
    /// that inspect TLS, and for tests. May be called several times.
    ///
    /// Verification cannot be turned off: expired certificates, other hosts and unknown authorities
    /// are rejected.
    ///
    /// ```no_run
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use top_runtime::Client;
    /// let root = std::fs::read("company-root.pem")?;
    /// let client = Client::builder("12345678", "helloworld").root_certificate(root).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.http.root_certificates.push(certificate.into());
        self
    }
}
