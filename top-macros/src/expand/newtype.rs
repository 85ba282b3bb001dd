//! `TopValue` for a struct with one unnamed field: each function calls that of the field.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Type;

use crate::expand::bounds::Bounds;
use crate::expand::object::unmet_predicate;
use crate::expand::{schema, spans};
use crate::model::Newtype;

pub(crate) fn newtype(newtype: &Newtype<'_>) -> TokenStream {
    // The checks guarantee that there is a field.
    let Some((at, ty)) = newtype.content else { return TokenStream::new() };
    let index = Literal::usize_unsuffixed(at);
    let encode = encode(newtype, &index, ty);
    let decode = if newtype.borrows() { borrowing_decode(newtype, ty) } else { decode(newtype, at, ty) };
    newtype.container.runtime.scope(&quote! {
        #encode
        #decode
    })
}

fn encode(newtype: &Newtype<'_>, index: &Literal, ty: &Type) -> TokenStream {
    let container = &newtype.container;
    let header = spans::trait_header("Encode", container);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let bounds = Bounds::on_type(container, ty, "Encode");
    let inner =
        spans::spanned_as_type(container, ty, &quote!(__top::Encode::encode(&self.#index, __encoder)));
    let ty = spans::tokens_at_call_site(ty);
    let schema = schema::newtype(&ty);
    quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            fn encode(&self, __encoder: &mut __top::Encoder) {
                #inner;
            }
            fn shape(&self) -> __top::Shape<'_> {
                __top::Encode::shape(&self.#index)
            }
            fn kind() -> __top::Kind {
                <#ty as __top::Encode>::kind()
            }
            fn is_optional() -> bool {
                <#ty as __top::Encode>::is_optional()
            }
            #schema
        }
    }
}

fn decode(newtype: &Newtype<'_>, at: usize, ty: &Type) -> TokenStream {
    let container = &newtype.container;
    let header = spans::trait_header("Decode", container);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let bounds = Bounds::on_type(container, ty, "Decode");
    let fields = (0..newtype.len).map(|field| {
        if field == at {
            spans::spanned_as_type(container, ty, &quote!(__top::Decode::placeholder()))
        } else {
            quote!(::core::marker::PhantomData)
        }
    });
    let index = Literal::usize_unsuffixed(at);
    let ty = spans::tokens_at_call_site(ty);
    quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            fn placeholder() -> Self {
                Self(#(#fields),*)
            }
            fn decode(&mut self, __node: __top::Node<'_>, __decoder: &mut __top::Decoder<'_>) {
                __top::Decode::decode(&mut self.#index, __node, __decoder);
            }
            fn decode_missing(&mut self, __decoder: &mut __top::Decoder<'_>) {
                __top::Decode::decode_missing(&mut self.#index, __decoder);
            }
            fn markers() -> &'static __top::OutcomeFields {
                <#ty as __top::Decode>::markers()
            }
        }
    }
}

/// Returns the `Decode` impl of a newtype that borrows, whose predicate is never met.
fn borrowing_decode(newtype: &Newtype<'_>, ty: &Type) -> TokenStream {
    let container = &newtype.container;
    let header = spans::trait_header_at_item("Decode", container.ident);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let mut bounds = Bounds::on_type(container, ty, "Encode");
    bounds.push(&unmet_predicate(ty));
    quote! {
        impl #impl_generics #header #type_generics #bounds {
            fn placeholder() -> Self {
                ::core::unreachable!()
            }
            fn decode(&mut self, _: __top::Node<'_>, _: &mut __top::Decoder<'_>) {}
        }
    }
}
