//! One scalar as a parameter: its text, whether it is sent, and its exact form encoding.

use serde_json::Value;
use top_runtime::transport::ParamPlacement;
use top_runtime::{DateTime, Decimal, Millis, Params};

use crate::check::{Checked, same};
use crate::client::builder;
use crate::vector::{Vector, text};

/// Intended differences: the vector, and the client's text.
const DIFFERENCES: [(&str, &str); 1] = [
    // A number keeps its digits. The SDK sends the text of a Java double, `1.23456789E7`.
    ("s_double_big", "12345678.9"),
];

pub(super) fn check(vector: &Vector) -> Checked {
    let client = builder(&Value::Null, ParamPlacement::Query).build().unwrap();
    let prepared =
        client.prepare_call("test.one", &param(&vector.input)).map_err(|error| error.to_string())?;
    let body = str::from_utf8(prepared.body()).unwrap();
    if vector.expect["skipped"] == true {
        return same("body", body, "");
    }
    let sent = form_urlencoded::parse(prepared.body()).next();
    let ours = sent.as_ref().map(|(_, value)| value.as_ref());
    if let Some((_, expected)) = DIFFERENCES.iter().find(|(id, _)| *id == vector.id) {
        assert_ne!(ours, vector.expect["value"].as_str(), "no longer a difference");
        return same("value", ours, Some(*expected));
    }
    same("value", ours, vector.expect["value"].as_str())?;
    same("body", body, &format!("x={}", text(&vector.expect, "urlencoded")))
}

/// Encodes the value with the matching Rust type.
fn param(input: &Value) -> Params {
    let params = Params::new();
    let value = &input["value"];
    match (text(input, "type"), value) {
        (_, Value::Null) => params.with("x", None::<String>),
        ("String", Value::String(value)) => params.with("x", value),
        ("Boolean", Value::Bool(value)) => params.with("x", *value),
        ("Number", Value::Number(value)) => params.with("x", value.as_i64().unwrap()),
        ("Double" | "BigDecimal", Value::String(value)) => {
            params.with("x", value.parse::<Decimal>().unwrap())
        }
        ("Date", Value::String(value)) => params.with("x", value.parse::<DateTime>().unwrap()),
        ("Date", Value::Number(millis)) => params.with("x", DateTime::from(Millis(millis.as_i64().unwrap()))),
        other => panic!("no type for {other:?}"),
    }
}
