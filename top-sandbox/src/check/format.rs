//! Check of `format` and `simplify`, which select the reply format.

use top_runtime::Params;

use crate::codes;
use crate::error_response::ErrorResponse;
use crate::incoming::IncomingRequest;
use crate::reply::ReplyFormat;

/// Returns the reply format. Default: XML, as on the platform.
///
/// Errors: code 23 for an unknown `format`, 41 for an unknown `simplify`.
pub(super) fn check(params: &Params) -> Result<ReplyFormat, ErrorResponse> {
    let is_xml = match params.get("format") {
        Some("json") => false,
        Some("xml") | None => true,
        Some(other) => {
            return Err(ErrorResponse::new(codes::INVALID_FORMAT)
                .with_sub_msg(format!("expected `json` or `xml`, found `{other}`")));
        }
    };
    match params.get("simplify") {
        // `simplify` does not apply to XML.
        Some("true" | "false") | None if is_xml => Ok(ReplyFormat::Xml),
        Some("true") => Ok(ReplyFormat::SimplifiedJson),
        None | Some("false") => Ok(ReplyFormat::Json),
        Some(other) => Err(ErrorResponse::invalid_parameter(
            "simplify",
            format!("expected `true` or `false`, found `{other}`"),
        )),
    }
}

/// Returns the format of an error response. Default: JSON for an invalid `format` or an unreadable
/// request, XML otherwise.
pub(crate) fn of_error(incoming: &IncomingRequest) -> ReplyFormat {
    match incoming.params.get("format") {
        Some("xml") => ReplyFormat::Xml,
        None if incoming.error.is_none() => ReplyFormat::Xml,
        _ => ReplyFormat::Json,
    }
}
