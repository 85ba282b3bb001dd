//! `method`, `path`, `http` and `body`: how the gateway finds the API, and what the fields become.

use proc_macro2::Span;
use syn::{Error, LitStr};

use crate::attr::HttpMethod;
use crate::diag::{Diag, nearest, quoted};
use crate::model::{Api, Field, SyntacticType};
use crate::names::{display_type, method_fault, path_fault, path_variables};

pub(super) fn check(api: &Api<'_>, diag: &mut Diag) {
    let attrs = api.attrs;
    if let (Some(method), Some(path)) = (attrs.method.key(), attrs.path.key()) {
        diag.error(method, "an API has a `method` or a `path`, not both; remove one of them");
        diag.error(path, "the `path` is here");
    }
    if let Some(method) = attrs.method.get() {
        check_method(method, diag);
    }
    if let Some(path) = attrs.path.get() {
        check_path(api, path, diag);
    }
    check_presence(api, diag);
    check_http(api, diag);
    if let (Some(body), Some(_)) = (attrs.body.key(), attrs.path.key()) {
        diag.error(
            body,
            "`body` is for the interfaces of Qimen, which have a `method`; the fields of an API with a `path` are \
             parameters",
        );
    }
}

fn check_method(method: &LitStr, diag: &mut Diag) {
    let name = method.value();
    let Some(fault) = method_fault(&name) else { return };
    let hint = if name.starts_with('/') { "; a path is written as `path = \"/..\"`" } else { "" };
    diag.error(
        method,
        format_args!(
            "`{name}` is not a TOP method name: {fault}; expected letters, digits, `_` and `-` in parts joined by \
             `.`, like \"taobao.trade.fullinfo.get\"{hint}"
        ),
    );
}

/// An API has a name or a path.
fn check_presence(api: &Api<'_>, diag: &mut Diag) {
    let attrs = api.attrs;
    if attrs.method.is_present() || attrs.path.is_present() || api.fields.is_none() {
        // The cause is already reported, or there is none.
    } else if attrs.has_attribute {
        let ident = api.container.ident;
        diag.error(
            ident,
            format_args!(
                "`{ident}` has no `method`: add `method = \"...\"`, or `path = \"/...\"`, as on the API's page"
            ),
        );
    } else {
        diag.push(Error::new(
            Span::call_site(),
            "`#[derive(TopApi)]` needs `#[top_api(method = \"...\")]` on the struct",
        ));
    }
}

fn check_http(api: &Api<'_>, diag: &mut Diag) {
    if let Some((key, http)) = api.attrs.http.entry()
        && !api.attrs.path.is_present()
    {
        let text = match http {
            HttpMethod::Get => "`http` is for an API with a `path`; one with a `method` is called by POST",
            HttpMethod::Post => {
                "`http` is for an API with a `path`; one with a `method` is called by POST anyway"
            }
        };
        diag.error(key, text);
    }
}

fn check_path(api: &Api<'_>, path: &LitStr, diag: &mut Diag) {
    let text = path.value();
    if let Some(fault) = path_fault(&text) {
        diag.error(
            path,
            format_args!(
                "{text:?} is not a path: {fault}; expected segments like \"/orders/{{order_id}}/items\""
            ),
        );
        return;
    }
    let mut seen = Vec::new();
    for name in path_variables(&text) {
        if seen.contains(&name) {
            diag.error(path, format_args!("`{{{name}}}` is in the path twice; a variable fills one segment"));
        } else if api.fields.is_some() {
            check_variable(api, path, name, diag);
        }
        seen.push(name);
    }
}

/// A name in braces is the wire name of a field with one value.
fn check_variable(api: &Api<'_>, path: &LitStr, name: &str, diag: &mut Diag) {
    let fields = || api.fields().iter().filter(|field| !field.is_flattened());
    let Some(field) = fields().find(|field| field.wire_name == name) else {
        let item = api.container.ident;
        let names = || fields().map(|field| field.wire_name.as_str());
        let renamed = fields().find(|field| field.name() == name).map(|field| &field.wire_name);
        let hint = match (renamed, nearest(name, names())) {
            (Some(renamed), _) => format!("; did you mean `{{{renamed}}}`, the wire name of `{name}`?"),
            (None, Some(suggestion)) => format!("; did you mean `{{{suggestion}}}`?"),
            (None, None) if names().next().is_none() => format!("; add the field `{name}`"),
            (None, None) => format!("; its fields are {}", quoted(names())),
        };
        diag.error(path, format_args!("no field `{name}` in `{item}` for `{{{name}}}` in the path{hint}"));
        return;
    };
    check_variable_type(field, diag);
}

fn check_variable_type(field: &Field<'_>, diag: &mut Diag) {
    let (name, ty) = (&field.wire_name, display_type(field.ty));
    let text = match field.syntactic_type() {
        SyntacticType::Optional(_) => {
            format!("`{{{name}}}` in the path needs a value, and `{ty}` may be empty; remove the `Option`")
        }
        SyntacticType::List(_) | SyntacticType::Map(_) => {
            format!("`{{{name}}}` in the path is one text or number, not `{ty}`")
        }
        _ => return,
    };
    diag.error(field.ty, text);
}
