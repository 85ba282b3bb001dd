//! Rules that involve more than one attribute: conflicting names, limits that do not fit a type,
//! contradictory outcome keys. Each rule reports and continues.

mod coded_enum;
mod fields;
mod limits;
mod message;
mod outcome;
mod pages;
mod route;

use std::collections::HashSet;

use syn::Ident;

use crate::attr::{AnyOf, Attr};
use crate::diag::{Diag, nearest, quoted};
use crate::model::{Api, CodedEnum, Container, Field, Message, Newtype, Object};
use crate::names::{unraw, wire_fault};

pub(crate) fn api(api: &Api<'_>, diag: &mut Diag) {
    route::check(api, diag);
    check_version(api, diag);
    if let Some(response) = api.attrs.response.get() {
        fields::check_owned(response, diag);
    }
    fields::check_names(api.fields(), diag);
    fields::check_reserved_names(api, diag);
    fields::check_types(&api.container, api.fields(), diag);
    limits::check(api.fields(), diag);
    fields::check_flatten(&api.container, api.fields(), diag);
    check_build(&api.attrs.build, api.fields(), diag);
    if let Some(fields) = &api.fields {
        check_any_of(&api.container, &api.attrs.any_of, fields, diag);
        pages::check(api, fields, diag);
    }
}

pub(crate) fn object(object: &Object<'_>, diag: &mut Diag) {
    fields::check_names(object.fields(), diag);
    fields::check_types(&object.container, object.fields(), diag);
    limits::check(object.fields(), diag);
    fields::check_flatten(&object.container, object.fields(), diag);
    outcome::check(object, diag);
    check_build(&object.attrs.build, object.fields(), diag);
    if let Some(fields) = &object.fields {
        check_any_of(&object.container, &object.attrs.any_of, fields, diag);
    }
}

pub(crate) fn message(message: &Message<'_>, diag: &mut Diag) {
    message::check(message, diag);
    object(&message.object, diag);
}

pub(crate) fn coded_enum(coded: &CodedEnum<'_>, diag: &mut Diag) {
    coded_enum::check(coded, diag);
}

pub(crate) fn newtype(newtype: &Newtype<'_>, diag: &mut Diag) {
    if let Some((_, ty)) = newtype.content {
        fields::check_type(ty, diag);
        fields::check_newtype_recursion(&newtype.container, ty, diag);
    }
}

fn check_version(api: &Api<'_>, diag: &mut Diag) {
    if let Some(version) = api.attrs.version.get()
        && let Some(fault) = wire_fault(&version.value())
    {
        diag.error(
            version,
            format_args!("{:?} is not a protocol version: {fault}; the default is \"2.0\"", version.value()),
        );
    }
}

/// A setter must not have the name of the constructor.
fn check_build(build: &Attr<()>, fields: &[Field<'_>], diag: &mut Diag) {
    if build.key().is_none() {
        return;
    }
    for field in fields.iter().filter(|field| !field.build_input().is_required()) {
        if field.name() == "new" {
            let name = &field.wire_name;
            diag.error(
                field.ident,
                format_args!(
                    "the setter of `new` conflicts with the constructor that `build` adds; rename the field: \
                     `#[top(rename = \"{name}\")] new_value`"
                ),
            );
        }
    }
}

/// A group has at least two fields of the struct, each of which may be absent.
fn check_any_of(container: &Container<'_>, groups: &[AnyOf], fields: &[Field<'_>], diag: &mut Diag) {
    for group in groups {
        if group.fields.len() < 2 {
            diag.error(
                &group.key,
                "`any_of` takes at least two fields; for one field use `#[top(required)]`",
            );
        }
        let mut seen = HashSet::new();
        for word in &group.fields {
            if !seen.insert(unraw(word)) {
                diag.error(word, format_args!("duplicate field `{}` in `any_of`", unraw(word)));
            }
            check_any_of_field(container, word, fields, diag);
        }
    }
}

fn check_any_of_field(container: &Container<'_>, word: &Ident, fields: &[Field<'_>], diag: &mut Diag) {
    let Some(field) = find_field(container, word, fields, diag) else { return };
    if field.attrs.required.key().is_some() || field.syntactic_type().is_scalar() {
        diag.error(word, format_args!("`{}` is always sent, so `any_of` has no effect", unraw(word)));
    }
}

/// Finds the field that a key names. Reports a name that no field has.
fn find_field<'f, 'a>(
    container: &Container<'_>,
    word: &Ident,
    fields: &'f [Field<'a>],
    diag: &mut Diag,
) -> Option<&'f Field<'a>> {
    let name = unraw(word);
    let names: Vec<String> = fields.iter().map(Field::name).collect();
    let found = fields.iter().find(|field| field.name() == name);
    if found.is_none() {
        let item = container.ident;
        let names = || names.iter().map(String::as_str);
        let renamed = fields.iter().find(|field| field.wire_name == name).map(Field::name);
        let hint = match (renamed, nearest(&name, names())) {
            (Some(renamed), _) => format!("; did you mean `{renamed}`, which is sent as `{name}`?"),
            (None, Some(suggestion)) => format!("; did you mean `{suggestion}`?"),
            (None, None) if fields.is_empty() => String::new(),
            (None, None) => format!("; its fields are {}", quoted(names())),
        };
        diag.error(word, format_args!("no field `{name}` in `{item}`{hint}"));
    }
    found
}
