//! What the SDK answers in place of sending, and our issues against it.

use serde_json::Value;
use top_runtime::error::Issue;

use crate::check::{Checked, holds, same};
use crate::vector::{Vector, text};

/// What the SDK refuses.
pub(super) struct Refusal {
    /// The wire name of the parameter, which the SDK gives as the name of its Java field.
    path: String,
    /// The limit that is broken; none where the parameter is missing.
    limit: Option<String>,
}

impl Refusal {
    /// The SDK's answer; none where it sends.
    pub(super) fn of_sdk(vector: &Vector) -> Option<Self> {
        let answer = vector.expect.get("client_check")?;
        let (code, message) = (text(answer, "code"), text(answer, "msg"));
        let rest = |prefix| message.strip_prefix(prefix).unwrap_or_else(|| panic!("{message}"));
        let (field, limit) = match code {
            "40" => (rest("client-error:Missing required arguments:"), None),
            "41" => {
                let (what, limit) = rest("client-error:Invalid arguments:the ").rsplit_once(' ').unwrap();
                let (_, field) = what.split_once(" of ").unwrap();
                (field.split(' ').next().unwrap(), Some(limit.trim_end_matches('.').to_owned()))
            }
            other => panic!("no code of the SDK's checks: {other}"),
        };
        assert_eq!(vector.expect["sent"], 0, "{}: it is refused and yet sent", vector.id);
        Some(Self { path: snake(field), limit })
    }
}

/// The only issue stands where the SDK's does, and names the limit and what was given. The SDK stops at its first; we name all.
pub(super) fn refused_as(vector: &Vector, refusal: &Refusal, issues: &[Issue]) -> Checked {
    let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
    same("paths of the issues", paths, vec![refusal.path.as_str()])?;
    let Issue { expected, found, .. } = &issues[0];
    let Some(limit) = &refusal.limit else {
        return holds(&format!("it is not taken for missing: {}", issues[0]), is_missing(&issues[0]));
    };
    holds(&format!("`{limit}` is not in `{expected}`"), expected.split(' ').any(|word| word == limit))?;
    let given = given(vector, &refusal.path);
    holds(&format!("`{given}` is not in `{found}`"), found.split([':', ' ']).any(|word| word == given))
}

/// Nothing came, or nothing that can be sent.
fn is_missing(issue: &Issue) -> bool {
    ["nothing", "blank text", "empty text", "an empty file"].contains(&issue.found.as_str())
}

/// What was given, in the unit of the limit: UTF-16 units, elements, bytes, or the number itself.
fn given(vector: &Vector, path: &str) -> String {
    let mut fields = vector.input["params"].as_array().unwrap().iter();
    let field = fields.find(|field| field["name"] == path).unwrap();
    let items = field.get("items").unwrap_or(&field["value"]);
    match items {
        Value::Array(items) => items.len().to_string(),
        Value::String(text) => text.encode_utf16().count().to_string(),
        Value::Object(_) => crate::multipart::base64::decode(text(items, "content_base64")).len().to_string(),
        scalar => scalar.to_string(),
    }
}

/// `aaRequired` as `aa_required`.
fn snake(field: &str) -> String {
    let letters = field.chars().map(|letter| match letter {
        'A'..='Z' => format!("_{}", letter.to_ascii_lowercase()),
        _ => letter.to_string(),
    });
    letters.collect()
}
