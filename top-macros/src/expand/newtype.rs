//! `TopValue` for a struct with one unnamed field: each function calls that of the field.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Type;

use crate::expand::bounds::Bounds;
use crate::expand::object::unmet_predicate;
use crate::expand::{schema, spans};
use crate::model::{Newtype, SyntacticType};

pub(crate) fn newtype(newtype: &Newtype<'_>) -> TokenStream {
    // The checks guarantee that there is a field.
    let Some((at, ty)) = newtype.content else { return TokenStream::new() };
    let inner = Inner { newtype, at, ty };
    let encode = inner.encode();
    let decode = if newtype.borrows() { borrowing_decode(newtype, ty) } else { inner.decode() };
    newtype.container.runtime.scope(&quote! {
        #encode
        #decode
    })
}

/// The field.
struct Inner<'a> {
    newtype: &'a Newtype<'a>,
    at: usize,
    ty: &'a Type,
}

impl Inner<'_> {
    /// Returns the expression with the span of the field's type, after the assertion that each
    /// function of a struct's expansion contains: a wrong type is reported once.
    fn spanned(&self, expression: &TokenStream) -> TokenStream {
        let container = &self.newtype.container;
        let value = spans::spanned_as_type(container, self.ty, expression);
        let is_asserted = !self.newtype.borrows()
            && container.params_in(self.ty).next().is_none()
            && SyntacticType::of(self.ty).contains_unknown();
        let assert = is_asserted.then(|| spans::assert_type(self.ty, &quote!(__top::assert_decode)));
        quote!(#assert #value)
    }

    /// Returns the field. Errors point at its type.
    fn place(&self, borrow: &TokenStream) -> TokenStream {
        let index = Literal::usize_unsuffixed(self.at);
        spans::spanned_as_type(&self.newtype.container, self.ty, &quote!(#borrow self.#index))
    }

    /// Returns the call of a function of the field's type that takes no value.
    fn associated(&self, function: &TokenStream) -> TokenStream {
        let ty = self.ty;
        self.spanned(&quote!(<#ty as #function()))
    }

    fn encode(&self) -> TokenStream {
        let container = &self.newtype.container;
        let header = spans::trait_header("Encode", container);
        let (impl_generics, type_generics, _) = container.generics.split_for_impl();
        let bounds = Bounds::on_type(container, self.ty, "Encode");
        let place = self.place(&quote!(&));
        let encode = self.spanned(&quote!(__top::Encode::encode(#place, __encoder)));
        let shape = self.spanned(&quote!(__top::Encode::shape(#place)));
        let kind = self.associated(&quote!(__top::Encode > ::kind));
        let is_optional = self.associated(&quote!(__top::Encode > ::is_optional));
        let schema = schema::newtype(&spans::tokens_at_call_site(self.ty));
        quote! {
            #[automatically_derived]
            impl #impl_generics #header #type_generics #bounds {
                fn encode(&self, __encoder: &mut __top::Encoder) {
                    #encode;
                }
                fn shape(&self) -> __top::Shape<'_> {
                    #shape
                }
                fn kind() -> __top::Kind {
                    #kind
                }
                fn is_optional() -> bool {
                    #is_optional
                }
                #schema
            }
        }
    }

    fn decode(&self) -> TokenStream {
        let container = &self.newtype.container;
        let header = spans::trait_header("Decode", container);
        let (impl_generics, type_generics, _) = container.generics.split_for_impl();
        let bounds = Bounds::on_type(container, self.ty, "Decode");
        let fields = (0..self.newtype.len).map(|field| {
            let value = quote!(__top::Decode::placeholder());
            if field == self.at {
                spans::spanned_as_type(container, self.ty, &value)
            } else {
                quote!(::core::marker::PhantomData)
            }
        });
        let place = self.place(&quote!(&mut));
        let placeholder = self.spanned(&quote!(Self(#(#fields),*)));
        let decode = self.spanned(&quote!(__top::Decode::decode(#place, __node, __decoder)));
        let missing = self.spanned(&quote!(__top::Decode::decode_missing(#place, __decoder)));
        let markers = self.associated(&quote!(__top::Decode > ::markers));
        quote! {
            #[automatically_derived]
            impl #impl_generics #header #type_generics #bounds {
                fn placeholder() -> Self {
                    #placeholder
                }
                fn decode(&mut self, __node: __top::Node<'_>, __decoder: &mut __top::Decoder<'_>) {
                    #decode;
                }
                fn decode_missing(&mut self, __decoder: &mut __top::Decoder<'_>) {
                    #missing;
                }
                fn markers() -> &'static __top::OutcomeFields {
                    #markers
                }
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
