//! Proxy of the HTTP transport.

use std::fmt;

use reqwest::Url;

use crate::error::BuildError;
use crate::gateway::is_loopback;
use crate::issue::quote_excerpt;
use crate::secret::{MASK, fault};

/// Schemes of a proxy, and whether each is supported with the features that are on.
const SCHEMES: [(&str, Result<(), &str>); 4] = [
    ("http", Ok(())),
    (
        "https",
        if cfg!(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")) {
            Ok(())
        } else {
            Err("`rustls` or `native-tls`")
        },
    ),
    ("socks5", if cfg!(feature = "socks") { Ok(()) } else { Err("`socks`") }),
    ("socks5h", if cfg!(feature = "socks") { Ok(()) } else { Err("`socks`") }),
];

/// Which proxy the transport uses.
#[derive(Clone, Default)]
pub(crate) enum ProxyChoice {
    /// The one that the environment names, if any.
    #[default]
    Environment,
    Never,
    /// A URL, which may contain a password.
    Url(String),
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment => f.write_str("Environment"),
            Self::Never => f.write_str("Never"),
            Self::Url(url) => write!(f, "Url({})", redacted(url)),
        }
    }
}

impl ProxyChoice {
    /// Checks the URL of the proxy for a gateway: https, or http on this machine.
    pub(super) fn check(&self, is_https: bool) -> Result<(), BuildError> {
        let Self::Url(text) = self else { return Ok(()) };
        let error = |reason: &str| BuildError::new(format!("the proxy {} {reason}", redacted(text)));
        if let Some(fault) = fault(text) {
            return Err(error(&fault));
        }
        if !text.contains("://") {
            return Err(error("has no scheme: write `http://` before it"));
        }
        let url = Url::parse(text).map_err(|e| error(&format!("is not a URL: {e}")))?;
        match SCHEMES.iter().find(|(scheme, _)| *scheme == url.scheme()) {
            Some((_, Ok(()))) => {}
            Some((scheme, Err(feature))) => {
                return Err(error(&format!(
                    "has the scheme `{scheme}`: turn on the feature {feature} for it"
                )));
            }
            None => {
                let scheme = url.scheme();
                return Err(error(&format!(
                    "has the scheme `{scheme}`: expected http, https, socks5 or socks5h"
                )));
            }
        }
        let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
            return Err(error("has no host: expected an address like `http://proxy.example:8080`"));
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(error("has text after the host: remove the path, the query and the fragment"));
        }
        if !is_https && !is_loopback(host) {
            return Err(error(
                "would receive the session in plain text, as the gateway is plain http on this machine: remove the \
                 proxy, or use one on this machine",
            ));
        }
        // The HTTP client connects directly if it cannot parse the address.
        match url.as_str().parse::<http::Uri>() {
            Ok(uri) if uri.host().is_some_and(|parsed| parsed.eq_ignore_ascii_case(host)) => Ok(()),
            _ => {
                Err(error("is not the URL of a proxy: expected an address like `http://proxy.example:8080`"))
            }
        }
    }

    /// Passes the proxy to the HTTP client. http is for loopback only: a proxy from the environment
    /// would send the session to another machine.
    pub(super) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
        is_https: bool,
    ) -> reqwest::Result<reqwest::ClientBuilder> {
        Ok(match self {
            Self::Url(url) => builder.proxy(reqwest::Proxy::all(url)?),
            Self::Environment if is_https => builder,
            Self::Environment | Self::Never => builder.no_proxy(),
        })
    }
}

/// Returns the URL for messages: only the scheme if the rest may contain a password or token.
fn redacted(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let authority = rest.split('/').next().unwrap_or_default();
    let is_port = |port: &str| port.ends_with(']') || port.bytes().all(|b| b.is_ascii_digit());
    let has_port = authority.rsplit_once(':').is_none_or(|(_, port)| is_port(port));
    if has_port && !text.contains(['@', '?', '#']) {
        return quote_excerpt(text);
    }
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_scheme { format!("`{scheme}://{MASK}`") } else { format!("`{MASK}`") }
}
