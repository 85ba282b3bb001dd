//! The rules for `any_of(..)`: at least two fields of the struct, each of which may be absent.

use std::collections::HashSet;

use syn::Ident;

use crate::attr::AnyOf;
use crate::diag::{Diag, nearest, quoted};
use crate::model::{Field, Head};
use crate::names::plain;

pub(super) fn check(head: &Head<'_>, groups: &[AnyOf], fields: &[Field<'_>], diag: &mut Diag) {
    for group in groups {
        if group.fields.len() < 2 {
            diag.error(&group.key, "`any_of` takes at least two fields; one alone is `#[top(required)]`");
        }
        let mut seen = HashSet::new();
        for word in &group.fields {
            if !seen.insert(plain(word)) {
                diag.error(word, format_args!("`{}` is named twice in this `any_of`", plain(word)));
            }
            check_word(head, word, fields, diag);
        }
    }
}

fn check_word(head: &Head<'_>, word: &Ident, fields: &[Field<'_>], diag: &mut Diag) {
    let name = plain(word);
    let names: Vec<String> = fields.iter().map(Field::name).collect();
    let Some(field) = fields.iter().find(|field| field.name() == name) else {
        let item = head.ident;
        let names = || names.iter().map(String::as_str);
        let renamed = fields.iter().find(|field| field.wire == name).map(Field::name);
        let hint = match (renamed, nearest(&name, names())) {
            (Some(meant), _) => format!("; did you mean `{meant}`, which is sent as `{name}`?"),
            (None, Some(meant)) => format!("; did you mean `{meant}`?"),
            (None, None) if fields.is_empty() => String::new(),
            (None, None) => format!("; its fields are {}", quoted(names())),
        };
        diag.error(word, format_args!("no field `{name}` in `{item}`{hint}"));
        return;
    };
    if field.attrs.required.key().is_some() || field.written().is_plain() {
        diag.error(word, format_args!("`{name}` is always sent, so `any_of` has no effect"));
    }
}
