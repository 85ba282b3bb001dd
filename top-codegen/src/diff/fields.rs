//! Comparison of fields: added, removed, changed.

use std::collections::HashMap;

use super::fit::fits;
use super::limits;
use super::{Change, Effect, Side};
use crate::model::Field;

pub(super) fn compare(side: Side, parent: &str, old: &[Field], new: &[Field], changes: &mut Vec<Change>) {
    let (before, after) = (by_name(old), by_name(new));
    for (key, field) in keyed(old) {
        match after.get(&key) {
            Some(now) => one(side, &path(parent, field), field, now, changes),
            None => changes.push(gone(side, &path(parent, field), field)),
        }
    }
    let came = keyed(new).filter(|(key, _)| !before.contains_key(key));
    changes.extend(came.map(|(_, field)| added(side, &path(parent, field), field)));
}

/// A field name, and the number of earlier siblings with the same name, as documents repeat names.
type Key<'a> = (&'a str, usize);

fn keyed(fields: &[Field]) -> impl Iterator<Item = (Key<'_>, &Field)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    fields.iter().map(move |field| {
        let count = seen.entry(&field.name).or_default();
        *count += 1;
        ((field.name.as_str(), *count), field)
    })
}

fn by_name(fields: &[Field]) -> HashMap<Key<'_>, &Field> {
    keyed(fields).collect()
}

fn path(parent: &str, field: &Field) -> String {
    let dot = if parent.is_empty() { "" } else { "." };
    format!("{parent}{dot}{}{}", field.name, "[]".repeat(field.ty.depth()))
}

fn added(side: Side, path: &str, field: &Field) -> Change {
    let breaks = side == Side::Request && field.required;
    Change::new(effect(breaks), side, path, "field", "", described(field))
}

fn gone(side: Side, path: &str, field: &Field) -> Change {
    Change::new(Effect::Breaking, side, path, "field", described(field), "")
}

fn described(field: &Field) -> String {
    let ty = match field.ty.spelled() {
        "" => "of no type",
        spelled => spelled,
    };
    format!("{} {ty}", necessity(field))
}

fn necessity(field: &Field) -> &'static str {
    if field.required { "required" } else { "optional" }
}

fn effect(breaks: bool) -> Effect {
    if breaks { Effect::Breaking } else { Effect::Compatible }
}

fn one(side: Side, path: &str, old: &Field, new: &Field, changes: &mut Vec<Change>) {
    if old.ty.spelled() != new.ty.spelled() {
        changes.push(retyped(side, path, old, new));
    }
    if old.required != new.required {
        // A request must not become stricter; a reply must not lose guarantees.
        let breaks = new.required == (side == Side::Request);
        changes.push(Change::new(effect(breaks), side, path, "required", necessity(old), necessity(new)));
    }
    limits::compare(side, path, &old.limits, &new.limits, changes);
    let texts =
        [("example", &old.example, &new.example), ("description", &old.description, &new.description)];
    for (what, before, after) in texts {
        if before != after && !before.is_empty() && !after.is_empty() {
            changes.push(Change::new(Effect::Compatible, side, path, what, before, after));
        }
    }
    compare(side, path, &old.fields, &new.fields, changes);
}

fn retyped(side: Side, path: &str, old: &Field, new: &Field) -> Change {
    let (before, after) = (&old.ty, &new.ty);
    let holds = match side {
        Side::Request | Side::Api => fits(before, after),
        // List elements in a reply are named after their type.
        Side::Response => {
            fits(after, before) && (!before.is_list() || before.item_name() == after.item_name())
        }
    };
    Change::new(effect(!holds), side, path, "type", before.spelled(), after.spelled())
}
