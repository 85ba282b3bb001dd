//! The rules for the limits of a field: each fits the field's type, as far as the tokens show it.

use syn::Ident;

use crate::attr::Range;
use crate::diag::Diag;
use crate::model::{Field, Integer, Written};
use crate::names::written;

pub(super) fn check(fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields {
        check_required(field, diag);
        check_length(field, diag);
        check_items(field, diag);
        check_range(field, diag);
    }
}

fn check_required(field: &Field<'_>, diag: &mut Diag) {
    if let Some(key) = field.attrs.required.key()
        && matches!(field.written(), Written::Optional(_))
    {
        diag.error(key, format_args!("`{}` is `Option`, so it cannot be `required`; drop one", field.name()));
    }
}

fn check_length(field: &Field<'_>, diag: &mut Diag) {
    for key in [field.attrs.max_len.key(), field.attrs.max_bytes.key()].into_iter().flatten() {
        match field.written().content() {
            Written::Integer(_) | Written::Bool | Written::Map(_) => {
                unfit(key, "is for strings", field, diag);
            }
            Written::List(_) => {
                unfit(key, "is for strings, and `max_items` for lists", field, diag);
            }
            _ => {}
        }
    }
}

fn check_items(field: &Field<'_>, diag: &mut Diag) {
    let content = field.written().content();
    if let Some(key) = field.attrs.max_items.key()
        && content.is_plain()
    {
        unfit(key, "is for lists", field, diag);
    }
    if let Some(key) = field.attrs.item.key()
        && (content.is_plain() || matches!(content, Written::Map(_)))
    {
        unfit(key, "names the elements of a list", field, diag);
    }
}

fn check_range(field: &Field<'_>, diag: &mut Diag) {
    let Some((key, range)) = field.attrs.range.entry() else {
        return;
    };
    let Range { min, max, first, last, tokens } = range;
    match field.written().content() {
        Written::Text | Written::Bool | Written::List(_) | Written::Map(_) => {
            unfit(key, "is for integers", field, diag);
        }
        Written::Integer(integer) => {
            for (bound, literal) in [(min, first), (max, last)] {
                let Integer { name, min, max } = integer;
                if *bound < min || *bound > max {
                    let text = format_args!("{bound} does not fit `{name}`, which goes from {min} to {max}");
                    diag.error(literal, text);
                }
            }
        }
        _ => {}
    }
    if min > max {
        diag.error(tokens, format_args!("`range` is empty: {min} is above {max}"));
    }
}

fn unfit(key: &Ident, purpose: &str, field: &Field<'_>, diag: &mut Diag) {
    let ty = written(field.ty);
    diag.error(key, format_args!("`{key}` {purpose}; `{}` is `{ty}`", field.name()));
}
