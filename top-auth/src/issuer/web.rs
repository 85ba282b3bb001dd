//! Tokens from the endpoint of OAuth 2, `https://oauth.taobao.com/token`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use http_body_util::{BodyExt as _, Limited};
use top_runtime::AppSecret;
use top_runtime::clock::{Clock, SystemClock};
use top_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport};
use url::Url;
use url::form_urlencoded::Serializer;
use zeroize::Zeroizing;

use super::{RETRY_AFTER, TokenIssuer, refused};
use crate::Token;
use crate::authorize::{Authorize, secure_url};
use crate::error::{AuthError, AuthErrorKind};
use crate::token::{RefreshToken, TokenReply, read_reply};

/// The endpoint of TOP in mainland China.
const ENDPOINT: &str = "https://oauth.taobao.com/token";

/// Timeout of an exchange, up to the last byte of the reply.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Largest reply that is read, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// Tokens from the endpoint of OAuth 2, by default `https://oauth.taobao.com/token`.
///
/// The app secret is sent in the body of the request, as OAuth 2 defines it: the endpoint must be
/// https (or a loopback address, for tests).
pub struct WebIssuer {
    endpoint: Url,
    app_key: String,
    app_secret: AppSecret,
    redirect_uri: String,
    transport: Box<dyn Transport>,
    clock: Arc<dyn Clock>,
}

impl WebIssuer {
    /// Creates an issuer for an app. `transport` sends the requests.
    ///
    /// `authorize` is the page that codes come from: the endpoint compares its callback address.
    ///
    /// ```no_run
    /// use top_auth::{Authorize, WebIssuer};
    /// use top_runtime::transport::{HttpConfig, HttpTransport};
    ///
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let authorize = Authorize::new("12345678", "https://erp.example.com/callback")?;
    /// let transport = HttpTransport::new("https://oauth.taobao.com/token", &HttpConfig::new())?;
    /// let issuer = WebIssuer::new("12345678", "helloworld", &authorize, transport)?;
    /// # let _ = issuer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The address of the endpoint is not valid.
    pub fn new(
        app_key: impl Into<String>,
        app_secret: impl Into<AppSecret>,
        authorize: &Authorize,
        transport: impl Transport + 'static,
    ) -> Result<Self, AuthError> {
        Ok(Self {
            endpoint: secure_url(ENDPOINT)?,
            app_key: app_key.into(),
            app_secret: app_secret.into(),
            redirect_uri: authorize.redirect_uri().to_owned(),
            transport: Box::new(transport),
            clock: Arc::new(SystemClock),
        })
    }

    /// Sets the address of the endpoint, for another environment.
    ///
    /// # Errors
    ///
    /// The address is not an https URL, and not an http URL of a loopback address.
    pub fn endpoint(mut self, address: &str) -> Result<Self, AuthError> {
        self.endpoint = secure_url(address)?;
        Ok(self)
    }

    /// Sets the source of time, from which the expiry of tokens is computed. Default: [`SystemClock`].
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Returns the body of a request.
    fn form(&self, grant: &[(&str, &str)]) -> Vec<u8> {
        let mut form = Serializer::new(String::new());
        form.append_pair("client_id", &self.app_key).append_pair("client_secret", self.app_secret.expose());
        form.extend_pairs(grant);
        form.finish().into_bytes()
    }

    async fn request(&self, form: Vec<u8>) -> Result<Token, AuthError> {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded;charset=UTF-8"),
        );
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let request =
            HttpRequest::new(self.endpoint.as_str(), form).with_headers(headers).with_timeout(TIMEOUT);
        let response = self.transport.send(request).await.map_err(|error| {
            let text = format!("the token endpoint {} cannot be reached: {error}", self.host());
            AuthError::unavailable(RETRY_AFTER, text)
        })?;
        self.read(response).await
    }

    async fn read(&self, response: HttpResponse) -> Result<Token, AuthError> {
        let (status, host) = (response.status(), self.host());
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.trim().parse().ok())
            .map_or(RETRY_AFTER, Duration::from_secs);
        let body = Limited::new(response.into_body(), MAX_BODY).collect().await.map_err(|error| {
            AuthError::unavailable(
                RETRY_AFTER,
                format!("the reply of the token endpoint {host} broke off: {error}"),
            )
        })?;
        let body = Zeroizing::new(body.to_bytes().to_vec());
        match read_reply(&body, self.clock.now()) {
            Ok(TokenReply::Granted(token)) => Ok(*token),
            Ok(TokenReply::Refused(refusal)) => Err(refused(&refusal)),
            Err(_) if status.as_u16() == 429 || status.is_server_error() => Err(AuthError::unavailable(
                retry_after,
                format!("the token endpoint {host} replied with HTTP status {status}"),
            )),
            Err(found) => {
                let text = format!("reply of the token endpoint {host} with HTTP status {status}: {found}");
                Err(AuthError::new(AuthErrorKind::BadReply, text))
            }
        }
    }

    fn host(&self) -> &str {
        self.endpoint.host_str().unwrap_or_default()
    }
}

impl TokenIssuer for WebIssuer {
    fn exchange<'a>(&'a self, code: &'a str) -> BoxFuture<'a, Result<Token, AuthError>> {
        let redirect_uri = ("redirect_uri", self.redirect_uri.as_str());
        let form = self.form(&[("grant_type", "authorization_code"), ("code", code), redirect_uri]);
        Box::pin(self.request(form))
    }

    fn refresh<'a>(&'a self, token: &'a RefreshToken) -> BoxFuture<'a, Result<Token, AuthError>> {
        let form = self.form(&[("grant_type", "refresh_token"), ("refresh_token", token.expose())]);
        Box::pin(self.request(form))
    }
}

impl fmt::Debug for WebIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebIssuer")
            .field("endpoint", &self.endpoint.as_str())
            .field("app_key", &self.app_key)
            .finish_non_exhaustive()
    }
}
