//! Tokens from the signed APIs `/auth/token/*` of AliExpress, Alibaba.com, Lazada and others.

use std::fmt;
use std::sync::Arc;

use top_runtime::clock::{Clock, SystemClock};
use top_runtime::error::{PlatformError, PlatformErrorKind};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Params};
use zeroize::Zeroizing;

use super::TokenIssuer;
use super::call::{Meaning, failed, read_token};
use crate::Token;
use crate::error::AuthError;
use crate::token::RefreshToken;

/// The APIs that an [`IopIssuer`] calls. The console of the app's platform names those that the app
/// may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum TokenApi {
    /// `/auth/token/create` and `/auth/token/refresh`. Default.
    #[default]
    Standard,
    /// `/auth/token/security/create` and `/auth/token/security/refresh`.
    Security,
    /// `/auth/token/createWithOpenId` and `/auth/token/refresh`: the reply has the user's open id.
    OpenId,
}

impl TokenApi {
    const fn create(self) -> &'static str {
        match self {
            Self::Standard => "/auth/token/create",
            Self::Security => "/auth/token/security/create",
            Self::OpenId => "/auth/token/createWithOpenId",
        }
    }

    const fn refresh(self) -> &'static str {
        match self {
            Self::Standard | Self::OpenId => "/auth/token/refresh",
            Self::Security => "/auth/token/security/refresh",
        }
    }
}

/// Tokens from the signed APIs `/auth/token/*` of the platforms with an IOP gateway: AliExpress,
/// Alibaba.com, Lazada, Taobao outside of mainland China.
///
/// ```no_run
/// use top_auth::{Authorize, FileStore, IopIssuer, Platform, Sessions};
/// use top_runtime::{Client, Gateway};
///
/// # fn run() -> Result<(), Box<dyn std::error::Error>> {
/// // Lazada's tokens come from a host of their own, for the shops of all countries.
/// let tokens = Client::builder("100132", "helloworld").gateway(Gateway::LAZADA_AUTH);
/// let shops = Client::builder("100132", "helloworld").gateway(Gateway::LAZADA_SG);
/// let sessions = Sessions::builder(shops.build()?, FileStore::open("tokens.json")?)
///     .issuer(IopIssuer::new(tokens.build()?))
///     .authorize(Authorize::on(Platform::Lazada, "100132", "https://erp.example.com/callback")?)
///     .build();
/// # let _ = sessions;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct IopIssuer {
    client: Client,
    api: TokenApi,
    clock: Arc<dyn Clock>,
}

impl IopIssuer {
    /// Creates an issuer that calls with this client, whose gateway must be one of IOP.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self::with_clock(client, Arc::new(SystemClock))
    }

    pub(crate) fn with_clock(client: Client, clock: Arc<dyn Clock>) -> Self {
        Self { client, api: TokenApi::default(), clock }
    }

    /// Sets the APIs. Default: [`TokenApi::Standard`].
    #[must_use]
    pub fn api(mut self, api: TokenApi) -> Self {
        self.api = api;
        self
    }

    /// Sets the source of time, from which the expiry of tokens is computed. Default: [`SystemClock`].
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    async fn call(
        &self,
        path: &str,
        params: &Params,
        meaning: fn(&PlatformError) -> Meaning,
    ) -> Result<Token, AuthError> {
        let reply = self.client.call(path, params).await.map_err(|error| failed(&error, meaning))?;
        let json = Zeroizing::new(reply.to_string());
        read_token(&json, &*self.clock, || format!("reply of `{path}` (request id {})", reply.request_id()))
    }
}

impl TokenIssuer for IopIssuer {
    fn exchange<'a>(&'a self, code: &'a str) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(
            async move { self.call(self.api.create(), &Params::new().with("code", code), of_code).await },
        )
    }

    fn refresh<'a>(&'a self, token: &'a RefreshToken) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(async move {
            let params = Params::new().with("refresh_token", token.expose());
            self.call(self.api.refresh(), &params, of_refresh_token).await
        })
    }
}

impl fmt::Debug for IopIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_struct("IopIssuer");
        output.field("client", &self.client).field("api", &self.api).finish_non_exhaustive()
    }
}

/// A code is valid once and for minutes: an error of the API itself refuses it.
fn of_code(error: &PlatformError) -> Meaning {
    match error.code.as_str() {
        // Reported with the type of an error that may pass.
        "InvalidCode" => Meaning::Refused,
        _ => Meaning::of(error),
    }
}

/// A refresh token is given up for documented codes only: it would never be tried again, and the
/// seller would have to authorise for a failure that passes.
fn of_refresh_token(error: &PlatformError) -> Meaning {
    match (error.code.as_str(), error.kind()) {
        // The validity of the session is that of an order in the service market.
        ("IllegalRefreshToken" | "AUTH_TYPE_UNSUPPORTED", _) | (_, PlatformErrorKind::Session) => {
            Meaning::Refused
        }
        (_, PlatformErrorKind::Transient | PlatformErrorKind::Api) => Meaning::Passing,
        _ => Meaning::App,
    }
}
