//! The page on which a seller grants a session.

mod platform;
mod state;

use url::Url;

pub use platform::{Platform, View};
pub use state::State;

use crate::error::AuthError;

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
    platform: Platform,
    page: Url,
    app_key: String,
    redirect_uri: String,
    view: View,
    is_login_forced: bool,
    countries: Vec<String>,
}

impl Authorize {
    /// Creates a builder for an app of Taobao, with the callback address that is registered in its
    /// console.
    ///
    /// # Errors
    ///
    /// `redirect_uri` is not an absolute http or https URL, or has a fragment.
    pub fn new(app_key: impl Into<String>, redirect_uri: &str) -> Result<Self, AuthError> {
        Self::on(Platform::Taobao, app_key, redirect_uri)
    }

    /// Creates a builder for an app of a platform, with the callback address that is registered in
    /// its console.
    ///
    /// ```
    /// use top_auth::{Authorize, Platform, State};
    ///
    /// # fn main() -> Result<(), top_auth::AuthError> {
    /// let authorize = Authorize::on(Platform::Lazada, "100132", "https://erp.example.com/callback")?;
    /// let url = authorize.countries(["sg", "my"]).url(&State::generate()?);
    /// assert!(url.starts_with("https://auth.lazada.com/oauth/authorize?response_type=code&client_id=100132"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `redirect_uri` is not an absolute http or https URL, or has a fragment.
    pub fn on(platform: Platform, app_key: impl Into<String>, redirect_uri: &str) -> Result<Self, AuthError> {
        let parsed = Url::parse(redirect_uri)
            .map_err(|error| AuthError::misconfigured(format!("redirect_uri `{redirect_uri}`: {error}")))?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.fragment().is_some() {
            return Err(AuthError::misconfigured(format!(
                "redirect_uri `{redirect_uri}`: expected an http or https URL without a fragment"
            )));
        }
        Ok(Self {
            platform,
            page: Url::parse(platform.page()).map_err(AuthError::misconfigured)?,
            app_key: app_key.into(),
            redirect_uri: redirect_uri.to_owned(),
            view: View::default(),
            is_login_forced: true,
            countries: Vec::new(),
        })
    }

    /// Sets the address of the page, for another environment. Default: [`Platform::page`].
    ///
    /// # Errors
    ///
    /// The address is not an https URL, and not an http URL of a loopback address.
    pub fn page(mut self, page: &str) -> Result<Self, AuthError> {
        self.page = secure_url(page)?;
        Ok(self)
    }

    /// Sets the layout of the page. Only the page of Taobao has layouts.
    #[must_use]
    pub fn view(mut self, view: View) -> Self {
        self.view = view;
        self
    }

    /// Sets whether the seller must log in even if the browser has a login: the parameter
    /// `force_auth` of all platforms but Taobao. Default: `true`, as a browser may still have the login
    /// of another shop.
    #[must_use]
    pub fn force_login(mut self, is_forced: bool) -> Self {
        self.is_login_forced = is_forced;
        self
    }

    /// Sets the countries that Lazada's page offers: `sg`, `my`, `th`, `vn`, `ph`, `id`, and `cb` for
    /// sellers across borders. Default: all. Only the page of Lazada has this parameter.
    #[must_use]
    pub fn countries<S: Into<String>>(mut self, countries: impl IntoIterator<Item = S>) -> Self {
        self.countries = countries.into_iter().map(Into::into).collect();
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
        query.append_pair("redirect_uri", &self.redirect_uri);
        if self.platform.is_top() {
            query.append_pair("view", self.view.as_str());
        } else if self.is_login_forced {
            query.append_pair("force_auth", "true");
        }
        if self.platform == Platform::Lazada && !self.countries.is_empty() {
            query.append_pair("country", &self.countries.join(","));
        }
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
    fn pages_of_other_platforms_have_parameters_of_their_own() {
        let callback = "https://erp.example.com/cb";
        let state = State::restore("s");
        for (platform, page) in [
            (Platform::AliExpress, "https://api-sg.aliexpress.com/oauth/authorize"),
            (Platform::Alibaba, "https://open-api.alibaba.com/oauth/authorize"),
            (Platform::Lazada, "https://auth.lazada.com/oauth/authorize"),
            (Platform::TaobaoGlobal, "https://api.taobao.global/oauth/authorize"),
        ] {
            let authorize = Authorize::on(platform, "123", callback).unwrap().view(View::Tmall);
            let start = format!(
                "{page}?response_type=code&client_id=123&redirect_uri=https%3A%2F%2Ferp.example.com%2Fcb"
            );
            assert_eq!(authorize.url(&state), format!("{start}&force_auth=true&state=s"));
            let authorize = authorize.force_login(false).countries(["sg", "cb"]);
            let country = if platform == Platform::Lazada { "&country=sg%2Ccb" } else { "" };
            assert_eq!(authorize.url(&state), format!("{start}{country}&state=s"));
        }
        let sandbox = Authorize::on(Platform::TaobaoSandbox, "123", callback).unwrap().countries(["sg"]);
        let url = sandbox.url(&state);
        assert!(url.starts_with("https://oauth.tbsandbox.com/authorize?"), "{url}");
        assert!(url.ends_with("&view=web&state=s"), "{url}");
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
