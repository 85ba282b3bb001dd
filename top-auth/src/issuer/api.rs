//! Tokens from the signed APIs `taobao.top.auth.token.create` and `.refresh`.

use std::fmt;
use std::sync::Arc;

use top_runtime::clock::{Clock, SystemClock};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Error, Reply, TopApi, TopValue, Value};
use zeroize::Zeroizing;

use super::TokenIssuer;
use super::call::{Meaning, failed, read_token};
use crate::Token;
use crate::error::AuthError;
use crate::token::RefreshToken;

/// Exchanges a code.
#[derive(TopApi)]
#[top_api(method = "taobao.top.auth.token.create", session = none, response = TokenResult)]
struct CreateToken<'a> {
    code: &'a str,
}

/// Exchanges a refresh token.
#[derive(TopApi)]
#[top_api(method = "taobao.top.auth.token.refresh", session = none, response = TokenResult)]
struct RefreshSession<'a> {
    refresh_token: &'a str,
}

/// Reply of both: a JSON text with the members of the web endpoint, or the object itself.
#[derive(TopValue)]
struct TokenResult {
    token_result: Value,
}

/// Tokens from the signed APIs `taobao.top.auth.token.create` and `taobao.top.auth.token.refresh`.
///
/// They need no callback address and no other host than the gateway, and the app secret is not sent.
#[derive(Clone)]
pub struct ApiIssuer {
    client: Client,
    clock: Arc<dyn Clock>,
}

impl ApiIssuer {
    /// Creates an issuer that calls with this client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self::with_clock(client, Arc::new(SystemClock))
    }

    pub(crate) fn with_clock(client: Client, clock: Arc<dyn Clock>) -> Self {
        Self { client, clock }
    }

    /// Sets the source of time, from which the expiry of tokens is computed. Default: [`SystemClock`].
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    fn read(&self, result: Result<Reply<TokenResult>, Error>) -> Result<Token, AuthError> {
        // A code or refresh token that is used up is an error of the API.
        let reply = result.map_err(|error| failed(&error, Meaning::of))?;
        let json = Zeroizing::new(match reply.token_result.as_str() {
            Some(text) => text.to_owned(),
            None => reply.token_result.to_string(),
        });
        read_token(&json, &*self.clock, || format!("`token_result` (request id {})", reply.request_id()))
    }
}

impl TokenIssuer for ApiIssuer {
    fn exchange<'a>(&'a self, code: &'a str) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(async move { self.read(self.client.execute(&CreateToken { code }).await) })
    }

    fn refresh<'a>(&'a self, token: &'a RefreshToken) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(async move {
            let request = RefreshSession { refresh_token: token.expose() };
            self.read(self.client.execute(&request).await)
        })
    }
}

impl fmt::Debug for ApiIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiIssuer").field("client", &self.client).finish_non_exhaustive()
    }
}
