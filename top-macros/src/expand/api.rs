//! `TopApi` on a struct.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::LitStr;

use crate::attr::Session;
use crate::expand::bounds::Bounds;
use crate::expand::{layout, place, schema};
use crate::model::{Api, Field};

pub(crate) fn api(api: &Api<'_>) -> TokenStream {
    let mut fields: Vec<&Field<'_>> = api.fields().iter().collect();
    fields.sort_by(|one, other| one.wire.cmp(&other.wire));
    let layout = layout::layout(&fields, &api.attrs.any_of);
    let parameters = fields.iter().any(|field| field.is_flattened()).then(|| quote!(.parameters()));
    let request = request(api, &fields);
    let description = description(api, &fields);
    let form = (!api.borrows()).then(|| form(api, &fields));
    api.head.runtime.scope(&quote! {
        static __PARAMS: __top::Layout = #layout #parameters;
        #request
        #description
        #form
    })
}

/// How the parameters are written.
fn request(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let ident = place::own(api.head.ident);
    let params = fields.iter().map(|field| place::shared(field));
    let (impl_generics, type_generics, _) = api.head.generics.split_for_impl();
    let bounds = Bounds::on_fields(&api.head, api.fields(), &quote!(__top::Encode));
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::Request for #ident #type_generics #bounds {
            fn params(&self, __out: &mut __top::Form<'_>) {
                __out.params(&__PARAMS, &[#(#params),*]);
            }
        }
    }
}

/// What the API is, and with which clients it can be called.
fn description(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let ident = place::own(api.head.ident);
    let response = api.attrs.response.get().map_or_else(|| quote!(__top::Value), ToTokens::to_token_stream);
    let spec = spec(api);
    let schema = schema::api(api, fields, &response);
    let (impl_generics, type_generics, _) = api.head.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(&api.head, api.fields(), &quote!(__top::Encode));
    if let Some(ty) = api.attrs.response.get() {
        bounds.add(ty, &quote!(__top::Decode));
    }
    let without_session = (api.session() != Session::Required).then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics __top::CallableWith<__top::NoSession> for #ident #type_generics #bounds {}
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::TopApi for #ident #type_generics #bounds {
            type Response = #response;
            const SPEC: __top::Spec = #spec;
            #schema
        }
        #[automatically_derived]
        impl #impl_generics __top::CallableWith<__top::WithSession> for #ident #type_generics #bounds {}
        #without_session
    }
}

/// `Spec::new(..)` with what differs from the defaults.
fn spec(api: &Api<'_>) -> TokenStream {
    let method = api.attrs.method.get().map(LitStr::value).unwrap_or_default();
    let session = match api.session() {
        Session::Required => Some(quote!(.session(__top::SessionUse::Required))),
        Session::Optional => None,
        Session::None => Some(quote!(.session(__top::SessionUse::Never))),
    };
    let idempotent = api.attrs.idempotent.get().map(|()| quote!(.idempotent()));
    let version = api.attrs.version.get().map(|version| {
        let version = version.value();
        quote!(.version(#version))
    });
    quote!(__top::Spec::new(#method) #session #idempotent #version)
}

/// How the request is read from a form, which only a server does.
fn form(api: &Api<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let ident = place::own(api.head.ident);
    let empty = api.fields().iter().map(|field| place::empty(field, &quote!(__top::ReadParam::empty())));
    let params = fields.iter().map(|field| place::exclusive(field));
    let (impl_generics, type_generics, _) = api.head.generics.split_for_impl();
    let bounds = Bounds::on_fields(&api.head, api.fields(), &quote!(__top::Decode));
    quote! {
        __top::server! {
            #[automatically_derived]
            impl #impl_generics __top::FromParams for #ident #type_generics #bounds {
                fn empty() -> Self {
                    Self { #(#empty),* }
                }
                fn read(&mut self, __from: &mut __top::Reader<'_>) {
                    __from.params(&__PARAMS, &mut [#(#params),*]);
                }
            }
        }
    }
}
