//! Check of `format` and `simplify`, which select the reply format.

use top_runtime::Params;

use crate::codes;
use crate::error_response::ErrorResponse;
use crate::incoming::IncomingRequest;
use crate::protocol::Protocol;
use crate::reply::ReplyFormat;

/// Returns the reply format. Default: simplified JSON on `/sync`, XML elsewhere, as on the platform.
///
/// Errors: code 23 for an unknown `format`, 41 for an unknown `simplify`.
pub(super) fn check(protocol: Protocol, params: &Params) -> Result<ReplyFormat, ErrorResponse> {
    let is_xml = match (protocol, params.get("format")) {
        (Protocol::IopPath, _) => return Ok(ReplyFormat::IopFlat),
        (Protocol::IopMethod, Some("json") | None) | (_, Some("json")) => false,
        (Protocol::IopMethod, Some(other)) => return Err(invalid_format("`json`", other)),
        (_, Some("xml") | None) => true,
        (_, Some(other)) => return Err(invalid_format("`json` or `xml`", other)),
    };
    if protocol.is_qimen() {
        return Ok(if is_xml { ReplyFormat::QimenXml } else { ReplyFormat::QimenJson });
    }
    let is_simplified = match params.get("simplify") {
        Some("true") => true,
        Some("false") => false,
        None => protocol == Protocol::IopMethod,
        Some(other) => {
            let reason = format!("expected `true` or `false`, found `{other}`");
            return Err(ErrorResponse::invalid_parameter("simplify", reason));
        }
    };
    Ok(match protocol {
        Protocol::IopMethod if is_simplified => ReplyFormat::IopSimplifiedJson,
        Protocol::IopMethod => ReplyFormat::IopJson,
        // `simplify` does not apply to XML.
        _ if is_xml => ReplyFormat::Xml,
        _ if is_simplified => ReplyFormat::SimplifiedJson,
        _ => ReplyFormat::Json,
    })
}

fn invalid_format(expected: &str, found: &str) -> ErrorResponse {
    ErrorResponse::new(codes::INVALID_FORMAT).with_sub_msg(format!("expected {expected}, found `{found}`"))
}

/// Returns the format of an error response. Default: JSON for an invalid `format` or an unreadable
/// request, XML otherwise; JSON on the gateways of IOP.
pub(crate) fn of_error(incoming: &IncomingRequest) -> ReplyFormat {
    let is_xml = match incoming.params.get("format") {
        Some("xml") => true,
        None => incoming.error.is_none(),
        _ => false,
    };
    match incoming.protocol {
        Protocol::IopPath => ReplyFormat::IopFlat,
        Protocol::IopMethod => ReplyFormat::IopJson,
        Protocol::QimenCloud | Protocol::Qimen if is_xml => ReplyFormat::QimenXml,
        Protocol::QimenCloud | Protocol::Qimen => ReplyFormat::QimenJson,
        Protocol::Top if is_xml => ReplyFormat::Xml,
        Protocol::Top => ReplyFormat::Json,
    }
}
