//! What XML can carry.

use top_runtime::Value;

/// Whether XML tells a value from all others of its type, seen from the value's JSON in the platform's wrappers; if not, why.
///
/// Both forms of JSON carry all values but these, which the strategies leave out: a coded value whose `Other` holds the code of
/// another variant (it reads as that) or the empty text under an `Option` (it reads as `None`), and a flattened `Option` of a
/// struct that is there with nothing in it (it reads as `None`).
pub(crate) fn carried(value: &Value) -> Result<(), &'static str> {
    match value {
        // An element that is not there, and an empty one, are all that XML has for nothing. `null` stands in JSON only in lists and
        // maps of `Option`.
        Value::Null => Err("`null` in a list or map"),
        // An empty element is an empty text. It reads as an empty struct or an empty list where the type demands one, but under an
        // `Option` it is `None`: `Some(vec![])`, a `Some` of an empty map, a `Some` of a struct with nothing in it.
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
        // One empty element in a list's element may be the list's end as well as its only element.
        Value::Array(items) if *items == [Value::from("")] => Err("a list of one empty text"),
        Value::Array(items) => items.iter().try_for_each(carried),
        Value::String(text) if !text.chars().all(is_character) => Err("a character that XML does not have"),
        Value::String(_) | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// `Char` of XML 1.0.
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Close enough to `Name` of XML 1.0 for the keys that are drawn.
fn is_name(name: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || c == '_';
    name.starts_with(begins) && name.chars().all(|c| begins(c) || c.is_numeric() || matches!(c, '-' | '.'))
}
