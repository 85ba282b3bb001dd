//! Equality of object types with the same name.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::model::Field;

/// Returns `true` if two lists of members are equal, ignoring their lines.
pub(super) fn equal(left: &[Field], right: &[Field]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            left.name == right.name
                && left.ty == right.ty
                && left.required == right.required
                && left.limits == right.limits
                && left.description == right.description
                && left.example == right.example
                && equal(&left.fields, &right.fields)
        })
}

/// Returns a hash that is equal for equal lists of members.
pub(super) fn digest(fields: &[Field]) -> u64 {
    fn add(fields: &[Field], hasher: &mut DefaultHasher) {
        fields.len().hash(hasher);
        for field in fields {
            let Field { name, ty, required, example, description, limits, fields, line: _ } = field;
            (name, ty.spelled(), required, example, description, limits).hash(hasher);
            add(fields, hasher);
        }
    }
    let mut hasher = DefaultHasher::new();
    add(fields, &mut hasher);
    hasher.finish()
}
