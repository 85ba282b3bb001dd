//! Other texts that programs sign in place of a value.

use std::fmt::Write as _;

use serde_json::Value;

/// How a value was written when it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rewrite {
    /// JSON without spaces.
    JsonCompact,
    /// JSON with a space after `:` and `,`, as Python writes it.
    JsonSpaced,
    /// JSON with `\u` escapes.
    JsonAscii,
    /// JSON with `\/`.
    JsonSlashes,
    /// A list or object as PHP converts it.
    PhpArray,
    /// A list or object as JavaScript converts it.
    JavaScriptObject,
    /// A list or object as Python prints it.
    Python,
    /// A list with commas as JSON.
    ListAsJson,
    /// A list with a space after each comma.
    ListSpaced,
    /// `true` and `false` as `1` and nothing, as PHP converts them.
    BooleanPhp,
    /// `true` and `false` as Python prints them.
    BooleanPython,
    Trimmed,
    /// Line breaks as CR LF.
    LineBreaksCrLf,
    LineBreaksLf,
}

impl Rewrite {
    pub(crate) const ALL: [(Self, &'static str); 14] = [
        (Self::JsonSpaced, "JSON was signed with spaces, but sent without"),
        (Self::JsonCompact, "JSON was signed without spaces, but sent with"),
        (Self::JsonAscii, "JSON was signed with `\\u` escapes, but sent without"),
        (Self::JsonSlashes, "JSON was signed with `\\/`, but sent with `/`"),
        (Self::PhpArray, "an array was signed as the word `Array`"),
        (Self::JavaScriptObject, "an object was signed as `[object Object]`"),
        (Self::Python, "a list or object was signed as Python prints it"),
        (Self::ListAsJson, "a list was signed as JSON, but sent with commas"),
        (Self::ListSpaced, "a list was signed with spaces after its commas, but sent without"),
        (Self::BooleanPhp, "`true` and `false` were signed as PHP converts them, as `1` and nothing"),
        (Self::BooleanPython, "`true` and `false` were signed as Python prints them"),
        (Self::Trimmed, "values were trimmed before signing, but not before sending"),
        (Self::LineBreaksCrLf, "line breaks were signed as CR LF, but sent as LF"),
        (Self::LineBreaksLf, "line breaks were signed as LF, but sent as CR LF"),
    ];

    /// Returns the other text of a value. `None` if the value has no such text.
    pub(crate) fn apply(self, text: &str) -> Option<String> {
        let json =
            || text.starts_with(['{', '[']).then(|| serde_json::from_str::<Value>(text).ok()).flatten();
        let list = || text.contains(',').then(|| text.split(',').map(str::trim)).filter(|_| json().is_none());
        match self {
            Self::JsonCompact => json().map(|_| respace(text, false)),
            Self::JsonSpaced => json().map(|_| respace(text, true)),
            Self::JsonAscii => json().map(|_| escape(text)),
            Self::JsonSlashes => json().map(|_| text.replace('/', "\\/")),
            Self::PhpArray => json().map(|_| "Array".to_owned()),
            Self::JavaScriptObject => json().map(|json| java_script(&json)),
            Self::Python => json().map(|json| python(&json)),
            Self::ListAsJson => list().map(|items| {
                let items: Vec<Value> =
                    items.map(|item| item.parse::<i64>().map_or_else(|_| item.into(), Value::from)).collect();
                Value::from(items).to_string()
            }),
            Self::ListSpaced => list().map(|items| items.collect::<Vec<_>>().join(", ")),
            Self::BooleanPhp => boolean(text, "1", ""),
            Self::BooleanPython => boolean(text, "True", "False"),
            Self::Trimmed => Some(text.trim().to_owned()),
            Self::LineBreaksCrLf => Some(text.replace("\r\n", "\n").replace('\n', "\r\n")),
            Self::LineBreaksLf => Some(text.replace("\r\n", "\n")),
        }
    }
}

fn boolean(text: &str, yes: &str, no: &str) -> Option<String> {
    match text {
        "true" => Some(yes.to_owned()),
        "false" => Some(no.to_owned()),
        _ => None,
    }
}

/// Removes the spaces between the tokens of JSON, or writes one after `:` and `,`. The order of the
/// members stays.
fn respace(json: &str, spaced: bool) -> String {
    let mut output = String::with_capacity(json.len() * 2);
    let (mut in_text, mut is_escaped) = (false, false);
    for char in json.chars() {
        if in_text {
            in_text = is_escaped || char != '"';
            is_escaped = !is_escaped && char == '\\';
        } else if char.is_whitespace() {
            continue;
        } else {
            in_text = char == '"';
        }
        output.push(char);
        if spaced && !in_text && matches!(char, ':' | ',') {
            output.push(' ');
        }
    }
    output
}

fn escape(json: &str) -> String {
    let mut output = String::with_capacity(json.len());
    for char in json.chars() {
        if char.is_ascii() {
            output.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(output, "\\u{unit:04x}");
            }
        }
    }
    output
}

fn java_script(json: &Value) -> String {
    match json {
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Array(items) => items.iter().map(java_script).collect::<Vec<_>>().join(","),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn python(json: &Value) -> String {
    match json {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("'{text}'"),
        Value::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("'{name}': {}", python(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rewrite;

    #[test]
    fn values_are_written_as_other_languages_do() {
        let json = r#"{"名":"a, b: \"c\"","n":[1,true]}"#;
        let rows = [
            (Rewrite::JsonSpaced, r#"{"名": "a, b: \"c\"", "n": [1, true]}"#),
            (Rewrite::JsonAscii, r#"{"\u540d":"a, b: \"c\"","n":[1,true]}"#),
            (Rewrite::JavaScriptObject, "[object Object]"),
            (Rewrite::PhpArray, "Array"),
        ];
        for (rewrite, expected) in rows {
            assert_eq!(rewrite.apply(json).unwrap(), expected);
        }
        assert_eq!(Rewrite::JsonCompact.apply(rows[0].1).unwrap(), json);
        assert_eq!(Rewrite::Python.apply(r#"[{"a":"b"},null]"#).unwrap(), "[{'a': 'b'}, None]");
        assert_eq!(Rewrite::ListAsJson.apply("1,2").unwrap(), "[1,2]");
        assert_eq!(Rewrite::PhpArray.apply("1,2"), None);
    }
}
