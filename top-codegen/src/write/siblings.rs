//! Fields as they can be declared: one of each name, and only names that can go over the wire.

use crate::Notice;
use crate::model::{Field, Kind};

/// Parameters that the client sets, so that no parameter of an API can have one of these names.
const PROTOCOL: &[&str] = &[
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

/// The parameters of a request.
pub(super) fn parameters(fields: &[Field], warnings: &mut Vec<Notice>) -> Vec<Field> {
    let mut fields = members(fields, warnings);
    fields.retain(|field| {
        let is_own = !PROTOCOL.contains(&field.name.as_str());
        if !is_own {
            let text = format!("the parameter `{}` is left out: the client sets it itself", field.name);
            warnings.push(notice(field, text));
        }
        is_own
    });
    fields
}

/// The members of an object.
pub(super) fn members(fields: &[Field], warnings: &mut Vec<Notice>) -> Vec<Field> {
    let mut kept: Vec<Field> = Vec::with_capacity(fields.len());
    for field in fields {
        if let Some(fault) = fault(&field.name) {
            let text = format!("`{}` is left out: its name {fault}", field.name.escape_debug());
            warnings.push(notice(field, text));
        } else if let Some(first) = kept.iter_mut().find(|first| first.name == field.name) {
            warnings.push(merge(first, field));
        } else {
            kept.push(field.clone());
        }
    }
    kept
}

/// A notice at the field's line, where the document has lines.
pub(super) fn notice(field: &Field, text: String) -> Notice {
    if field.line > 0 { Notice::at(field.line, text) } else { Notice::new(text) }
}

/// What keeps a name off the wire.
fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("is empty");
    }
    let is_refused = |char: char| !char.is_ascii_graphic() || matches!(char, '"' | '\'' | '\\');
    name.contains(is_refused).then_some("holds characters that the wire does not carry")
}

/// Adds a second sibling of one name to the first: there is one place for both on the wire.
fn merge(first: &mut Field, second: &Field) -> Notice {
    let name = &first.name;
    let text = if first.ty == second.ty && first.fields == second.fields {
        format!("`{name}` stands twice and is declared once")
    } else if !first.fields.is_empty() && !second.fields.is_empty() && first.ty.depth() == second.ty.depth() {
        format!("`{name}` stands twice with different members; the one declared has the members of both")
    } else {
        let (taken, other) = (spelled(first), spelled(second));
        format!("`{name}` stands twice, as {taken} and as {other}; it is declared as {taken}")
    };
    if matches!(first.ty.kind(), Kind::Object(_)) && first.ty.depth() == second.ty.depth() {
        first.fields.extend(second.fields.iter().cloned());
    }
    first.required &= second.required;
    notice(second, text)
}

fn spelled(field: &Field) -> String {
    match field.ty.spelled() {
        "" => "a field without a type".to_owned(),
        spelled => format!("`{spelled}`"),
    }
}
