//! Types that have no form on the wire, where the tokens show it. What they do not show, the traits refuse.

use syn::Type;

use crate::diag::Diag;
use crate::model::{Field, Head, Written};
use crate::names::written;

pub(super) fn check(head: &Head<'_>, fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields {
        check_type(field.ty, diag);
        check_recursion(head, field, diag);
    }
}

/// Looks for the mistakes inside of options, lists and maps as well; there is one report for a type.
fn check_type(ty: &Type, diag: &mut Diag) {
    let text = written(ty);
    let is_byte = |ty| matches!(Written::of(ty), Written::Integer(integer) if integer.name == "u8");
    match Written::of(ty) {
        Written::Float => diag.error(
            ty,
            format_args!(
                "`{text}` is not a TOP type: money is `Price`, or whole cents as `i64`; any other decimal is \
                 `Decimal`"
            ),
        ),
        Written::Integer(_) if is_byte(ty) => diag.error(
            ty,
            format_args!("`{text}` is not a TOP type: a small number is `u16` or `i64`, bytes are `File`"),
        ),
        Written::List(item) if is_byte(item) => diag.error(
            ty,
            format_args!(
                "`{text}` is not a TOP type: bytes are `File`, which is a field of the request itself"
            ),
        ),
        Written::Optional(inner) if matches!(Written::of(inner), Written::Optional(_)) => diag.error(
            ty,
            format_args!(
                "`{text}` has no form on the wire, where a value is given or not; drop one `Option`"
            ),
        ),
        Written::Optional(inner) | Written::List(inner) | Written::Map(inner) | Written::Boxed(inner) => {
            check_type(inner, diag);
        }
        Written::Text | Written::Bool | Written::Integer(_) | Written::Unknown => {}
    }
}

/// A box of the type itself would have to hold another one for ever; `rustc` only sees that its size is known.
fn check_recursion(head: &Head<'_>, field: &Field<'_>, diag: &mut Diag) {
    let mut content = field.ty;
    while let Written::Boxed(inner) = Written::of(content) {
        content = inner;
    }
    if matches!(field.written(), Written::Boxed(_)) && head.is_named_by(content) {
        let text = written(field.ty);
        diag.error(
            field.ty,
            format_args!(
                "`{text}` never ends: each value would hold another; write `Option<{text}>` or a `Vec`"
            ),
        );
    }
}
