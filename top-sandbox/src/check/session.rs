//! Check of the session.

use std::time::SystemTime;

use top_runtime::Params;
use top_runtime::session::SessionPolicy;

use crate::accounts::{Accounts, SessionState};
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::handler::Handler;
use crate::protocol::Protocol;

/// Returns the nick of the seller, if the request has a session.
///
/// Errors: code 26 without a required session, 27 for one that is not valid.
pub(super) fn check(
    protocol: Protocol,
    params: &Params,
    handler: &Handler,
    accounts: &Accounts,
    now: SystemTime,
) -> Result<Option<String>, ErrorResponse> {
    let session = protocol.session_params().iter().find_map(|name| params.get(name));
    let Some(session) = session else {
        return match handler.session {
            SessionPolicy::Required => Err(ErrorResponse::new(codes::MISSING_SESSION)),
            _ => Ok(None),
        };
    };
    let (sub_code, sub_msg) = match accounts.session(session, now) {
        SessionState::Valid(nick) => return Ok(Some(nick)),
        SessionState::Expired => ("session-expired", "the session has expired"),
        SessionState::Revoked => {
            ("invalid-sessionkey", "the session was ended by its seller or replaced by a refresh")
        }
        SessionState::Unknown => ("invalid-sessionkey", "the sandbox has no such session"),
    };
    Err(ErrorResponse::new(codes::INVALID_SESSION).with_sub_code(sub_code).with_sub_msg(sub_msg))
}
