//! Values that XML can represent.

use top_runtime::Value;

/// Returns whether XML can represent a value unambiguously, from its wrapped JSON. Otherwise
/// returns the reason.
///
/// Both forms of JSON can represent all values except for these, which the strategies exclude:
///
/// | value | decodes as |
/// |---|---|
/// | `Other` with the code of another variant | that variant |
/// | `Other` with an empty text, in an `Option` | `None` |
/// | a flattened `Option` of a struct without members | `None` |
pub(crate) fn carried(value: &Value) -> Result<(), &'static str> {
    match value {
        // XML has only absent and empty elements for absent values. JSON has `null` only in lists
        // and maps of `Option`.
        Value::Null => Err("`null` in a list or map"),
        // An empty element is an empty text. It decodes as an empty struct or list if the type
        // requires one, but as `None` in an `Option`: `Some(vec![])`, a `Some` of an empty map, a
        // `Some` of a struct without members.
        Value::Object(members) if members.is_empty() => Err("an empty list, map or struct that is there"),
        Value::Object(members) => {
            for (name, value) in members {
                if !is_name(name) {
                    return Err("a map's key that is no name of an element");
                }
                carried(value)?;
            }
            Ok(())
        }
        // An empty element in a list wrapper may be an empty list or its only element.
        Value::Array(items) if *items == [Value::from("")] => Err("a list of one empty text"),
        Value::Array(items) => items.iter().try_for_each(carried),
        Value::String(text) if !text.chars().all(is_character) => Err("a character that XML does not have"),
        Value::String(_) | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// Returns whether a character is a `Char` of XML 1.0.
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Approximates `Name` of XML 1.0, sufficient for drawn keys.
fn is_name(name: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || c == '_';
    name.starts_with(begins) && name.chars().all(|c| begins(c) || c.is_numeric() || matches!(c, '-' | '.'))
}
