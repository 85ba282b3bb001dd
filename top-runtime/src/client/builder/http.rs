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

    /// Sets the maximum number of connections of this client. Default: 100. At least 1.
    ///
    /// - A call uses a connection from its start to the last byte of the reply. Calls beyond the
    ///   maximum wait in order of arrival, within their timeout; then the error states that nothing
    ///   was sent.
    /// - Raise it if more calls are in flight than that, and each waits for a slow gateway: 100
    ///   connections make 1,000 calls per second if a call takes 100 ms.
    /// - Counted for each tokio runtime, as a connection belongs to one.
    ///
    /// ```
    /// use top_runtime::Client;
    ///
    /// let client = Client::builder("12345678", "helloworld").max_connections(400).build()?;
    /// # let _ = client;
    /// # Ok::<(), top_runtime::error::BuildError>(())
    /// ```
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.http.max_connections = connections;
        self
    }

    /// Sets the maximum number of idle connections. Default: as many as
    /// [`max_connections`](Self::max_connections), which is also the limit.
    ///
    /// A smaller number keeps fewer sockets open after a burst of calls, and the next burst connects
    /// again.
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
