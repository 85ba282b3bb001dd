//! The rules for `flatten`: the field has no name and no value of its own, so nothing else can be said of it.

use syn::Ident;

use crate::diag::Diag;
use crate::model::{Field, Head, Written};
use crate::names::written;

pub(super) fn check(head: &Head<'_>, fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields {
        if let Some(key) = field.attrs.flatten.key() {
            check_alone(field, diag);
            check_type(field, key, diag);
            check_parameters(head, field, diag);
        }
    }
}

/// A field that is not there under its own name takes no other key.
fn check_alone(field: &Field<'_>, diag: &mut Diag) {
    let attrs = &field.attrs;
    let limits = [attrs.required.key(), attrs.max_len.key(), attrs.max_bytes.key(), attrs.max_items.key()];
    let names = [attrs.rename.key(), attrs.item.key(), attrs.range.key()];
    for other in limits.into_iter().chain(names).flatten().chain(field.markers()) {
        diag.error(
            other,
            format_args!(
                "`{}` is flattened, so `{other}` has nothing to stand for; put it on the members of `{}`",
                field.name(),
                written(field.ty)
            ),
        );
    }
}

/// Only a struct has members, which the compiler checks where the tokens do not show it.
fn check_type(field: &Field<'_>, key: &Ident, diag: &mut Diag) {
    let content = field.written().content();
    if content.is_plain() || matches!(content, Written::List(_) | Written::Map(_)) {
        let ty = written(field.ty);
        diag.error(key, format_args!("`flatten` is for structs; `{}` is `{ty}`", field.name()));
    }
}

/// The names are put together once for the item, whatever its parameters are.
fn check_parameters(head: &Head<'_>, field: &Field<'_>, diag: &mut Diag) {
    if let Some(param) = head.params_in(field.ty).next() {
        let ty = written(field.ty);
        diag.error(
            field.ty,
            format_args!(
                "`{}` is flattened, so its type cannot depend on `{param}`; write the members of `{ty}` out",
                field.name()
            ),
        );
    }
}
