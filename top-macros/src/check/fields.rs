//! Rules for the names and types of fields.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Ident, Type};

use crate::diag::Diag;
use crate::model::{Api, Borrow, Container, Field, SyntacticType, borrow};
use crate::names::{PATH_SYSTEM_PARAMS, SYSTEM_PARAMS, display_type, wire_fault};

/// Wire names must be valid and unique.
pub(super) fn check_names(fields: &[Field<'_>], diag: &mut Diag) {
    let mut first: HashMap<&str, &Field<'_>> = HashMap::new();
    for field in fields.iter().filter(|field| !field.is_flattened()) {
        let is_renamed = field.attrs.rename.key().is_some();
        check_name(&field.wire_name, field.wire_name_tokens(), is_renamed, diag);
        if let Some(item) = field.attrs.item.get() {
            check_name(&item.value(), item.to_token_stream(), true, diag);
        }
        let name = field.wire_name.as_str();
        if let Some(earlier) = first.get(name) {
            diag.error(field.wire_name_tokens(), format_args!("two fields are sent as `{name}`"));
            diag.error(earlier.wire_name_tokens(), format_args!("`{name}` is first used here"));
        } else {
            first.insert(name, field);
        }
    }
}

fn check_name(name: &str, tokens: TokenStream, is_literal: bool, diag: &mut Diag) {
    if let Some(fault) = wire_fault(name) {
        let hint = if is_literal { "" } else { "; write the API's name with `#[top(rename = \"...\")]`" };
        diag.error(
            tokens,
            format_args!(
                "{name:?} is not a wire name: {fault}; expected ASCII without blanks, quotes and `\\`{hint}"
            ),
        );
    }
}

/// A parameter must not have the name of a system parameter. The comparison ignores case. Members of
/// a document are no parameters.
pub(super) fn check_reserved_names(api: &Api<'_>, diag: &mut Diag) {
    if api.has_document() {
        return;
    }
    let (reserved, platform): (&[&str], _) =
        if api.attrs.path.is_present() { (&PATH_SYSTEM_PARAMS, "IOP") } else { (&SYSTEM_PARAMS, "TOP") };
    for field in api.fields().iter().filter(|field| !field.is_flattened()) {
        let name = &field.wire_name;
        let Some(reserved) = reserved.iter().find(|reserved| reserved.eq_ignore_ascii_case(name)) else {
            continue;
        };
        let text = if reserved == name {
            let article = if platform == "TOP" { "a" } else { "an" };
            format!(
                "`{name}` is {article} {platform} system parameter that the client sets; an API parameter cannot \
                 use it"
            )
        } else {
            format!(
                "`{name}` is `{reserved}` in another case, a system parameter of {platform} that the client sets; \
                 an API parameter cannot use it"
            )
        };
        diag.error(field.wire_name_tokens(), text);
    }
}

/// Types must have a wire format. This covers what the tokens show; the traits reject the rest.
pub(super) fn check_types(container: &Container<'_>, fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields {
        check_type(field.ty, diag);
        check_recursion(container, field, diag);
    }
}

/// Checks a type and its type arguments; reports at most one error.
pub(super) fn check_type(ty: &Type, diag: &mut Diag) {
    let text = display_type(ty);
    let is_byte =
        |ty| matches!(SyntacticType::of(ty), SyntacticType::Integer(integer) if integer.name == "u8");
    match SyntacticType::of(ty) {
        SyntacticType::Float => diag.error(
            ty,
            format_args!(
                "`{text}` is not a TOP type: money is `Price`, or whole cents as `i64`; any other decimal is \
                 `Decimal`"
            ),
        ),
        SyntacticType::Integer(_) if is_byte(ty) => diag.error(
            ty,
            format_args!("`{text}` is not a TOP type: a small number is `u16` or `i64`, bytes are `File`"),
        ),
        SyntacticType::List(item) if is_byte(item) => diag.error(
            ty,
            format_args!("`{text}` is not a TOP type: bytes are `File`, which only a request can contain"),
        ),
        SyntacticType::Optional(inner) if matches!(SyntacticType::of(inner), SyntacticType::Optional(_)) => {
            diag.error(
                ty,
                format_args!(
                    "`{text}` has no wire format: a value is either present or absent; remove one `Option`"
                ),
            );
        }
        SyntacticType::Optional(inner)
        | SyntacticType::List(inner)
        | SyntacticType::Map(inner)
        | SyntacticType::Boxed(inner) => check_type(inner, diag),
        SyntacticType::Text | SyntacticType::Bool | SyntacticType::Integer(_) | SyntacticType::Unknown => {}
    }
}

/// A struct must not contain a `Box` of itself: no finite value exists. rustc accepts it because
/// the size is known.
fn check_recursion(container: &Container<'_>, field: &Field<'_>, diag: &mut Diag) {
    let mut content = field.ty;
    while let SyntacticType::Boxed(inner) = SyntacticType::of(content) {
        content = inner;
    }
    if matches!(field.syntactic_type(), SyntacticType::Boxed(_)) && container.is_type(content) {
        let text = display_type(field.ty);
        diag.error(
            field.ty,
            format_args!(
                "`{text}` never ends: each value would contain another; write `Option<{text}>` or a `Vec`"
            ),
        );
    }
}

/// A newtype must not be a pointer to itself.
pub(super) fn check_newtype_recursion(container: &Container<'_>, ty: &Type, diag: &mut Diag) {
    let mut content = ty;
    while let SyntacticType::Optional(inner) | SyntacticType::Boxed(inner) = SyntacticType::of(content) {
        content = inner;
    }
    if matches!(SyntacticType::of(ty), SyntacticType::Optional(_) | SyntacticType::Boxed(_))
        && container.is_type(content)
    {
        let (ident, text) = (container.ident, display_type(ty));
        diag.error(ty, format_args!("`{ident}` has the wire format of `{text}`, which contains only itself"));
    }
}

/// A type that a reply is decoded into must own its data.
pub(super) fn check_owned(ty: &Type, diag: &mut Diag) {
    let text = display_type(ty);
    match borrow(ty) {
        None => {}
        Some(Borrow::Local) => {
            diag.error(ty, format_args!("a response owns its data; `{text}` is only for requests"));
        }
        Some(Borrow::Static) => {
            let owned = if matches!(SyntacticType::of(ty).content(), SyntacticType::Text) {
                "`String`"
            } else {
                "an owned type"
            };
            diag.error(
                ty,
                format_args!("a response owns its data and cannot be decoded into `{text}`; write {owned}"),
            );
        }
    }
}

/// A flattened field has no name and no value of its own, so it takes no other key.
pub(super) fn check_flatten(container: &Container<'_>, fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields {
        if let Some(key) = field.attrs.flatten.key() {
            check_flatten_keys(field, diag);
            check_flatten_type(field, key, diag);
            check_flatten_params(container, field, diag);
        }
    }
}

fn check_flatten_keys(field: &Field<'_>, diag: &mut Diag) {
    let attrs = &field.attrs;
    let limits = [attrs.required.key(), attrs.max_len.key(), attrs.max_bytes.key(), attrs.max_items.key()];
    let names = [attrs.rename.key(), attrs.item.key(), attrs.range.key()];
    for key in limits.into_iter().chain(names).flatten().chain(field.outcome_keys()) {
        diag.error(
            key,
            format_args!(
                "`{}` is flattened, so `{key}` does not apply; put it on the fields of `{}`",
                field.name(),
                display_type(field.ty)
            ),
        );
    }
}

/// Rejects types that are not structs; the compiler checks the types that the tokens do not show.
fn check_flatten_type(field: &Field<'_>, key: &Ident, diag: &mut Diag) {
    let content = field.syntactic_type().content();
    if content.is_scalar() || matches!(content, SyntacticType::List(_) | SyntacticType::Map(_)) {
        let ty = display_type(field.ty);
        diag.error(key, format_args!("`flatten` requires a struct; `{}` is `{ty}`", field.name()));
    }
}

/// The field table is built once per item, so a flattened type must not depend on type parameters.
fn check_flatten_params(container: &Container<'_>, field: &Field<'_>, diag: &mut Diag) {
    if let Some(param) = container.params_in(field.ty).next() {
        let ty = display_type(field.ty);
        diag.error(
            field.ty,
            format_args!(
                "`{}` is flattened, so its type cannot depend on `{param}`; declare the fields of `{ty}` here",
                field.name()
            ),
        );
    }
}
