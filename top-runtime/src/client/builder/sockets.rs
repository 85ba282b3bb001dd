//! The settings of the transport over sockets. They say nothing to a [`transport`](ClientBuilder::transport) of your own.

use std::time::Duration;

use super::ClientBuilder;

impl ClientBuilder {
    /// How long making a connection may take, name lookup and TLS included: 10 seconds by default. Nothing was sent if it takes longer,
    /// and the error says so.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.sockets.connect = timeout;
        self
    }

    /// How long the gateway may be silent: before the reply, and between any two parts of it. By default there is no limit but that of
    /// [`timeout`](Self::timeout), as some APIs take their time.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.sockets.read = Some(timeout);
        self
    }

    /// How long a connection without a call is kept: 20 seconds by default. It should be less than the gateway keeps it, as a request
    /// that meets a connection being closed is lost.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.sockets.idle = timeout;
        self
    }

    /// How many connections without a call are kept: 256 by default. A program that makes more calls at once, over and over, has fewer
    /// connections to begin with a larger number, and keeps as many files open.
    pub fn idle_connections(mut self, connections: usize) -> Self {
        self.sockets.max_idle = connections;
        self
    }

    /// A root certificate to trust besides those of the system, in PEM (then there may be several) or DER: for companies whose proxy
    /// looks into TLS, and for tests. May be called several times.
    ///
    /// There is no way to trust everything: a certificate that is expired, of another host or of nobody's authority is refused.
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
        self.sockets.roots.push(certificate.into());
        self
    }
}
