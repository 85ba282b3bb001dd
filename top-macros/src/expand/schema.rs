//! Schema metadata, emitted for each declaration if the feature `schema` is on.
//!
//! Cargo builds this crate once per dependency graph, so the feature can be on while that of the
//! runtime is off. The metadata is therefore an argument of a macro of the runtime, which drops it
//! in that case.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::model::{Api, CodedEnum, Container, Field, Object, literal};
use crate::names::unraw;

const IS_ENABLED: bool = cfg!(any(feature = "schema", test));

/// Returns the constant `SCHEMA` of a request. `sorted` is the field order of its field table.
pub(super) fn api(api: &Api<'_>, sorted: &[&Field<'_>], response: &TokenStream) -> Option<TokenStream> {
    let index = |field: &Field<'_>| sorted.iter().position(|other| other.ident == field.ident);
    IS_ENABLED.then(|| {
        let metadata = struct_metadata(
            &api.container,
            api.fields().iter().filter_map(|field| Some((index(field)?, field))),
        );
        quote!(__top::schema! { api (#response) #metadata })
    })
}

/// Returns the function `describe` of an object's `Encode` impl.
pub(super) fn object(object: &Object<'_>) -> Option<TokenStream> {
    IS_ENABLED.then(|| {
        let metadata = struct_metadata(&object.container, object.fields().iter().enumerate());
        quote!(__top::schema! { object #metadata })
    })
}

/// Returns name and documentation of a struct, and index, documentation and type of its fields.
fn struct_metadata<'a>(
    container: &Container<'_>,
    fields: impl Iterator<Item = (usize, &'a Field<'a>)>,
) -> TokenStream {
    let (name, doc) = (unraw(container.ident), docs(container.all_attrs));
    let fields = fields.map(|(index, field)| {
        let (index, docs, ty) = (Literal::usize_unsuffixed(index), docs(field.all_attrs), field.ty);
        quote!((#index #docs #ty))
    });
    quote!(#name #doc #(#fields)*)
}

/// Returns the function `describe` of a coded enum's `Encode` impl.
pub(super) fn coded_enum(coded: &CodedEnum<'_>) -> Option<TokenStream> {
    IS_ENABLED.then(|| {
        let (name, doc) = (unraw(coded.container.ident), docs(coded.container.all_attrs));
        let kind = if coded.has_text_codes() { quote!(Text) } else { quote!(Integer) };
        let entries = coded.coded_variants().map(|(variant, code)| {
            let (code, docs) = (literal(code), docs(variant.all_attrs));
            quote!((#code #docs))
        });
        let is_open = coded.other().is_some();
        quote!(__top::schema! { codes #kind #is_open #name #doc #(#entries)* })
    })
}

/// Returns the function `describe` of a newtype's `Encode` impl.
pub(super) fn newtype(ty: &TokenStream) -> Option<TokenStream> {
    IS_ENABLED.then(|| quote!(__top::schema! { newtype #ty }))
}

/// Returns the doc comment without the common indent of its lines.
///
/// Values that are not literals, like `#[doc = include_str!(..)]`, cannot be read here and are
/// omitted.
pub(crate) fn docs(attrs: &[Attribute]) -> String {
    let texts: Vec<String> = attrs.iter().filter_map(doc_text).collect();
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.split('\n')).map(str::trim_end).collect();
    let non_empty = lines.iter().filter(|line| !line.is_empty());
    let indent = non_empty.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    let unindented: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
    unindented.join("\n").trim_matches('\n').to_owned()
}

/// Returns the text of one `///` line, or of a `/** */` comment.
fn doc_text(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
