//! Headers of all requests of a client, with any transport.

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, USER_AGENT};

use super::ClientBuilder;
use crate::client::header;
use crate::error::BuildError;
use crate::protocol::blank::is_blank;

/// Headers that the caller set, and the first mistake in one.
#[derive(Default)]
pub(super) struct DefaultHeaders {
    headers: HeaderMap,
    refused: Option<BuildError>,
}

impl DefaultHeaders {
    fn add(&mut self, name: &str, value: &str, insert: impl FnOnce(&mut HeaderMap, HeaderName, HeaderValue)) {
        match header::parse(name, value) {
            Ok((name, value)) => insert(&mut self.headers, name, value),
            Err(issue) => self.refuse(issue.to_string()),
        }
    }

    fn refuse(&mut self, text: String) {
        self.refused.get_or_insert_with(|| BuildError::new(text));
    }

    /// Returns the headers of this crate, or the caller's in place of them.
    pub(super) fn over(self, headers: &HeaderMap) -> Result<HeaderMap, BuildError> {
        match self.refused {
            Some(error) => Err(error),
            None => Ok(header::join(&self.headers, headers)),
        }
    }
}

impl ClientBuilder {
    /// Adds an HTTP header to every request of the client, with any transport. May be called
    /// several times, also for one name. Headers are not signed.
    ///
    /// - A header of a call ([`ScopedClient::header`](crate::ScopedClient::header)) replaces those of
    ///   its name.
    /// - Headers that frame a message or define how it is decoded, such as `content-length`,
    ///   `content-type`, `host` and `accept-encoding`, belong to the client: [`build`](Self::build)
    ///   fails. So does a value with control characters.
    /// - Values may be tokens: no `Debug` output of this crate contains them.
    ///
    /// ```
    /// use top_runtime::Client;
    ///
    /// let client = Client::builder("12345678", "helloworld")
    ///     .default_header("x-team", "orders")
    ///     .user_agent("order-sync/2.1")
    ///     .build()?;
    /// let error = Client::builder("12345678", "helloworld").default_header("host", "gw.example").build();
    /// assert!(error.is_err_and(|error| error.to_string().contains("names the gateway")));
    /// # Ok::<(), top_runtime::error::BuildError>(())
    /// ```
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        self.headers.add(name, value, |headers, name, value| {
            headers.append(name, value);
        });
        self
    }

    /// Sets the header `User-Agent`: the name of the calling software and its version. Default:
    /// `top-runtime/` and the version of this crate.
    pub fn user_agent(mut self, agent: &str) -> Self {
        if is_blank(agent) {
            self.headers.refuse("the user agent is blank: expected text such as `order-sync/2.1`".to_owned());
        }
        self.headers.add(USER_AGENT.as_str(), agent, |headers, name, value| {
            headers.insert(name, value);
        });
        self
    }
}
