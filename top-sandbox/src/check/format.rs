//! Which form of reply is asked for.

use top_runtime::Params;

use crate::arrival::Arrival;
use crate::refusal::ErrorResponse;
use crate::reply::Form;

/// 23 for a form that there is not, 41 for a switch that is neither on nor off. Without a form the platform writes XML.
pub(super) fn check(given: &Params) -> Result<Form, ErrorResponse> {
    let is_xml = match given.get("format") {
        Some("json") => false,
        Some("xml") | None => true,
        Some(other) => {
            return Err(ErrorResponse::new(23).with_sub_msg(format!("`{other}` is neither `json` nor `xml`")));
        }
    };
    match given.get("simplify") {
        // It says nothing of XML.
        Some("true" | "false") | None if is_xml => Ok(Form::Xml),
        Some("true") => Ok(Form::SimplifiedJson),
        None | Some("false") => Ok(Form::Json),
        Some(other) => Err(ErrorResponse::invalid_parameter(
            "simplify",
            format!("expected `true` or `false`, found `{other}`"),
        )),
    }
}

/// The form of a refusal, which is written whatever else is wrong with the request: JSON where no `format` could be read.
pub(crate) fn of_refusal(arrival: &Arrival) -> Form {
    match arrival.given.get("format") {
        Some("xml") => Form::Xml,
        None if arrival.refused.is_none() => Form::Xml,
        _ => Form::Json,
    }
}
