//! The rules for the markers that say how a reply tells a business failure.
//!
//! `error_code` and `error_message` may stand without `success`: so they do on the items of a list of errors.

use syn::Ident;

use crate::check::owned;
use crate::diag::Diag;
use crate::model::{Field, Object, Written};
use crate::names::written;

pub(super) fn check(object: &Object<'_>, diag: &mut Diag) {
    let fields = object.fields();
    check_once(fields.iter().filter_map(|field| field.attrs.success.key()), diag);
    check_once(fields.iter().filter_map(|field| field.attrs.error_code.key()), diag);
    check_once(fields.iter().filter_map(|field| field.attrs.error_message.key()), diag);
    check_once(fields.iter().filter_map(|field| field.attrs.outcome.key()), diag);
    for field in fields {
        check_places(field, diag);
    }
    check_function(object, diag);
    if object.has_markers() {
        for field in fields {
            owned::check(field.ty, diag);
        }
    }
}

/// Each marker stands on one field, so that there is one answer.
fn check_once<'k>(mut keys: impl Iterator<Item = &'k Ident>, diag: &mut Diag) {
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

/// `outcome` leads to more markers, the others are single values.
fn check_places(field: &Field<'_>, diag: &mut Diag) {
    let attrs = &field.attrs;
    let content = field.written().content();
    let (name, ty) = (field.name(), written(field.ty));
    if let Some(key) = attrs.outcome.key() {
        for other in
            [attrs.success.key(), attrs.error_code.key(), attrs.error_message.key()].into_iter().flatten()
        {
            diag.error(
                other,
                format_args!("`{name}` is the `outcome`, so `{other}` stands on a field inside of it"),
            );
        }
        if content.is_plain() || matches!(content, Written::Map(_)) {
            diag.error(
                key,
                format_args!(
                    "`outcome` stands on a struct with markers, or a list of such; `{name}` is `{ty}`"
                ),
            );
        }
        return;
    }
    if matches!(content, Written::List(_) | Written::Map(_)) {
        for key in field.markers() {
            diag.error(key, format_args!("`{key}` stands on a single value; `{name}` is `{ty}`"));
        }
    }
}

/// A function decides alone.
fn check_function(object: &Object<'_>, diag: &mut Diag) {
    let Some(function) = object.attrs.outcome.key() else {
        return;
    };
    let mut markers = object.fields().iter().flat_map(Field::markers).peekable();
    if markers.peek().is_some() {
        diag.error(
            function,
            "the function of `outcome = ..` decides alone; drop it or the markers on the fields",
        );
    }
    for marker in markers {
        diag.error(marker, format_args!("`{marker}` has no effect beside `outcome = ..` on the struct"));
    }
}
