//! Objects and lists as JSON, compared by value: the order of members and the escapes may differ.
//!
//! The form of older generated classes, `json_legacy_underscore_mode`, is not supported: names are
//! those of the page.

use serde_json::Value;
use top_runtime::codec::Encode;
use top_runtime::server::{plain_json, read_request};
use top_runtime::{Params, TopApi};

use crate::apis::niaochao::ComplaintTicketCreateTopRequest;
use crate::apis::sungari::QueryAppealDo;
use crate::apis::wiretest::{InnerItem, InnerVo};
use crate::check::{Checked, same};
use crate::typed;
use crate::vector::{Vector, text};

/// A request with one parameter, to decode a value of any type from its text.
#[derive(TopApi)]
#[top_api(method = "test.one")]
struct One<T> {
    value: T,
}

/// Compares typed input, a declared struct, and its JSON.
pub(super) fn declared(vector: &Vector) -> Checked {
    let input = typed::json(&vector.input).unwrap().to_string();
    let params = Params::new().with("value", input);
    macro_rules! json_of {
        ($type:ty) => {
            read_request::<One<$type>>(&params).map(|one| json(&one.value))
        };
    }
    let ours = match text(&vector.input, "type") {
        "InnerVo" => json_of!(InnerVo),
        "InnerItem[]" => json_of!(Vec<Option<InnerItem>>),
        "ComplaintTicketCreateTopRequest" => json_of!(ComplaintTicketCreateTopRequest),
        "QueryAppealDo" => json_of!(QueryAppealDo),
        other => panic!("no type for {other}"),
    };
    compare(vector, ours.map_err(|issue| issue.to_string())?)
}

/// Decodes JSON to an untyped value and encodes it.
pub(super) fn untyped(vector: &Vector) -> Checked {
    let value: top_runtime::Value = vector.input["value"].to_string().parse().unwrap();
    compare(vector, json(&value))
}

fn json(value: &dyn Encode) -> Value {
    serde_json::from_str(&plain_json(value).unwrap()).unwrap()
}

fn compare(vector: &Vector, ours: Value) -> Checked {
    let theirs: Value = serde_json::from_str(text(&vector.expect, "json")).unwrap();
    same("JSON", ours, theirs)
}
