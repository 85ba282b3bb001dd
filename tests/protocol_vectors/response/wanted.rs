//! What a body is to be read as.

use serde_json::Value;

use crate::vector::text;

/// What a body is to be read as.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// A reply with these fields, and issues at these paths.
    Reply { fields: Value, request_id: String, issues: Vec<String> },
    /// An error of the platform.
    Platform(PlatformError),
    /// No reply of the platform, for a reason that holds this text.
    NotTop(&'static str),
    /// A reply that does not fit its type at all.
    Decode,
}

/// The fields of an error of the platform, empty where it has none.
#[derive(Debug, PartialEq)]
pub(crate) struct PlatformError {
    pub(crate) code: String,
    pub(crate) msg: String,
    pub(crate) sub_code: String,
    pub(crate) sub_msg: String,
    pub(crate) request_id: String,
}

impl Wanted {
    /// What the SDK reads; `None` where it throws an exception.
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
    /// The fields of an error as the SDK reads them.
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

/// The same without members that are empty lists: an empty list and none are one to us.
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
