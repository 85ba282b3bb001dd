//! Printing of structs and enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Path;

use crate::model::{HttpMethod, Protocol, Session};

use super::case::ident;
use super::codes::Literal as Code;
use super::construct::Construct;
use super::derives::is_serde;
use super::module::{CodedEnum, Item, Member, Module, Struct};
use super::object_types::{REQUEST, RESPONSE};
use super::outcome_markers::Marker;
use super::types::Base;

/// An item, and the line comment above it.
pub(super) struct Printed {
    pub(super) todo_comment: Vec<String>,
    pub(super) item: TokenStream,
}

/// Returns the items of a module in order.
pub(super) fn items(module: &Module, derives: &[Path]) -> Vec<Printed> {
    let printed = module.order.iter().map(|item| match *item {
        Item::Struct(id) => {
            let shown = &module.structs[id];
            let todo_comment = shown.todo_comment.clone();
            let item = match id {
                REQUEST => request(module, derives),
                RESPONSE if module.message().is_some() => message(module, shown, derives),
                _ => object(module, shown, derives),
            };
            Printed { todo_comment, item }
        }
        Item::Coded(at) => Printed { todo_comment: Vec::new(), item: coded(&module.enums[at], derives) },
    });
    printed.collect()
}

/// Returns the `use` items.
pub(super) fn uses(module: &Module) -> Vec<TokenStream> {
    let names = module.imports().into_iter().map(ident);
    let mut members = module.structs.iter().flat_map(|item| &item.members);
    let map = members.any(|member| member.base == Base::Map).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    map.into_iter().chain([quote!(use top_runtime::{#(#names),*};)]).collect()
}

fn request(module: &Module, derives: &[Path]) -> TokenStream {
    let shown = module.request();
    let (docs, name) = (doc(&shown.docs), ident(&shown.name));
    let response =
        module.response().map(|response| ident(&response.name)).map(|name| quote!(response = #name));
    let session = (module.session == Session::Required).then(|| quote!(session = required));
    let build = (shown.construct == Construct::Build).then(|| quote!(build));
    let keys = [Some(endpoint(module)), response, session, build].into_iter().flatten();
    let members = shown.members.iter().map(|member| self::member(module, member));
    let body = if shown.members.is_empty() { quote!(;) } else { quote!({ #(#members),* }) };
    let (default, derives) = default(shown, derives);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #default TopApi #(, #derives)*)]
        #[top_api(#(#keys),*)]
        pub struct #name #body
    }
}

/// Returns the keys of the method, or of the path.
fn endpoint(module: &Module) -> TokenStream {
    let name = &module.method;
    match module.protocol {
        Protocol::IopRest(http) => {
            let http = HttpMethod::as_str(http);
            quote!(path = #name, http = #http)
        }
        Protocol::Top | Protocol::IopSync | Protocol::Tmc => quote!(method = #name),
    }
}

fn message(module: &Module, shown: &Struct, derives: &[Path]) -> TokenStream {
    let (docs, name, topic) = (doc(&shown.docs), ident(&shown.name), &module.method);
    let members = shown.members.iter().map(|member| self::member(module, member));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, TopMessage #(, #derives)*)]
        #[top_message(topic = #topic)]
        pub struct #name { #(#members),* }
    }
}

fn object(module: &Module, shown: &Struct, derives: &[Path]) -> TokenStream {
    let (docs, name) = (doc(&shown.docs), ident(&shown.name));
    let members = shown.members.iter().map(|member| self::member(module, member));
    let (default, derives) = default(shown, derives);
    let build = (shown.construct == Construct::Build).then(|| quote!(#[top(build)]));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #default TopValue #(, #derives)*)]
        #build
        pub struct #name { #(#members),* }
    }
}

/// Moves `Default` to the built-in derives if the struct has it.
fn default<'d>(shown: &Struct, derives: &'d [Path]) -> (Option<TokenStream>, Vec<&'d Path>) {
    let own = shown.construct == Construct::Default;
    let is_default = |path: &Path| path.segments.last().is_some_and(|last| last.ident == "Default");
    (own.then(|| quote!(Default,)), derives.iter().filter(|path| !own || !is_default(path)).collect())
}

fn member(module: &Module, member: &Member) -> TokenStream {
    let (docs, name, ty) = (doc(&member.docs), ident(&member.name), ty(module, member));
    let wire = &member.field.name;
    let rename = (member.name != *wire).then(|| quote!(rename = #wire));
    let item = member.item.as_ref().map(|item| quote!(item = #item));
    // JSON text is required by its type.
    let required = (member.wrapping.required && !member.wrapping.json).then(|| quote!(required));
    let marker = member.marker.as_ref().map(marker);
    let keys: Vec<TokenStream> = [rename, item, required]
        .into_iter()
        .flatten()
        .chain(member.limits.iter().cloned())
        .chain(marker)
        .collect();
    let keys = (!keys.is_empty()).then(|| quote!(#[top(#(#keys),*)]));
    quote!(#docs #keys pub #name: #ty)
}

fn marker(marker: &Marker) -> TokenStream {
    match marker {
        Marker::Success => quote!(success),
        Marker::SuccessIs(Code::Text(text)) => quote!(success = #text),
        Marker::SuccessIs(Code::Integer(number)) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(success = #number)
        }
        Marker::ErrorCode => quote!(error_code),
        Marker::ErrorMessage => quote!(error_message),
        Marker::Outcome => quote!(outcome),
    }
}

fn ty(module: &Module, member: &Member) -> TokenStream {
    let mut ty = base(module, &member.base);
    if member.wrapping.boxed {
        ty = quote!(Box<#ty>);
    }
    for _ in 0..member.wrapping.lists {
        ty = quote!(Vec<#ty>);
    }
    if member.wrapping.json {
        ty = quote!(Json<#ty>);
    }
    if member.wrapping.optional { quote!(Option<#ty>) } else { ty }
}

fn base(module: &Module, base: &Base) -> TokenStream {
    match base {
        Base::Text => quote!(String),
        Base::Integer => quote!(i64),
        Base::Small => quote!(i16),
        Base::Decimal => quote!(Decimal),
        Base::Price => quote!(Price),
        Base::Boolean => quote!(bool),
        Base::DateTime => quote!(DateTime),
        Base::Millis => quote!(Millis),
        Base::Seconds => quote!(Seconds),
        Base::File => quote!(File),
        Base::Map => quote!(BTreeMap<String, Value>),
        Base::Fields(id) => {
            let of = ident(&module.structs[*id].name);
            quote!(Fields<#of>)
        }
        Base::Value | Base::Object(REQUEST | RESPONSE) => quote!(Value),
        Base::Object(id) => {
            let name = ident(&module.structs[*id].name);
            quote!(#name)
        }
        Base::Coded(at) => {
            let name = ident(&module.enums[*at].name);
            quote!(#name)
        }
    }
}

fn coded(coded: &CodedEnum, derives: &[Path]) -> TokenStream {
    let (docs, name, other) = (doc(&coded.docs), ident(&coded.name), ident(&coded.other));
    let held = if coded.codes.integers { quote!(i64) } else { quote!(String) };
    let listed = coded.codes.list.iter().zip(&coded.variants).map(|(code, variant)| {
        let docs = doc(&super::docs::lines(&[format!("{}: {}", code.code, code.label)]));
        let (value, variant) = (literal(&code.code, coded.codes.integers), ident(variant));
        quote!(#docs #[top(#value)] #variant)
    });
    let serde = derives.iter().any(is_serde).then(|| quote!(#[top(serde)]));
    let derives = derives.iter().filter(|path| !is_serde(path));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, TopValue #(, #derives)*)]
        #serde
        pub enum #name {
            #(#listed,)*
            #[doc = " A code that the document does not list."]
            #[top(other)]
            #other(#held),
        }
    }
}

fn literal(code: &str, integers: bool) -> TokenStream {
    match code.parse() {
        Ok(number) if integers => {
            let number = Literal::i64_unsuffixed(number);
            quote!(#number)
        }
        _ => quote!(#code),
    }
}

/// Returns a doc comment.
fn doc(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
