//! When the members of an object show it to be one that stands around it.

use std::borrow::Borrow;
use std::collections::HashSet;

use crate::model::Field;
use crate::subset::Members;

/// Names that say nothing: an object of such a name inside of another one is not likely to be the same.
const GENERIC: &[&str] = &["data", "info", "item", "model", "module", "object", "response", "result"];

/// Whether an object is the one around it, both having one name.
pub(super) fn is_recursion<F: Borrow<Field>>(name: &str, inner: &[Field], outer: &[F]) -> bool {
    if inner.is_empty() {
        return !GENERIC.contains(&name.to_ascii_lowercase().as_str());
    }
    // What is cut off are the objects in it; a few members in common with a much larger object are an accident.
    if inner.len() * 2 < outer.len() {
        return false;
    }
    let names: HashSet<&str> = inner.iter().map(|field| field.name.as_str()).collect();
    let lacks = |field: &Field| field.required && !names.contains(field.name.as_str());
    !outer.iter().any(|field| lacks(field.borrow()))
        && Members::new(outer.iter().map(Borrow::borrow)).contain(inner)
}
