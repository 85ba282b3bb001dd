//! Address that requests are sent to.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use http::Uri;

use crate::error::BuildError;
use crate::issue::quote_excerpt;
use crate::protocol::SYSTEM_PARAMS;
use crate::secret::fault;

/// Address of a gateway. [`ClientBuilder::build`](crate::ClientBuilder::build) accepts
///
/// - https to any host, http to loopback only (`127.0.0.0/8`, `[::1]`, `localhost`);
/// - ASCII only, without user name, password and fragment;
/// - for hosts of the platform: with a path;
/// - a query, unless it has the name of a system parameter.
///
/// ```
/// use top_runtime::Gateway;
/// assert_eq!(Gateway::PRODUCTION.as_str(), "https://gw.api.taobao.com/router/rest");
/// let own = Gateway::from("https://top-proxy.example.com/router/rest");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Gateway(Cow<'static, str>);

impl Gateway {
    /// Production gateway in mainland China.
    pub const PRODUCTION: Self = Self(Cow::Borrowed("https://gw.api.taobao.com/router/rest"));

    /// Overseas gateway.
    pub const OVERSEAS: Self = Self(Cow::Borrowed("https://api.taobao.com/router/rest"));

    /// Returns the address as passed by the caller.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Validates the address and returns it in normal form.
    ///
    /// http is for loopback only: requests contain the session, and replies are trusted.
    pub(crate) fn address(&self) -> Result<Arc<str>, BuildError> {
        let error = |reason: &str| BuildError::new(format!("the gateway {} {reason}", self.redacted()));
        if let Some(fault) = fault(&self.0) {
            return Err(error(&fault));
        }
        if !self.0.is_ascii() {
            return Err(error("is not in ASCII: write the host as `xn--...` and the path percent-encoded"));
        }
        if self.0.contains('#') {
            return Err(error("has a fragment, which is never sent: remove `#` and the text after it"));
        }
        let (scheme, rest) = self.split().map_err(|reason| error(&reason))?;
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(error("must not carry a user name or password"));
        }
        if host_of(authority).is_empty() {
            return Err(error(NO_HOST));
        }
        if rest.contains("://") && authority.ends_with(':') {
            return Err(error("has two schemes: write `https://` once"));
        }
        if let Some(reason) = port_fault(authority) {
            return Err(error(reason));
        }
        let uri: Uri = self.0.parse().map_err(|e| error(&format!("is not a URL: {e}")))?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| error(NO_HOST))?;
        if scheme.eq_ignore_ascii_case("http") && !is_loopback(host) {
            return Err(error(
                "is plain http: write `https://` (http is accepted for 127.0.0.1, [::1] and localhost)",
            ));
        }
        if uri.path() == "/" && is_platform(host) {
            return Err(error("has no path: write `/router/rest` after the host"));
        }
        if let Some(name) = uri.query().and_then(system_param_in) {
            return Err(error(&format!("has `{name}` in its query, which the client sets itself")));
        }
        Ok(uri.to_string().into())
    }

    /// Splits the address at `://`. The error contains a correction.
    fn split(&self) -> Result<(&str, &str), String> {
        let text = &*self.0;
        let starts =
            |prefix: &str| text.get(..prefix.len()).is_some_and(|text| text.eq_ignore_ascii_case(prefix));
        let head = text.split(['/', '?']).next().unwrap_or_default();
        match text.split_once("://").filter(|(scheme, _)| *scheme == head.trim_end_matches(':')) {
            Some(("", _)) => Err("has no scheme: write `https` before it".to_owned()),
            Some((scheme, rest))
                if ["https", "http"].iter().any(|accepted| accepted.eq_ignore_ascii_case(scheme)) =>
            {
                Ok((scheme, rest))
            }
            Some((scheme, _)) => Err(format!("has the scheme `{scheme}`: write `https://`")),
            None if starts("//") => Err("has no scheme: write `https:` before it".to_owned()),
            None if starts("/") => Err(NO_HOST.to_owned()),
            None if ["https:", "https/", "https;", "http:", "http/", "http;"].into_iter().any(starts) => {
                Err("has no `://`: write `https://` before the host".to_owned())
            }
            None => {
                let scheme = if is_loopback(host_of(head)) { "http" } else { "https" };
                Err(format!("has no scheme: write `{scheme}://` before it"))
            }
        }
    }

    /// Returns the address for messages: without query, which may contain a token, and only the
    /// scheme of an address that may contain a password.
    fn redacted(&self) -> String {
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
        write!(f, "Gateway({})", self.redacted())
    }
}

const NO_HOST: &str = "has no host: expected an address like `https://gw.api.taobao.com/router/rest`";

/// Returns the host of an authority without user name and password.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Returns the fault of an authority's port, if any.
fn port_fault(authority: &str) -> Option<&'static str> {
    let (_, port) = authority.rsplit_once(':').filter(|(_, port)| !port.contains(']'))?;
    port.parse::<u16>().is_err().then_some("has a port that is not a number from 0 to 65535")
}

/// Returns `true` for hosts of the platform, which all use the same path.
fn is_platform(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    [".taobao.com", ".tbsandbox.com"].iter().any(|domain| host.ends_with(domain))
}

/// Returns the system parameter in a query, if any: it would be sent twice, once unsigned.
fn system_param_in(query: &str) -> Option<&'static str> {
    let mut names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    names.find_map(|name| SYSTEM_PARAMS.into_iter().find(|system| system.eq_ignore_ascii_case(name)))
}

/// Returns `true` for loopback addresses and `localhost`, without name lookup.
pub(crate) fn is_loopback(host: &str) -> bool {
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
    fn http_is_accepted_for_loopback_only() {
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
    fn errors_omit_the_password() {
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
