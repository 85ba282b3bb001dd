//! Detection of recursive objects by their members.

use std::borrow::Borrow;
use std::collections::HashSet;

use crate::model::Field;
use crate::subset::Members;

/// Generic names: a nested object with such a name is rarely the same object.
const GENERIC: &[&str] = &["data", "info", "item", "model", "module", "object", "response", "result"];

/// Returns `true` if an object is the enclosing object of the same name.
pub(super) fn is_recursion<F: Borrow<Field>>(name: &str, inner: &[Field], outer: &[F]) -> bool {
    if inner.is_empty() {
        return !GENERIC.contains(&name.to_ascii_lowercase().as_str());
    }
    // Only nested objects are cut off. A few common members with a much larger object are a
    // coincidence.
    if inner.len() * 2 < outer.len() {
        return false;
    }
    let names: HashSet<&str> = inner.iter().map(|field| field.name.as_str()).collect();
    let lacks = |field: &Field| field.required && !names.contains(field.name.as_str());
    !outer.iter().any(|field| lacks(field.borrow()))
        && Members::new(outer.iter().map(Borrow::borrow)).contain(inner)
}
