//! Members that are among others: documents write a type that holds itself out once more, and stop somewhere.

use std::collections::{HashMap, HashSet};

use crate::model::Field;

/// The members of an object by name and type. Of several with both in common the first counts.
pub(crate) struct Members<'a>(HashMap<(&'a str, &'a str), &'a Field>);

impl<'a> Members<'a> {
    pub(crate) fn new(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let mut members = HashMap::new();
        for field in fields {
            members.entry(key(field)).or_insert(field);
        }
        Self(members)
    }

    /// Whether these are all among them, at every depth that is expanded.
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
