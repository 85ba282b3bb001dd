//! Check of the session.

use top_runtime::Params;
use top_runtime::session::SessionPolicy;

use crate::accounts::Accounts;
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::handler::Handler;

/// Returns the nick of the seller, if the request has a session.
///
/// Errors: code 26 without a required session, 27 for an unknown one.
pub(super) fn check<'g>(
    params: &Params,
    handler: &Handler,
    accounts: &'g Accounts,
) -> Result<Option<&'g str>, ErrorResponse> {
    match params.get("session") {
        None if handler.session == SessionPolicy::Required => Err(ErrorResponse::new(codes::MISSING_SESSION)),
        None => Ok(None),
        Some(session) => match accounts.seller(session) {
            Some(seller) => Ok(Some(&seller.nick)),
            None => Err(ErrorResponse::new(codes::INVALID_SESSION)
                .with_sub_code("invalid-sessionkey")
                .with_sub_msg("the sandbox has no such session")),
        },
    }
}
