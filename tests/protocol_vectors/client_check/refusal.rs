//! Refusals of the SDK, compared with the client's issues.

use serde_json::Value;
use top_runtime::error::Issue;

use crate::check::{Checked, ensure, same};
use crate::vector::{Vector, text};

/// A refusal of the SDK.
pub(super) struct Refusal {
    /// Wire name of the parameter. The SDK has the name of its Java field.
    path: String,
    /// Exceeded limit. `None` for a missing parameter.
    limit: Option<String>,
}

impl Refusal {
    /// Returns the refusal of the SDK, or `None` if it sends.
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

/// Asserts that the only issue has the SDK's path, limit and value. The SDK reports the first one
/// only.
pub(super) fn refused_as(vector: &Vector, refusal: &Refusal, issues: &[Issue]) -> Checked {
    let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
    same("paths of the issues", paths, vec![refusal.path.as_str()])?;
    let Issue { expected, found, .. } = &issues[0];
    let Some(limit) = &refusal.limit else {
        return ensure(&format!("it is not taken for missing: {}", issues[0]), is_missing(&issues[0]));
    };
    ensure(&format!("`{limit}` is not in `{expected}`"), expected.split(' ').any(|word| word == limit))?;
    let given = given(vector, &refusal.path);
    ensure(&format!("`{given}` is not in `{found}`"), found.split([':', ' ']).any(|word| word == given))
}

/// Returns whether the issue is a missing or blank value.
fn is_missing(issue: &Issue) -> bool {
    ["nothing", "blank text", "empty text", "an empty file"].contains(&issue.found.as_str())
}

/// Returns the size of the value in the unit of the limit: UTF-16 units, elements, bytes, or the
/// number itself.
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

/// Converts `aaRequired` to `aa_required`.
fn snake(field: &str) -> String {
    let letters = field.chars().map(|letter| match letter {
        'A'..='Z' => format!("_{}", letter.to_ascii_lowercase()),
        _ => letter.to_string(),
    });
    letters.collect()
}
