//! Subset test for members: documents expand a recursive type several times and stop at some level.

use std::collections::{HashMap, HashSet};

use crate::model::Field;

/// Members of an object by name and type; the first one of duplicates.
pub(crate) struct Members<'a>(HashMap<(&'a str, &'a str), &'a Field>);

impl<'a> Members<'a> {
    pub(crate) fn new(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let mut members = HashMap::new();
        for field in fields {
            members.entry(key(field)).or_insert(field);
        }
        Self(members)
    }

    /// Returns `true` if all members of `inner` are included, at every expanded level.
    pub(crate) fn contain(&self, inner: &[Field]) -> bool {
        let mut seen = HashSet::with_capacity(inner.len());
        inner.iter().all(|field| {
            let Some(same) = self.0.get(&key(field)) else { return false };
            field.fields.is_empty()
                || !seen.insert(key(field))
                || Self::new(&same.fields).contain(&field.fields)
        })
    }
}

fn key(field: &Field) -> (&str, &str) {
    (&field.name, field.ty.spelled())
}
