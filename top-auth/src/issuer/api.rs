//! Tokens from the signed APIs `taobao.top.auth.token.create` and `.refresh`.

use std::time::SystemTime;

use top_runtime::error::{ErrorKind, PlatformErrorKind};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Error, Reply, TopApi, TopValue, Value};

use super::{RETRY_AFTER, TokenIssuer, refused};
use crate::Token;
use crate::error::{AuthError, AuthErrorKind};
use crate::token::{RefreshToken, TokenReply, read_reply};

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
#[derive(Debug, Clone)]
pub struct ApiIssuer {
    client: Client,
}

impl ApiIssuer {
    /// Creates an issuer that calls with this client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

impl TokenIssuer for ApiIssuer {
    fn exchange<'a>(&'a self, code: &'a str) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(async move { read(self.client.execute(&CreateToken { code }).await) })
    }

    fn refresh<'a>(&'a self, token: &'a RefreshToken) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(
            async move { read(self.client.execute(&RefreshSession { refresh_token: token.expose() }).await) },
        )
    }
}

fn read(result: Result<Reply<TokenResult>, Error>) -> Result<Token, AuthError> {
    let reply = result.map_err(|error| failed(&error))?;
    let json = match reply.token_result.as_str() {
        Some(text) => text.to_owned(),
        None => reply.token_result.to_string(),
    };
    match read_reply(json.as_bytes(), SystemTime::now()) {
        Ok(TokenReply::Granted(token)) => Ok(*token),
        Ok(TokenReply::Refused(refusal)) => Err(refused(&refusal)),
        Err(found) => {
            let text = format!("`token_result` (request id {}): {found}", reply.request_id());
            Err(AuthError::new(AuthErrorKind::BadReply, text))
        }
    }
}

/// Converts the error of a call by the required action. Its text contains no token.
fn failed(error: &Error) -> AuthError {
    let text = error.to_string();
    if error.is_throttled() {
        return AuthError::unavailable(error.retry_after().unwrap_or(RETRY_AFTER), text);
    }
    match error.kind() {
        ErrorKind::Transport(_) | ErrorKind::Http(_) => {
            AuthError::unavailable(error.retry_after().unwrap_or(RETRY_AFTER), text)
        }
        ErrorKind::Platform(platform) => match platform.kind() {
            // The APIs report a code or refresh token that is used up as an error of their own.
            PlatformErrorKind::Session | PlatformErrorKind::Api => AuthError::revoked(text),
            PlatformErrorKind::Transient => AuthError::unavailable(RETRY_AFTER, text),
            _ => AuthError::misconfigured(text),
        },
        ErrorKind::Invalid(_) => AuthError::misconfigured(text),
        _ => AuthError::new(AuthErrorKind::BadReply, text),
    }
}
