//! Expected results of bodies.

use serde_json::Value;

use crate::vector::text;

/// Expected result of a body.
#[derive(Debug)]
pub(crate) enum Expected {
    /// A reply with these fields, and issues at these paths.
    Reply { fields: Value, request_id: String, issues: Vec<String> },
    /// An error of the platform.
    Platform(PlatformError),
    /// Not a reply of the platform, with a reason that contains this text.
    NotTop(&'static str),
    /// A decode error.
    Decode,
}

/// Fields of a platform error. Absent ones are empty.
#[derive(Debug, PartialEq)]
pub(crate) struct PlatformError {
    pub(crate) code: String,
    pub(crate) msg: String,
    pub(crate) sub_code: String,
    pub(crate) sub_msg: String,
    pub(crate) request_id: String,
}

impl Expected {
    /// Returns the SDK's result, or `None` if it throws an exception.
    pub(crate) fn of_sdk(expect: &Value) -> Option<Self> {
        if text(expect, "outcome") == "exception" {
            return None;
        }
        if expect["is_success"] == true {
            return Some(Self::Reply {
                fields: without_empty_lists(&expect["fields"]),
                request_id: text(expect, "request_id").to_owned(),
                issues: Vec::new(),
            });
        }
        Some(Self::Platform(PlatformError::of_sdk(expect)))
    }
}

impl PlatformError {
    /// Returns the fields of an error as read by the SDK.
    pub(crate) fn of_sdk(expect: &Value) -> Self {
        Self {
            code: text(expect, "error_code").to_owned(),
            msg: text(expect, "msg").to_owned(),
            sub_code: text(expect, "sub_code").to_owned(),
            sub_msg: text(expect, "sub_msg").to_owned(),
            request_id: text(expect, "request_id").to_owned(),
        }
    }
}

/// Removes empty lists, which are equivalent to absent ones.
fn without_empty_lists(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, member)| **member != Value::Array(Vec::new()));
            let kept = kept.map(|(name, member)| (name.clone(), without_empty_lists(member)));
            Value::Object(kept.collect())
        }
        Value::Array(items) => items.iter().map(without_empty_lists).collect(),
        other => other.clone(),
    }
}
