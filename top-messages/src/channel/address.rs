//! The address of the channel.

use http::Uri;
use http::uri::Scheme;

use crate::error::Error;

/// A URL with `ws` or `wss`, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) uri: Uri,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) is_tls: bool,
}

impl Address {
    /// Parses a URL. The error does not repeat a URL with a user name, which may have a password.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let fault = |fault: &str| {
            let shown = if url.contains('@') { "the address" } else { url };
            Error::Setting(format!("{shown}: {fault}; expected a URL like `ws://mc.api.taobao.com/`"))
        };
        let uri: Uri = url.parse().map_err(|_| fault("not a URL"))?;
        let is_tls = match uri.scheme().map(Scheme::as_str) {
            Some("ws") => false,
            Some("wss") => true,
            _ => return Err(fault("the scheme is not `ws` or `wss`")),
        };
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(fault("a URL with a user name"));
        }
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| fault("no host"))?;
        // Brackets belong to the URL, not to an IPv6 address.
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        Ok(Self { uri, host, port, is_tls })
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn ports_follow_from_the_scheme() {
        let parts =
            |url: &str| Address::parse(url).map(|address| (address.host, address.port, address.is_tls)).ok();
        assert_eq!(parts("ws://mc.api.taobao.com/"), Some(("mc.api.taobao.com".to_owned(), 80, false)));
        assert_eq!(parts("wss://mc.api.taobao.com"), Some(("mc.api.taobao.com".to_owned(), 443, true)));
        assert_eq!(parts("ws://[::1]:8000/a"), Some(("::1".to_owned(), 8000, false)));
    }

    #[test]
    fn other_urls_are_refused_without_their_passwords() {
        let text = |url: &str| Address::parse(url).unwrap_err().to_string();
        assert!(
            text("http://mc.api.taobao.com/").contains("scheme"),
            "{}",
            text("http://mc.api.taobao.com/")
        );
        assert!(text("mc.api.taobao.com").contains("expected a URL like"));
        assert!(!text("ws://user:hunter2@host/").contains("hunter2"));
    }
}
