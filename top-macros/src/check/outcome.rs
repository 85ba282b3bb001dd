//! Rules for the keys that declare the outcome of a business call.
//!
//! `error_code` and `error_message` are valid without `success`: the elements of an error list have
//! no flag.

use syn::Ident;

use crate::check::fields::check_owned;
use crate::diag::Diag;
use crate::model::{Field, Object, SyntacticType};
use crate::names::display_type;

pub(super) fn check(object: &Object<'_>, diag: &mut Diag) {
    let fields = object.fields();
    check_unique(fields.iter().filter_map(|field| field.attrs.success.key()), diag);
    check_unique(fields.iter().filter_map(|field| field.attrs.error_code.key()), diag);
    check_unique(fields.iter().filter_map(|field| field.attrs.error_message.key()), diag);
    check_unique(fields.iter().filter_map(|field| field.attrs.outcome.key()), diag);
    for field in fields {
        check_field(field, diag);
    }
    check_function(object, diag);
    if object.has_outcome() {
        for field in fields {
            check_owned(field.ty, diag);
        }
    }
}

/// Each key may be used on one field only.
fn check_unique<'k>(mut keys: impl Iterator<Item = &'k Ident>, diag: &mut Diag) {
    let Some(first) = keys.next() else { return };
    let mut is_first_reported = false;
    for key in keys {
        diag.error(key, format_args!("only one field can be `{key}`"));
        if !is_first_reported {
            diag.error(first, format_args!("the first `{first}` is here"));
            is_first_reported = true;
        }
    }
}

/// `outcome` requires a struct or a list of structs, the other keys require a single value.
fn check_field(field: &Field<'_>, diag: &mut Diag) {
    let attrs = &field.attrs;
    let content = field.syntactic_type().content();
    let (name, ty) = (field.name(), display_type(field.ty));
    if let Some(key) = attrs.outcome.key() {
        for other in
            [attrs.success.key(), attrs.error_code.key(), attrs.error_message.key()].into_iter().flatten()
        {
            diag.error(
                other,
                format_args!("`{name}` is the `outcome`, so `{other}` belongs on a field of its type"),
            );
        }
        if content.is_scalar() || matches!(content, SyntacticType::Map(_)) {
            diag.error(
                key,
                format_args!(
                    "`outcome` requires a struct with outcome keys, or a list of such structs; `{name}` is `{ty}`"
                ),
            );
        }
        return;
    }
    if matches!(content, SyntacticType::List(_) | SyntacticType::Map(_)) {
        for key in field.outcome_keys() {
            diag.error(key, format_args!("`{key}` requires a single value; `{name}` is `{ty}`"));
        }
    }
}

/// `outcome = function` on the struct excludes outcome keys on its fields.
fn check_function(object: &Object<'_>, diag: &mut Diag) {
    let Some(function) = object.attrs.outcome.key() else {
        return;
    };
    let mut keys = object.fields().iter().flat_map(Field::outcome_keys).peekable();
    if keys.peek().is_some() {
        diag.error(
            function,
            "`outcome = ..` on the struct replaces the outcome keys of fields; remove either",
        );
    }
    for key in keys {
        diag.error(key, format_args!("`{key}` has no effect with `outcome = ..` on the struct"));
    }
}
