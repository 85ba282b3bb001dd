//! `TopApi` on a struct.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::LitStr;

use crate::attr::Session;
use crate::expand::behind::behind;
use crate::expand::bounds::Bounds;
use crate::expand::known::known;
use crate::expand::{layout, place, schema};
use crate::model::{Api, Field};

pub(crate) fn api(api: &Api<'_>) -> TokenStream {
    let mut fields: Vec<&Field<'_>> = api.fields().iter().collect();
    fields.sort_by(|one, other| one.wire.cmp(&other.wire));
    let layout = layout::layout(&fields, &flatten(api), &api.attrs.any_of);
    let parameters = fields.iter().any(|field| field.is_flattened()).then(|| quote!(.parameters()));
    let behind = behind(&api.head, api.fields());
    let request = request(api, &fields);
    let description = description(api, &fields);
    let form = (!api.borrows()).then(|| form(api, &fields));
    api.head.runtime.scope(&quote! {
        static __PARAMS: __top::FieldTable = #layout #parameters;
        #behind
        #request
        #description
        #form
    })
}

/// What makes the members of a flattened struct parameters.
fn flatten(api: &Api<'_>) -> TokenStream {
    if api.borrows() { quote!(__top::FieldRules::flatten) } else { quote!(__top::flat_param) }
}

/// How the parameters are written.
fn request(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let request = place::implemented("Request", &api.head);
    let known = known(&api.head, api.fields(), api.borrows(), &quote!(__top::assert_param), &flatten(api));
    let params = fields.iter().map(|field| place::shared(&api.head, field));
    let (impl_generics, type_generics, _) = api.head.generics.split_for_impl();
    let bounds = Bounds::on_fields(&api.head, api.fields(), "Param");
    quote! {
        #[automatically_derived]
        impl #impl_generics #request #type_generics #bounds {
            fn params(&self, __encoder: &mut __top::ParamWriter<'_>) {
                #known
                __encoder.params(&__PARAMS, &[#(#params),*]);
            }
        }
    }
}

/// What the API is, and whether it is called with a session.
fn description(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let top_api = place::implemented("TopApi", &api.head);
    let response = api.attrs.response.get().map_or_else(|| quote!(__top::Value), ToTokens::to_token_stream);
    let spec = spec(api);
    let schema = schema::api(api, fields, &response);
    let (impl_generics, type_generics, _) = api.head.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(&api.head, api.fields(), "Param");
    if let Some(ty) = api.attrs.response.get() {
        bounds.add(ty, "Decode");
    }
    let session = session(api);
    quote! {
        #[automatically_derived]
        impl #impl_generics #top_api #type_generics #bounds {
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

/// `Spec::new(..)` with what differs from the defaults.
fn spec(api: &Api<'_>) -> TokenStream {
    let method = api.attrs.method.get().map(LitStr::value).unwrap_or_default();
    let idempotent = api.attrs.idempotent.get().map(|()| quote!(.idempotent()));
    let version = api.attrs.version.get().map(|version| {
        let version = version.value();
        quote!(.version(#version))
    });
    let session = session(api);
    quote!(__top::ApiSpec::new::<#session>(#method) #idempotent #version)
}

/// How the request is read from a form, which only a server does.
fn form(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let from_params = place::implemented("FromParams", &api.head);
    let empty = &quote!(__top::ReadParam::placeholder());
    let empty = api.fields().iter().map(|field| place::empty(&api.head, field, empty));
    let known = known(&api.head, api.fields(), api.borrows(), &quote!(__top::assert_param), &flatten(api));
    let params = fields.iter().map(|field| place::exclusive(&api.head, field));
    let (impl_generics, type_generics, _) = api.head.generics.split_for_impl();
    let bounds = Bounds::on_fields(&api.head, api.fields(), "ReadParam");
    quote! {
        __top::server! {
            #[automatically_derived]
            impl #impl_generics #from_params #type_generics #bounds {
                fn placeholder() -> Self {
                    #known
                    Self { #(#empty),* }
                }
                fn decode(&mut self, __decoder: &mut __top::Decoder<'_>) {
                    #known
                    __decoder.params(&__PARAMS, &mut [#(#params),*]);
                }
            }
        }
    }
}
