//! Replies own their data: nothing is read into a reference.

use syn::Type;

use crate::diag::Diag;
use crate::model::{Borrow, Written, borrow};
use crate::names::written;

/// Refuses a type that borrows, where a reply is read into it.
pub(super) fn check(ty: &Type, diag: &mut Diag) {
    let text = written(ty);
    match borrow(ty) {
        None => {}
        Some(Borrow::Local) => {
            diag.error(ty, format_args!("a response owns its data; `{text}` is only for requests"));
        }
        Some(Borrow::Static) => {
            let instead =
                if matches!(Written::of(ty).content(), Written::Text) { "`String`" } else { "an owned type" };
            diag.error(
                ty,
                format_args!(
                    "a response owns its data, so nothing can be read into `{text}`; write {instead}"
                ),
            );
        }
    }
}
