//! The way each derive goes: attributes, model, checks, expansion.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use crate::diag::Diag;
use crate::expand::{self, fallback};
use crate::model::{Api, Coded, Head, Object};
use crate::{attr, check};

/// `#[derive(TopApi)]`.
pub(crate) fn api(input: &DeriveInput) -> TokenStream {
    let mut diag = Diag::default();
    let attrs = attr::Api::read(&input.attrs, &mut diag);
    let head = Head::new(input, attrs.runtime.get());
    let api = Api::new(head, input, &attrs, &mut diag);
    check::api(&api, &mut diag);
    let build = expand::build(&api.head, &attrs.build, api.fields.as_deref());
    let impls = match diag.into_compile_errors() {
        None => expand::api(&api),
        Some(errors) => fallback::api(&api, &errors),
    };
    quote!(#impls #build)
}

/// `#[derive(TopValue)]`: an enum is a coded value, everything else is meant as an object.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    let mut diag = Diag::default();
    if let Data::Enum(data) = &input.data {
        let attrs = attr::Coded::read(&input.attrs, &mut diag);
        let head = Head::new(input, attrs.runtime.get());
        let coded = Coded::new(head, data, &mut diag);
        check::coded(&coded, &mut diag);
        return match diag.into_compile_errors() {
            None => expand::coded(&coded),
            Some(errors) => fallback::value(&coded.head, &errors),
        };
    }
    let attrs = attr::Object::read(&input.attrs, &mut diag);
    let head = Head::new(input, attrs.runtime.get());
    let object = Object::new(head, input, &attrs, &mut diag);
    check::object(&object, &mut diag);
    let build = expand::build(&object.head, &attrs.build, object.fields.as_deref());
    let impls = match diag.into_compile_errors() {
        None => expand::object(&object),
        Some(errors) => fallback::value(&object.head, &errors),
    };
    quote!(#impls #build)
}
