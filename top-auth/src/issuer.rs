//! Where tokens come from: the platform's token endpoints.

mod api;
mod call;
mod iop;
mod web;

use top_runtime::transport::BoxFuture;

pub use api::ApiIssuer;
pub use iop::{IopIssuer, TokenApi};
pub use web::WebIssuer;

use crate::Token;
use crate::error::AuthError;
use crate::token::{RefreshToken, Refusal};

/// Exchanges codes and refresh tokens for tokens. Object-safe.
///
/// | platform | implementation |
/// |---|---|
/// | TOP, `taobao.top.auth.token.*` | [`ApiIssuer`] |
/// | TOP, `https://oauth.taobao.com/token` | [`WebIssuer`] |
/// | AliExpress, Alibaba.com, Lazada, Taobao overseas: `/auth/token/*` | [`IopIssuer`] |
pub trait TokenIssuer: Send + Sync {
    /// Exchanges the code of a callback, which is valid once and for a short time.
    ///
    /// # Errors
    ///
    /// The platform refused the code or could not be reached. The code may be used up then: let the
    /// seller authorise again.
    fn exchange<'a>(&'a self, code: &'a str) -> BoxFuture<'a, Result<Token, AuthError>>;

    /// Exchanges a refresh token. It is valid once: never use it twice at the same time.
    ///
    /// # Errors
    ///
    /// The platform refused the refresh token or could not be reached.
    fn refresh<'a>(&'a self, token: &'a RefreshToken) -> BoxFuture<'a, Result<Token, AuthError>>;
}

/// Converts an error of OAuth 2 (RFC 6749, section 5.2) by the required action.
fn refused(refusal: &Refusal) -> AuthError {
    let Refusal { code, description } = refusal;
    let text = match description.as_str() {
        "" => format!("the platform refused with `{}`", code.escape_debug()),
        _ => format!("the platform refused with `{}`: {}", code.escape_debug(), description.escape_debug()),
    };
    match code.as_str() {
        // The code or refresh token is used up, expired, revoked, or of another app. The platform
        // allows a limited number of refreshes and reports their end in the description.
        "invalid_grant" | "access_denied" => AuthError::revoked(text),
        _ if description.contains("refresh times limit exceed") => AuthError::revoked(text),
        "temporarily_unavailable" | "server_error" => AuthError::unavailable(RETRY_AFTER, text),
        _ => AuthError::misconfigured(text),
    }
}

/// Wait after a failure that may pass, if the platform does not tell one.
const RETRY_AFTER: std::time::Duration = std::time::Duration::from_secs(10);
