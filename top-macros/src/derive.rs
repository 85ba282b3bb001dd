//! The stages of each derive: attributes, model, checks, expansion.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DataStruct, DeriveInput, Fields, FieldsUnnamed};

use crate::diag::Diag;
use crate::expand::{self, fallback};
use crate::model::{Api, CodedEnum, Container, Message, Newtype, Object};
use crate::{attr, check};

/// Expands `#[derive(TopApi)]`.
pub(crate) fn api(input: &DeriveInput) -> TokenStream {
    let mut diag = Diag::default();
    let attrs = attr::Api::parse(&input.attrs, &mut diag);
    let container = Container::new(input, attrs.runtime.get());
    let api = Api::new(container, input, &attrs, &mut diag);
    check::api(&api, &mut diag);
    let impls = finish(&api, diag, expand::api, fallback::api);
    let build = expand::build(&api.container, &attrs.build, api.fields.as_deref());
    quote!(#impls #build)
}

/// Expands `#[derive(TopValue)]`. An enum is a coded enum, a struct with unnamed fields a newtype;
/// every other item is treated as an object.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    match &input.data {
        Data::Enum(data) => coded_enum(input, data),
        Data::Struct(DataStruct { fields: Fields::Unnamed(fields), .. }) => newtype(input, fields),
        _ => object(input),
    }
}

fn object(input: &DeriveInput) -> TokenStream {
    let mut diag = Diag::default();
    let attrs = attr::Object::parse(&input.attrs, &mut diag);
    let container = Container::new(input, attrs.runtime.get());
    let object = Object::new(container, input, &attrs, &mut diag);
    check::object(&object, &mut diag);
    let impls =
        finish(&object, diag, expand::object, |object, errors| fallback::value(&object.container, errors));
    let build = expand::build(&object.container, &attrs.build, object.fields.as_deref());
    quote!(#impls #build)
}

fn coded_enum(input: &DeriveInput, data: &DataEnum) -> TokenStream {
    let mut diag = Diag::default();
    let attrs = attr::CodedEnum::parse(&input.attrs, &mut diag);
    let container = Container::new(input, attrs.runtime.get());
    let coded = CodedEnum::new(container, &attrs, data, &mut diag);
    check::coded_enum(&coded, &mut diag);
    finish(&coded, diag, expand::coded_enum, |coded, errors| fallback::value(&coded.container, errors))
}

fn newtype(input: &DeriveInput, fields: &FieldsUnnamed) -> TokenStream {
    let mut diag = Diag::default();
    let attrs = attr::Newtype::parse(&input.attrs, &mut diag);
    let container = Container::new(input, attrs.runtime.get());
    let newtype = Newtype::new(container, fields, &mut diag);
    check::newtype(&newtype, &mut diag);
    finish(&newtype, diag, expand::newtype, |newtype, errors| fallback::value(&newtype.container, errors))
}

/// Expands `#[derive(TopMessage)]`.
pub(crate) fn message(input: &DeriveInput) -> TokenStream {
    let mut diag = Diag::default();
    let attrs = attr::Message::parse(&input.attrs, &mut diag);
    let container = Container::new(input, attrs.runtime());
    let message = Message::new(container, input, &attrs, &mut diag);
    check::message(&message, &mut diag);
    let impls = finish(&message, diag, expand::message, fallback::message);
    let object = &message.object;
    let build = expand::build(&object.container, &object.attrs.build, object.fields.as_deref());
    quote!(#impls #build)
}

/// Expands the model, or returns the errors with impls that keep the rest of the crate compiling.
fn finish<M>(
    model: &M,
    diag: Diag,
    expand: impl Fn(&M) -> TokenStream,
    fallback: impl Fn(&M, &TokenStream) -> TokenStream,
) -> TokenStream {
    match diag.into_compile_errors() {
        None => expand(model),
        Some(errors) => fallback(model, &errors),
    }
}
