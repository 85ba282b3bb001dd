//! Whose data a request is for.

use top_runtime::Params;
use top_runtime::session::SessionPolicy;

use crate::accounts::Accounts;
use crate::handler::Handler;
use crate::refusal::ErrorResponse;

/// 26 without a session that is needed, 27 with one that is not known; else the seller's nick, if there is a session.
pub(super) fn check<'g>(
    given: &Params,
    handler: &Handler,
    accounts: &'g Accounts,
) -> Result<Option<&'g str>, ErrorResponse> {
    match given.get("session") {
        None if handler.session == SessionPolicy::Required => Err(ErrorResponse::new(26)),
        None => Ok(None),
        Some(session) => match accounts.seller(session) {
            Some(seller) => Ok(Some(&seller.nick)),
            None => Err(ErrorResponse::new(27)
                .with_sub_code("invalid-sessionkey")
                .with_sub_msg("the session is none of those that the sandbox knows")),
        },
    }
}
