//! APIs that issue tokens.

use std::sync::Arc;

use top_runtime::clock::Clock;
use top_runtime::{Params, Value};

use super::Handler;
use crate::accounts::{Ledger, Refused, Token};
use crate::error_response::ErrorResponse;

/// What a token is issued for.
#[derive(Clone, Copy)]
enum Grant {
    /// The parameter `code`.
    Code,
    /// The parameter `refresh_token`.
    RefreshToken,
}

impl Grant {
    fn param(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// Names of the APIs of TOP.
const TOP: [(&str, Grant); 2] =
    [("taobao.top.auth.token.create", Grant::Code), ("taobao.top.auth.token.refresh", Grant::RefreshToken)];

/// Paths of the APIs of IOP.
const IOP: [(&str, Grant); 5] = [
    ("/auth/token/create", Grant::Code),
    ("/auth/token/createWithOpenId", Grant::Code),
    ("/auth/token/refresh", Grant::RefreshToken),
    ("/auth/token/security/create", Grant::Code),
    ("/auth/token/security/refresh", Grant::RefreshToken),
];

/// Returns the handlers of the APIs that issue tokens, by name.
pub(crate) fn token_handlers(ledger: &Arc<Ledger>, clock: &Arc<dyn Clock>) -> Vec<(&'static str, Handler)> {
    let issue = |grant: Grant, is_iop: bool| {
        let (ledger, clock) = (Arc::clone(ledger), Arc::clone(clock));
        Handler::untyped(move |params| issue(&ledger, &*clock, grant, is_iop, params))
    };
    let top = TOP.into_iter().map(|(name, grant)| (name, issue(grant, false)));
    let iop = IOP.into_iter().map(|(name, grant)| (name, issue(grant, true)));
    top.chain(iop).collect()
}

fn issue(
    ledger: &Ledger,
    clock: &dyn Clock,
    grant: Grant,
    is_iop: bool,
    params: &Params,
) -> Result<Value, ErrorResponse> {
    let name = grant.param();
    let text = params.get(name).ok_or_else(|| {
        ErrorResponse::missing_parameter(name, format!("`{name}`: expected a value, found nothing"))
    })?;
    let app_key = params.get("app_key").unwrap_or_default();
    let token = match grant {
        Grant::Code => ledger.exchange(app_key, text, clock.now()),
        Grant::RefreshToken => ledger.refresh(app_key, text, clock.now()),
    };
    match token {
        Ok(token) if is_iop => Ok(token.iop_reply()),
        Ok(token) => Ok(token_result(&token)),
        Err(refused) => Err(refusal(grant, is_iop, refused)),
    }
}

/// Returns the reply of TOP: JSON as text.
fn token_result(token: &Token) -> Value {
    Value::from_iter([("token_result", Value::from(token.top_reply().to_string()))])
}

/// The sub codes of TOP are the sandbox's own: the platform documents none.
fn refusal(grant: Grant, is_iop: bool, refused: Refused) -> ErrorResponse {
    let error = match (is_iop, grant) {
        (true, Grant::Code) => ErrorResponse::iop("InvalidCode").with_msg("Invalid authorization code"),
        (true, Grant::RefreshToken) => ErrorResponse::iop("IllegalRefreshToken"),
        (false, Grant::Code) => ErrorResponse::new(15).with_sub_code("isv.code-invalid"),
        (false, Grant::RefreshToken) => ErrorResponse::new(15).with_sub_code("isv.refresh-token-invalid"),
    };
    error.with_sub_msg(format!("`{}`: {}", grant.param(), refused.reason()))
}
