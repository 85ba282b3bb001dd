//! The address that requests are sent to.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use http::Uri;

use crate::error::BuildError;
use crate::issue::quote_excerpt;
use crate::protocol::SYSTEM_PARAMS;
use crate::secret::fault;

/// The gateway of a client: any https address, or plain http to this machine. Its host is written as it is sent, in ASCII, and it has
/// neither a password nor a fragment.
///
/// ```
/// use top_runtime::Gateway;
/// assert_eq!(Gateway::PRODUCTION.as_str(), "https://gw.api.taobao.com/router/rest");
/// let own = Gateway::from("https://top-proxy.example.com/router/rest");
/// ```
#[derive(Clone, PartialEq, Eq)]
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
        let refuse = |reason: &str| BuildError::new(format!("the gateway {} {reason}", self.shown()));
        if let Some(fault) = fault(&self.0) {
            return Err(refuse(&fault));
        }
        if !self.0.is_ascii() {
            return Err(refuse("is not in ASCII: write the host as `xn--...` and the path percent-encoded"));
        }
        if self.0.contains('#') {
            return Err(refuse("has a fragment, which is never sent: leave out what begins with `#`"));
        }
        let (scheme, rest) = self.split().map_err(|reason| refuse(&reason))?;
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(refuse("must not carry a user name or password"));
        }
        if host_of(authority).is_empty() {
            return Err(refuse(NO_HOST));
        }
        if rest.contains("://") && authority.ends_with(':') {
            return Err(refuse("has two schemes: write `https://` once"));
        }
        if let Some(reason) = port_fault(authority) {
            return Err(refuse(reason));
        }
        let uri: Uri = self.0.parse().map_err(|e| refuse(&format!("is not a URL: {e}")))?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| refuse(NO_HOST))?;
        if scheme.eq_ignore_ascii_case("http") && !is_loopback(host) {
            return Err(refuse(
                "is plain http: write `https://` (http is accepted for 127.0.0.1, [::1] and localhost)",
            ));
        }
        if uri.path() == "/" && is_platform(host) {
            return Err(refuse("has no path: write `/router/rest` behind the host"));
        }
        if let Some(name) = uri.query().and_then(protocol_name) {
            return Err(refuse(&format!("has `{name}` in its query, which the client sets itself")));
        }
        Ok(uri.to_string().into())
    }

    /// The scheme, and what stands behind `://`; or what to write instead.
    fn split(&self) -> Result<(&str, &str), String> {
        let text = &*self.0;
        let begins = |beginning: &str| {
            text.get(..beginning.len()).is_some_and(|text| text.eq_ignore_ascii_case(beginning))
        };
        let head = text.split(['/', '?']).next().unwrap_or_default();
        match text.split_once("://").filter(|(scheme, _)| *scheme == head.trim_end_matches(':')) {
            Some(("", _)) => Err("has no scheme: write `https` before it".to_owned()),
            Some((scheme, rest))
                if ["https", "http"].iter().any(|known| known.eq_ignore_ascii_case(scheme)) =>
            {
                Ok((scheme, rest))
            }
            Some((scheme, _)) => Err(format!("has the scheme `{scheme}`: write `https://`")),
            None if begins("//") => Err("has no scheme: write `https:` before it".to_owned()),
            None if begins("/") => Err(NO_HOST.to_owned()),
            None if ["https:", "https/", "https;", "http:", "http/", "http;"].into_iter().any(begins) => {
                Err("has no `://`: write `https://` before the host".to_owned())
            }
            None => {
                let scheme = if is_loopback(host_of(head)) { "http" } else { "https" };
                Err(format!("has no scheme: write `{scheme}://` before it"))
            }
        }
    }

    /// The address as a message shows it: without a query, which may hold what opens a proxy, and
    /// without anything of an address that may hold a password.
    fn shown(&self) -> String {
        if self.0.contains('@') {
            let scheme = self.0.split_once("://").map_or("", |(scheme, _)| scheme);
            let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphabetic());
            return if is_scheme { format!("`{scheme}://***`") } else { "`***`".to_owned() };
        }
        match self.0.split_once('?') {
            Some((base, _)) => quote_excerpt(&format!("{base}?***")),
            None => quote_excerpt(&self.0),
        }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gateway({})", self.shown())
    }
}

const NO_HOST: &str = "has no host: expected an address like `https://gw.api.taobao.com/router/rest`";

/// The host of an authority without a password.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// What is wrong with the port of an authority, if there is one.
fn port_fault(authority: &str) -> Option<&'static str> {
    let (_, port) = authority.rsplit_once(':').filter(|(_, port)| !port.contains(']'))?;
    port.parse::<u16>().is_err().then_some("has a port that is no number from 0 to 65535")
}

/// Whether a host is one of the platform's own, which all have one path.
fn is_platform(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    [".taobao.com", ".tbsandbox.com"].iter().any(|domain| host.ends_with(domain))
}

/// A parameter of the protocol that a query sets: it would be sent twice, and once without being
/// signed.
fn protocol_name(query: &str) -> Option<&'static str> {
    let mut names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    names.find_map(|name| SYSTEM_PARAMS.into_iter().find(|known| known.eq_ignore_ascii_case(name)))
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
        for gateway in [
            "https://user:hunter2@x.example/",
            "https://user:hunter2@x example/",
            "ftp://u:hunter2@x/#",
            "https://user:hunter2/?x@x.example/",
        ] {
            let error = Gateway::from(gateway).address().map_err(|e| e.to_string()).unwrap_err();
            assert!(error.contains("//***` ") && !error.contains("hunter2"), "{error}");
        }
    }
}
