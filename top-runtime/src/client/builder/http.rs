//! Settings of the HTTP transport. They do not apply to a transport that the caller sets.

use std::time::Duration;

use super::ClientBuilder;

impl ClientBuilder {
    /// Sets the timeout of a connection attempt: name lookup, TCP and TLS. Default: 10 s.
    ///
    /// After this timeout the error states that nothing was sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.connect_timeout(timeout);
        self
    }

    /// Sets the maximum time between two reads of a reply, and before the first. Default: no limit
    /// but [`timeout`](Self::timeout), as some APIs are slow.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.read_timeout(timeout);
        self
    }

    /// Sets how long an idle connection is kept. Default: 20 s.
    ///
    /// Use less than the keep-alive time of the gateway: a request that meets a connection being
    /// closed is lost.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.idle_timeout(timeout);
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
        self.http = self.http.max_connections(connections);
        self
    }

    /// Sets the maximum number of idle connections. Default: as many as
    /// [`max_connections`](Self::max_connections), which is also the limit.
    ///
    /// A smaller number keeps fewer sockets open after a burst of calls, and the next burst connects
    /// again.
    pub fn idle_connections(mut self, connections: usize) -> Self {
        self.http = self.http.idle_connections(connections);
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
        self.http = self.http.root_certificate(certificate);
        self
    }

    /// Sets the proxy of this client, in place of the one that the environment names
    /// (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`).
    ///
    /// | URL | connection to the proxy |
    /// |---|---|
    /// | `http://proxy.example:8080` | plain; TLS to the gateway runs through it |
    /// | `https://proxy.example` | TLS; needs a feature with TLS |
    /// | `socks5://proxy.example:1080` | SOCKS 5; needs the feature `socks` |
    /// | `socks5h://proxy.example:1080` | the same, and the proxy looks the gateway's name up |
    ///
    /// - User name and password are written as `http://user:password@proxy.example:8080`, other
    ///   characters than letters and digits percent-encoded. They are in no text of this crate.
    /// - TLS to the gateway is verified as without a proxy, so the proxy sees its host only.
    /// - A plain-http gateway, which is on this machine, accepts a proxy on this machine only.
    /// - [`build`](Self::build) checks the URL, not whether there is a proxy.
    ///
    /// ```
    /// use top_runtime::Client;
    ///
    /// let client = Client::builder("12345678", "helloworld").proxy("http://proxy.example:8080").build()?;
    /// # Ok::<(), top_runtime::error::BuildError>(())
    /// ```
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http = self.http.proxy(url);
        self
    }

    /// Connects directly, whatever proxy the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.http = self.http.no_proxy();
        self
    }

    /// Sends with an HTTP client of the caller, to share its connections, DNS resolver or client
    /// certificate.
    ///
    /// Checked or kept by this crate:
    ///
    /// - Each request has its own timeout, that of the call, in place of the client's.
    /// - A redirect is an error: the reply would be that of another address. The body, with session
    ///   and signature, is never sent to a second address.
    /// - [`build`](Self::build) refuses [`ParamPlacement::Query`](crate::transport::ParamPlacement):
    ///   on a redirect reqwest sends the URL, with session and signature, as `Referer`.
    /// - [`build`](Self::build) refuses the settings that would have to change the HTTP client:
    ///   `connect_timeout`, `read_timeout`, `idle_timeout`, `idle_connections`, `root_certificate`,
    ///   `proxy`, `no_proxy`.
    ///
    /// Left to the caller, as reqwest does not tell how a client was built:
    ///
    /// - **TLS**: a client with `danger_accept_invalid_certs` sends the session to anybody.
    /// - **Redirects**: turn them off, `redirect(reqwest::redirect::Policy::none())`. The second
    ///   address receives the headers of the request, without `Authorization` and `Cookie`.
    /// - **Proxies**: a plain-http gateway on this machine needs `no_proxy()`, or a proxy from the
    ///   environment receives the session in plain text.
    /// - **Retries** of reqwest: turn them off, `retry(reqwest::retry::never())`. A request that
    ///   was begun is not repeated, as its body can be read once.
    /// - **Pool**: an idle time below the gateway's, and connections that end with the tokio runtime
    ///   that opened them: use one runtime for all calls.
    /// - **Default headers** of the HTTP client: sent where a request has no header of that name.
    ///
    /// ```
    /// use top_runtime::Client;
    ///
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .pool_idle_timeout(std::time::Duration::from_secs(20))
    ///     .build()?;
    /// let client = Client::builder("12345678", "helloworld").http_client(http).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = self.http.http_client(client);
        self
    }
}
