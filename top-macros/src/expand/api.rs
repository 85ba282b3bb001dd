//! `TopApi` for a struct.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{LitStr, Type};

use crate::attr::{BodyFormat, HttpMethod, Session};
use crate::expand::asserts::{bound_asserts, type_asserts};
use crate::expand::bounds::Bounds;
use crate::expand::{field_table, pages, schema, spans};
use crate::model::{Api, Field};

pub(crate) fn api(api: &Api<'_>) -> TokenStream {
    let mut fields: Vec<&Field<'_>> = api.fields().iter().collect();
    // Parameters are signed in the order of their names. The members of a document keep their order.
    if !api.has_document() {
        fields.sort_by(|a, b| a.wire_name.cmp(&b.wire_name));
    }
    let table = field_table::field_table(&fields, &flatten(api), &api.attrs.any_of);
    let parameters = flattened_names(api);
    let type_asserts = type_asserts(&api.container, api.fields());
    let request = request(api, &fields);
    let top_api = top_api(api, &fields);
    let pages = pages::pages(api);
    let from_params = (!api.borrows()).then(|| from_params(api, &fields));
    api.container.runtime.scope(&quote! {
        static __PARAMS: __top::FieldTable = #table #parameters;
        #type_asserts
        #request
        #top_api
        #pages
        #from_params
    })
}

/// Returns the check that no flattened parameter has the name of a system parameter.
fn flattened_names(api: &Api<'_>) -> Option<TokenStream> {
    let is_flattened = api.fields().iter().any(Field::is_flattened);
    (is_flattened && !api.has_document())
        .then(|| if api.attrs.path.is_present() { quote!(.path_parameters()) } else { quote!(.parameters()) })
}

/// Returns the function that makes the members of a flattened struct parameters, or members of the
/// document.
fn flatten(api: &Api<'_>) -> TokenStream {
    if api.borrows() { quote!(__top::FieldRules::flatten) } else { quote!(__top::flat_param) }
}

fn asserts(api: &Api<'_>) -> TokenStream {
    bound_asserts(&api.container, api.fields(), api.borrows(), &quote!(__top::assert_param), &flatten(api))
}

fn request(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let header = spans::trait_header("Request", &api.container);
    let asserts = asserts(api);
    let params = fields.iter().map(|field| spans::borrow_field(&api.container, field));
    let (impl_generics, type_generics, _) = api.container.generics.split_for_impl();
    let bounds = Bounds::on_fields(&api.container, api.fields(), "Param");
    quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            fn params(&self, __encoder: &mut __top::ParamWriter<'_>) {
                #asserts
                __encoder.params(&__PARAMS, &[#(#params),*]);
            }
        }
    }
}

fn top_api(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let header = spans::trait_header("TopApi", &api.container);
    let response = api.attrs.response.get().map_or_else(|| quote!(__top::Value), ToTokens::to_token_stream);
    let spec = spec(api);
    let schema = schema::api(api, fields, &response);
    let (impl_generics, type_generics, _) = api.container.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(&api.container, api.fields(), "Param");
    if let Some(ty) = api.attrs.response.get() {
        bounds.add(ty, "Decode");
    }
    let session = session(api);
    quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            type Response = #response;
            type Session = #session;
            const SPEC: __top::ApiSpec = #spec;
            #schema
        }
    }
}

fn session(api: &Api<'_>) -> TokenStream {
    match api.session() {
        Session::Required => quote!(__top::Required),
        Session::Optional => quote!(__top::Optional),
        Session::None => quote!(__top::Never),
    }
}

/// Returns `ApiSpec::new(..)` with the settings that differ from the defaults.
fn spec(api: &Api<'_>) -> TokenStream {
    let name = api.attrs.method.get().or(api.attrs.path.get()).map(LitStr::value).unwrap_or_default();
    let http = api.attrs.http.get().filter(|http| **http == HttpMethod::Get).map(|_| quote!(.http_get()));
    let body = api.attrs.body.get().map(|body| match body {
        BodyFormat::Json => quote!(.json_body()),
        BodyFormat::Xml => quote!(.xml_body()),
    });
    let idempotent = api.attrs.idempotent.get().map(|()| quote!(.idempotent()));
    let version = api.attrs.version.get().map(|version| {
        let version = version.value();
        quote!(.version(#version))
    });
    let session = session(api);
    quote!(__top::ApiSpec::new::<#session>(#name) #http #body #idempotent #version)
}

/// Returns the impl that decodes the request from a form, which only servers do.
///
/// A struct inside of the request may be one that can only be sent, such as one with a
/// `&'static str`. Then the request is not decoded either: the impl has a predicate for each type
/// that the tokens do not show.
fn from_params(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let header = spans::trait_header("FromParams", &api.container);
    let placeholder = &quote!(__top::ReadParam::placeholder());
    let placeholders = api.fields().iter().map(|field| spans::init_field(&api.container, field, placeholder));
    let asserts = asserts(api);
    let params = fields.iter().map(|field| spans::borrow_field_mut(&api.container, field));
    let (impl_generics, type_generics, _) = api.container.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(&api.container, api.fields(), "ReadParam");
    for field in api.fields() {
        if field.syntactic_type().contains_unknown() && api.container.params_in(field.ty).next().is_none() {
            bounds.push(&delayed_predicate(field.ty));
        }
    }
    quote! {
        __top::server! {
            #[automatically_derived]
            impl #impl_generics #header #type_generics #bounds {
                fn placeholder() -> Self {
                    #asserts
                    Self { #(#placeholders),* }
                }
                fn decode(&mut self, __decoder: &mut __top::Decoder<'_>) {
                    #asserts
                    __decoder.params(&__PARAMS, &mut [#(#params),*]);
                }
            }
        }
    }
}

/// Returns the predicate that the type can be decoded. The lifetime delays its evaluation until the
/// impl is used.
fn delayed_predicate(ty: &Type) -> TokenStream {
    let (lifetime, ty) = (quote!(for<'__any>), spans::tokens_at_call_site(ty));
    quote!(#lifetime #ty: __top::ReadParam)
}
