//! How a reply says whether the business call worked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::attr::Success;
use crate::expand::place;
use crate::model::{Field, Object};

/// The function `markers` of an object's `Decode`, if the object has any.
pub(super) fn function(object: &Object<'_>, known: &TokenStream) -> Option<TokenStream> {
    let function = object.attrs.outcome.get().map(|path| quote!(__top::OutcomeField::function(#path)));
    let markers: Vec<TokenStream> = object.fields().iter().flat_map(of_field).chain(function).collect();
    (!markers.is_empty()).then(|| {
        quote! {
            fn markers() -> &'static __top::OutcomeFields {
                const { &__top::OutcomeFields::new(const { #known &[#(#markers),*] }) }
            }
        }
    })
}

fn of_field(field: &Field<'_>) -> impl Iterator<Item = TokenStream> {
    let attrs = &field.attrs;
    let (wire, ty) = (&field.wire, place::own_all(field.ty));
    [
        attrs.success.get().map(|success| of_success(wire, success)),
        attrs.error_code.get().map(|()| quote!(__top::OutcomeField::error_code(#wire))),
        attrs.error_message.get().map(|()| quote!(__top::OutcomeField::error_message(#wire))),
        attrs
            .outcome
            .get()
            .map(|()| quote!(__top::OutcomeField::outcome(#wire, <#ty as __top::Decode>::markers))),
        field.is_flattened().then(|| quote!(__top::OutcomeField::flattened(<#ty as __top::Decode>::markers))),
    ]
    .into_iter()
    .flatten()
}

fn of_success(wire: &str, success: &Success) -> TokenStream {
    match success {
        Success::Flag => quote!(__top::OutcomeField::success(#wire)),
        Success::Text(good) => {
            let good = good.value();
            quote!(__top::OutcomeField::success_text(#wire, #good))
        }
        Success::Integer(good) => {
            let good = Literal::i64_unsuffixed(*good);
            quote!(__top::OutcomeField::success_integer(#wire, #good))
        }
        Success::Bool(good) => quote!(__top::OutcomeField::success_bool(#wire, #good)),
    }
}
