//! The page on which a seller grants a session, and the parameter `state` that ties its answer to
//! the browser that asked.

use std::fmt;

use subtle::ConstantTimeEq as _;
use url::Url;
use zeroize::Zeroizing;

use crate::error::AuthError;

/// Layout of the authorisation page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum View {
    /// Taobao in a browser. Default.
    #[default]
    Web,
    /// Tmall in a browser.
    Tmall,
    /// A phone.
    Wap,
}

impl View {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Tmall => "tmall",
            Self::Wap => "wap",
        }
    }
}

/// Builds the URL of the page on which a seller authorises an app.
///
/// After the seller has agreed, the platform redirects the browser to `redirect_uri` with the
/// parameters `code` and `state`. Check `state` with [`State::verify`], then exchange `code` with
/// [`TokenIssuer::exchange`](crate::TokenIssuer::exchange).
///
/// ```
/// use top_auth::{Authorize, State};
///
/// # fn main() -> Result<(), top_auth::AuthError> {
/// let authorize = Authorize::new("12345678", "https://erp.example.com/callback")?;
/// let state = State::generate()?; // keep it in the browser's session
/// let url = authorize.url(&state);
/// assert!(url.starts_with("https://oauth.taobao.com/authorize?response_type=code&client_id=12345678"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Authorize {
    page: Url,
    app_key: String,
    redirect_uri: String,
    view: View,
}

impl Authorize {
    /// Creates a builder for an app, with the callback address that is registered in its console.
    ///
    /// # Errors
    ///
    /// `redirect_uri` is not an absolute http or https URL, or has a fragment.
    pub fn new(app_key: impl Into<String>, redirect_uri: &str) -> Result<Self, AuthError> {
        let page = Url::parse("https://oauth.taobao.com/authorize").map_err(AuthError::misconfigured)?;
        let parsed = Url::parse(redirect_uri)
            .map_err(|error| AuthError::misconfigured(format!("redirect_uri `{redirect_uri}`: {error}")))?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.fragment().is_some() {
            return Err(AuthError::misconfigured(format!(
                "redirect_uri `{redirect_uri}`: expected an http or https URL without a fragment"
            )));
        }
        let redirect_uri = redirect_uri.to_owned();
        Ok(Self { page, app_key: app_key.into(), redirect_uri, view: View::default() })
    }

    /// Sets the address of the page, for another environment. Default:
    /// `https://oauth.taobao.com/authorize`.
    ///
    /// # Errors
    ///
    /// The address is not an https URL, and not an http URL of a loopback address.
    pub fn page(mut self, page: &str) -> Result<Self, AuthError> {
        self.page = secure_url(page)?;
        Ok(self)
    }

    /// Sets the layout of the page.
    #[must_use]
    pub fn view(mut self, view: View) -> Self {
        self.view = view;
        self
    }

    /// Returns the URL to redirect the seller's browser to.
    #[must_use]
    pub fn url(&self, state: &State) -> String {
        self.with(Some(state))
    }

    /// Returns the URL without `state`, for texts that tell a person where to authorise.
    pub(crate) fn url_for_people(&self) -> String {
        self.with(None)
    }

    /// Returns the registered callback address.
    pub(crate) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    fn with(&self, state: Option<&State>) -> String {
        let mut url = self.page.clone();
        let mut query = url.query_pairs_mut();
        query.append_pair("response_type", "code").append_pair("client_id", &self.app_key);
        query.append_pair("redirect_uri", &self.redirect_uri).append_pair("view", self.view.as_str());
        if let Some(state) = state {
            query.append_pair("state", state.as_str());
        }
        drop(query);
        url.into()
    }
}

/// Parses the address of an endpoint: https, or http to a loopback address.
pub(crate) fn secure_url(text: &str) -> Result<Url, AuthError> {
    let url =
        Url::parse(text).map_err(|error| AuthError::misconfigured(format!("address `{text}`: {error}")))?;
    let is_loopback = match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback => Ok(url),
        _ => Err(AuthError::misconfigured(format!(
            "address `{text}`: expected https, as secrets are sent to this address; http is for loopback addresses"
        ))),
    }
}

/// Random value of the parameter `state`: 128 bits from the system's random numbers.
///
/// Keep it in the seller's browser session (a cookie with `HttpOnly` and `Secure`) until the
/// callback. It proves that the browser which returns is the one which was sent to the platform;
/// without this check another person's shop can be connected to the seller's account.
#[derive(Clone)]
pub struct State(Zeroizing<String>);

impl State {
    /// Creates a random value.
    ///
    /// # Errors
    ///
    /// The system provides no random numbers.
    pub fn generate() -> Result<Self, AuthError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .map_err(|error| AuthError::misconfigured(format!("no random numbers for `state`: {error}")))?;
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        Ok(Self(Zeroizing::new(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect())))
    }

    /// Restores a value from the browser session in which it was kept.
    #[must_use]
    pub fn restore(kept: &str) -> Self {
        Self(Zeroizing::new(kept.to_owned()))
    }

    /// Returns the text, to keep it in the browser session.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks the parameter `state` of a callback, in a time that does not depend on its content.
    ///
    /// # Errors
    ///
    /// The callback has another state or none: it belongs to another browser. Do not exchange its
    /// code.
    pub fn verify(&self, received: Option<&str>) -> Result<(), AuthError> {
        let received = received.unwrap_or_default();
        let is_equal = self.0.as_bytes().ct_eq(received.as_bytes());
        if bool::from(is_equal) && !received.is_empty() { Ok(()) } else { Err(AuthError::state_mismatch()) }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_has_every_parameter_encoded() {
        let authorize =
            Authorize::new("12&3", "https://erp.example.com/cb?shop=1&a=b").unwrap().view(View::Wap);
        let url = authorize.url(&State::restore("a b"));
        assert_eq!(
            url,
            "https://oauth.taobao.com/authorize?response_type=code&client_id=12%263\
             &redirect_uri=https%3A%2F%2Ferp.example.com%2Fcb%3Fshop%3D1%26a%3Db&view=wap&state=a+b"
        );
    }

    #[test]
    fn states_differ_and_only_the_same_state_is_accepted() {
        let (state, other) = (State::generate().unwrap(), State::generate().unwrap());
        assert_eq!(state.as_str().len(), 32);
        assert_ne!(state.as_str(), other.as_str());
        assert!(state.verify(Some(state.as_str())).is_ok());
        for wrong in [None, Some(""), Some(other.as_str()), Some(&state.as_str()[..31])] {
            assert!(state.verify(wrong).is_err());
        }
        assert!(State::restore("").verify(Some("")).is_err(), "an empty state proves nothing");
    }

    #[test]
    fn addresses_without_tls_are_refused_unless_loopback() {
        for (address, accepted) in [
            ("https://oauth.taobao.com/token", true),
            ("http://127.0.0.1:8080/token", true),
            ("http://[::1]/token", true),
            ("http://localhost/token", true),
            ("http://oauth.taobao.com/token", false),
            ("http://127.0.0.1.example.com/token", false),
            ("ftp://127.0.0.1/", false),
            ("/token", false),
        ] {
            assert_eq!(secure_url(address).is_ok(), accepted, "{address}");
        }
    }

    #[test]
    fn callback_addresses_are_checked() {
        for address in ["erp.example.com/cb", "javascript:alert(1)", "https://erp.example.com/#cb"] {
            assert!(Authorize::new("1", address).is_err(), "{address}");
        }
    }
}
