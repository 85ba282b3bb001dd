//! The address that requests are sent to.

use std::borrow::Cow;

use url::{Host, Url};

use crate::error::BuildError;

/// The gateway of a client: any https address, or plain http to this machine.
///
/// ```
/// use top_runtime::Gateway;
/// assert_eq!(Gateway::PRODUCTION.as_str(), "https://gw.api.taobao.com/router/rest");
/// let own = Gateway::from("https://top-proxy.example.com/router/rest");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway(Cow<'static, str>);

impl Gateway {
    /// The production gateway in mainland China.
    pub const PRODUCTION: Self = Self(Cow::Borrowed("https://gw.api.taobao.com/router/rest"));

    /// The overseas gateway.
    pub const OVERSEAS: Self = Self(Cow::Borrowed("https://api.taobao.com/router/rest"));

    /// The address as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as a URL, if it is one that a request may be sent to.
    ///
    /// Plain http is for loopback alone: a request carries the session, and a reply is believed.
    pub(crate) fn url(&self) -> Result<Url, BuildError> {
        let refuse = |reason: &str| BuildError::new(format!("the gateway `{}` {reason}", self.0));
        let url = Url::parse(&self.0).map_err(|e| refuse(&format!("is not a URL: {e}")))?;
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => return Err(refuse("has no host")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BuildError::new(
                "the gateway's URL must not carry a user name or password".to_owned(),
            ));
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if loopback => Ok(url),
            "http" => Err(refuse(
                "is plain http: write `https://` (http is accepted for 127.0.0.1, [::1] and localhost)",
            )),
            other => Err(refuse(&format!("has the scheme `{other}`: expected `https`"))),
        }
    }
}

impl Default for Gateway {
    fn default() -> Self {
        Self::PRODUCTION
    }
}

impl From<&str> for Gateway {
    fn from(url: &str) -> Self {
        Self(Cow::Owned(url.to_owned()))
    }
}

impl From<String> for Gateway {
    fn from(url: String) -> Self {
        Self(Cow::Owned(url))
    }
}

#[cfg(test)]
mod tests {
    use super::Gateway;

    #[test]
    fn plain_http_only_to_loopback() {
        for good in ["https://x.example/r", "http://127.0.0.1:80/", "http://[::1]:1/", "http://LOCALHOST:9/r"]
        {
            assert!(Gateway::from(good).url().is_ok(), "{good}");
        }
        let bad = [
            "http://gw.api.taobao.com/router/rest",
            "http://127.0.0.1.example.com/",
            "http://10.0.0.1/",
            "ftp://x/",
            "gw.api.taobao.com",
            "",
            "https://",
            "https://user:pw@x.example/",
        ];
        for bad in bad {
            assert!(Gateway::from(bad).url().is_err(), "{bad}");
        }
    }
}
