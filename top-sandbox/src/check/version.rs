//! Check of the protocol version.

use top_runtime::Params;

use crate::codes;
use crate::error_response::ErrorResponse;
use crate::handler::Handler;
use crate::protocol::Protocol;

/// Errors: code 32 without a version, 33 for a version other than the API's.
///
/// The gateways of IOP do not require a version, and paths have none.
pub(super) fn check(protocol: Protocol, params: &Params, handler: &Handler) -> Result<(), ErrorResponse> {
    match params.get("v") {
        _ if protocol == Protocol::IopPath => Ok(()),
        None if protocol.is_iop() => Ok(()),
        None => Err(ErrorResponse::new(codes::MISSING_VERSION)),
        Some(version) if version == handler.version => Ok(()),
        Some(version) => Err(ErrorResponse::new(codes::INVALID_VERSION)
            .with_sub_msg(format!("expected `v` = `{}`, found `{version}`", handler.version))),
    }
}
