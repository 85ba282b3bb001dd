//! Which form of reply is asked for.

use top_runtime::Params;

use crate::refusal::Refusal;
use crate::reply::Form;

/// 23 for a form that is not written, 41 for a switch that is neither on nor off.
pub(super) fn check(given: &Params) -> Result<Form, Refusal> {
    let refuse = |why| Err(Refusal::new(23).with_sub_msg(why));
    match given.get("format") {
        Some("json") => {}
        Some("xml") => return refuse("top-sandbox writes no XML yet: ask for `json`".to_owned()),
        None => {
            return refuse(
                "without `format` the platform writes XML, which top-sandbox does not yet".to_owned(),
            );
        }
        Some(other) => return refuse(format!("`{other}` is neither `json` nor `xml`")),
    }
    match given.get("simplify") {
        Some("true") => Ok(Form::SimplifiedJson),
        None | Some("false") => Ok(Form::Json),
        Some(other) => Err(Refusal::invalid_parameter(
            "simplify",
            format!("expected `true` or `false`, found `{other}`"),
        )),
    }
}
