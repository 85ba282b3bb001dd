//! Types that a document names without describing them.

use crate::Diagnostic;
use crate::model::{Field, Kind};
use crate::write::wire_fields;

/// Documented types, for suggestions.
#[rustfmt::skip]
const KNOWN_TYPES: &[&str] = &[
    "BigDecimal", "Boolean", "Date", "Double", "Float", "Integer", "Json", "Long", "Map", "Number",
    "Object", "Price", "Short", "String", "byte", "byte[]",
];

/// Warns about a type that is neither built in nor described by members.
pub(super) fn diagnostic(field: &Field) -> Option<Diagnostic> {
    let Kind::Object(name) = field.ty.kind() else { return None };
    let text =
        format!("`{}` is `{name}`, an unknown type without members; it is declared as a `Value`", field.name);
    let diagnostic = wire_fields::diagnostic(field, text);
    Some(match suggestion(name) {
        Some(suggestion) => diagnostic.with_help(format!("did you mean `{suggestion}`?")),
        None => diagnostic.with_help("check on the page whether the document lacks its members"),
    })
}

/// Suggests a known type that differs by one typing mistake.
fn suggestion(name: &str) -> Option<&'static str> {
    KNOWN_TYPES.iter().copied().find(|candidate| is_slip(name, candidate))
}

/// Returns `true` if two names differ only by case, by one letter, or by two exchanged letters.
fn is_slip(left: &str, right: &str) -> bool {
    let (left, right) = (left.to_ascii_lowercase(), right.to_ascii_lowercase());
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let front = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[front..], &right[front..]);
    let back = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&left[..left.len() - back], &right[..right.len() - back]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn typing_mistakes_have_a_suggestion() {
        for (name, expected) in [
            ("Numbr", Some("Number")),
            ("Nubmer", Some("Number")),
            ("Strings", Some("String")),
            ("strimg", Some("String")),
            ("BOOLEAN", Some("Boolean")),
            ("Datee", Some("Date")),
            ("Order", None),
            ("数字", None),
        ] {
            assert_eq!(suggestion(name), expected, "{name}");
        }
    }
}
