//! The address that requests are sent to.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

use http::Uri;

use crate::error::BuildError;

/// The gateway of a client: any https address, or plain http to this machine. Its host is written as it is sent, in ASCII, and it has
/// neither a password nor a fragment.
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

    /// The address in the form that requests are sent to, if they may be.
    ///
    /// Plain http is for loopback alone: a request carries the session, and a reply is believed.
    pub(crate) fn address(&self) -> Result<Arc<str>, BuildError> {
        let refuse = |reason: &str| BuildError::new(format!("{} {reason}", self.shown()));
        if self.0.contains('#') {
            return Err(refuse("has a fragment, which is never sent: leave out what begins with `#`"));
        }
        let uri: Uri = self.0.parse().map_err(|e| refuse(&format!("is not a URL: {e}")))?;
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(refuse("must not carry a user name or password"));
        }
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| refuse("has no host"))?;
        match uri.scheme_str().unwrap_or_default() {
            "https" => Ok(uri.to_string().into()),
            "http" if is_loopback(host) => Ok(uri.to_string().into()),
            "http" => Err(refuse(
                "is plain http: write `https://` (http is accepted for 127.0.0.1, [::1] and localhost)",
            )),
            "" => Err(refuse("has no scheme: write `https://` before it")),
            other => Err(refuse(&format!("has the scheme `{other}`: expected `https`"))),
        }
    }

    /// How a message names it: not by a text that may hold a password.
    fn shown(&self) -> String {
        if self.0.contains('@') {
            "the gateway's URL".to_owned()
        } else {
            format!("the gateway `{}`", self.0)
        }
    }
}

/// Whether a host is this machine, whatever its names are resolved to.
fn is_loopback(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
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
        for good in
            ["https://x.example/r?to=a@b", "http://127.0.0.1:80/", "http://[::1]:1/", "http://LOCALHOST:9/r"]
        {
            assert!(Gateway::from(good).address().is_ok(), "{good}");
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
            "http://localhost@x.example/",
            "http://localhost\\@x.example/",
            "http://x.example\\.localhost/",
            "http://0x7f.1/",
            "https://x.example/r#part",
            "https://x example/r",
        ];
        for bad in bad {
            assert!(Gateway::from(bad).address().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_not_repeated() {
        for gateway in
            ["https://user:hunter2@x.example/", "https://user:hunter2@x example/", "ftp://u:hunter2@x/#"]
        {
            let error = Gateway::from(gateway).address().map_err(|e| e.to_string()).unwrap_err();
            assert!(error.starts_with("the gateway's URL ") && !error.contains("hunter2"), "{error}");
        }
    }
}
