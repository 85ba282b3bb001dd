//! Declarable fields: unique names that are valid on the wire.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::Diagnostic;
use crate::model::{Field, Kind, Protocol, is_system_param, wire_name_error};
use crate::text::shortened;

/// Returns the declarable parameters of a request.
pub(super) fn parameters<'a>(
    fields: &'a [Field],
    protocol: Protocol,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<Cow<'a, Field>> {
    let mut fields = members(fields, warnings);
    fields.retain(|field| {
        let is_own = !is_system_param(protocol, &field.name);
        if !is_own {
            let text = format!("the parameter `{}` is left out: the client sets it itself", field.name);
            warnings.push(diagnostic(field, text));
        }
        is_own
    });
    fields
}

/// Returns the members of an object.
pub(super) fn members<'a>(fields: &'a [Field], warnings: &mut Vec<Diagnostic>) -> Vec<Cow<'a, Field>> {
    let mut kept: Vec<Cow<'a, Field>> = Vec::with_capacity(fields.len());
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(fields.len());
    for field in fields {
        if let Some(fault) = wire_name_error(&field.name) {
            let name = shortened(&field.name).escape_debug().to_string();
            warnings
                .push(diagnostic(field, format!("`{name}` is left out: its name cannot be sent: {fault}")));
            continue;
        }
        match places.entry(&field.name) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(Cow::Borrowed(field));
            }
            Entry::Occupied(place) => warnings.push(merge(kept[*place.get()].to_mut(), field)),
        }
    }
    kept
}

/// Creates a diagnostic at the field's line, if known.
pub(super) fn diagnostic(field: &Field, text: String) -> Diagnostic {
    if field.line > 0 { Diagnostic::at(field.line, text) } else { Diagnostic::new(text) }
}

/// Merges a duplicate into the first field of this name, as the wire format has one place for both.
fn merge(first: &mut Field, second: &Field) -> Diagnostic {
    let name = &first.name;
    let text = if first.ty == second.ty && first.fields == second.fields {
        format!("`{name}` is documented twice; it is declared once")
    } else if !first.fields.is_empty() && !second.fields.is_empty() && first.ty.depth() == second.ty.depth() {
        format!("`{name}` is documented twice with different members; it is declared with all of them")
    } else {
        let (taken, other) = (spelled(first), spelled(second));
        format!("`{name}` is documented twice, as {taken} and as {other}; it is declared as {taken}")
    };
    if matches!(first.ty.kind(), Kind::Object(_)) && first.ty.depth() == second.ty.depth() {
        first.fields.extend(second.fields.iter().cloned());
    }
    first.required &= second.required;
    diagnostic(second, text)
}

fn spelled(field: &Field) -> String {
    match field.ty.spelled() {
        "" => "a field without a type".to_owned(),
        spelled => format!("`{spelled}`"),
    }
}
