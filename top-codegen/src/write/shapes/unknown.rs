//! Types that a document names and does not describe.

use crate::Diagnostic;
use crate::model::{Field, Kind};
use crate::write::siblings;

/// Types that documents have, for the sake of a likely correction.
const KNOWN: &[&str] = &[
    "BigDecimal",
    "Boolean",
    "Date",
    "Double",
    "Float",
    "Integer",
    "Json",
    "Long",
    "Map",
    "Number",
    "Object",
    "Price",
    "Short",
    "String",
    "byte",
    "byte[]",
];

/// What to say of a field whose type is neither known nor described by members.
pub(super) fn diagnostic(field: &Field) -> Option<Diagnostic> {
    let Kind::Object(name) = field.ty.kind() else { return None };
    let text = format!(
        "`{}` is `{name}`, which is no known type and has no members; it is declared as a `Value`",
        field.name
    );
    let diagnostic = siblings::diagnostic(field, text);
    Some(match meant(name) {
        Some(meant) => diagnostic.with_help(format!("is `{meant}` meant?")),
        None => diagnostic.with_help("look at the page, whether members of it are missing in the document"),
    })
}

/// The known type that a name is one slip away from.
fn meant(name: &str) -> Option<&'static str> {
    KNOWN.iter().copied().find(|known| is_slip(name, known))
}

/// Whether two names are the same but for letter case, or for one letter too few, too many, another one, or two exchanged.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[front..], &other[front..]);
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - back], &other[..other.len() - back]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_slip_has_a_correction() {
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
            assert_eq!(meant(name), expected, "{name}");
        }
    }
}
