//! When two objects of one name are one type.

use crate::model::Field;

/// Whether two lists of members say the same; where they stand in the document does not matter.
pub(super) fn same(left: &[Field], right: &[Field]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            left.name == right.name
                && left.ty == right.ty
                && left.required == right.required
                && left.limits == right.limits
                && left.description == right.description
                && left.example == right.example
                && same(&left.fields, &right.fields)
        })
}

/// Whether all of `inner` is in `outer` too: documents write a type that holds itself out once more, and stop somewhere.
pub(super) fn cut_off(inner: &[Field], outer: &[Field]) -> bool {
    inner.iter().all(|inner| {
        outer.iter().any(|outer| {
            inner.name == outer.name && inner.ty == outer.ty && cut_off(&inner.fields, &outer.fields)
        })
    })
}
