//! Expansion of an item with errors: the errors, and stub impls that prevent further errors where
//! the type is used.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use crate::expand::spans;
use crate::model::{Api, Container, Message, borrow};

/// Returns the errors and stub impls of `TopApi`. The session is optional, so that every call
/// compiles.
pub(crate) fn api(api: &Api<'_>, errors: &TokenStream) -> TokenStream {
    let ident = spans::at_call_site(api.container.ident);
    let (impl_generics, type_generics, where_clause) = api.container.generics.split_for_impl();
    // A response that borrows is already reported.
    let response = match api.attrs.response.get() {
        Some(ty) if borrow(ty).is_none() => ty.to_token_stream(),
        _ => quote!(__top::Value),
    };
    let pages = api.attrs.pages.is_present().then(|| {
        let item = api.attrs.pages.get().and_then(|pages| pages.items.as_ref());
        let item = item.map_or_else(|| quote!(__top::Value), |(_, item)| item.to_token_stream());
        quote! {
            #[automatically_derived]
            impl #impl_generics __top::PagedApi for #ident #type_generics #where_clause {
                type Item = #item;
                fn turn<'__turn>(&'__turn mut self, _: &Self::Response) -> __top::Turn<'__turn> {
                    ::core::unreachable!()
                }
                fn number(&mut self) -> ::core::option::Option<&mut dyn __top::PageNumber> {
                    ::core::option::Option::None
                }
                fn items(_: Self::Response) -> ::std::vec::Vec<#item> {
                    ::std::vec::Vec::new()
                }
            }
        }
    });
    let impls = api.container.runtime.scope(&quote! {
        #pages
        #[automatically_derived]
        impl #impl_generics __top::Request for #ident #type_generics #where_clause {
            fn params(&self, _: &mut __top::ParamWriter<'_>) {}
        }
        #[automatically_derived]
        impl #impl_generics __top::TopApi for #ident #type_generics #where_clause {
            type Response = #response;
            type Session = __top::Optional;
            const SPEC: __top::ApiSpec = __top::ApiSpec::new::<__top::Optional>("top.invalid");
        }
        __top::server! {
            #[automatically_derived]
            impl #impl_generics __top::FromParams for #ident #type_generics #where_clause {
                fn placeholder() -> Self {
                    ::core::unreachable!()
                }
                fn decode(&mut self, _: &mut __top::Decoder<'_>) {}
            }
        }
    });
    quote!(#errors #impls)
}

/// Returns the errors and stub impls of `TopValue`, for a struct or an enum.
pub(crate) fn value(container: &Container<'_>, errors: &TokenStream) -> TokenStream {
    let ident = spans::at_call_site(container.ident);
    let (impl_generics, type_generics, where_clause) = container.generics.split_for_impl();
    let impls = container.runtime.scope(&quote! {
        #[automatically_derived]
        impl #impl_generics __top::Encode for #ident #type_generics #where_clause {
            fn encode(&self, _: &mut __top::Encoder) {}
            fn kind() -> __top::Kind {
                ::core::unreachable!()
            }
        }
        #[automatically_derived]
        impl #impl_generics __top::Members for #ident #type_generics #where_clause {
            const LAYOUT: &'static __top::FieldTable = &__top::FieldTable::new("");
        }
        #[automatically_derived]
        impl #impl_generics __top::Decode for #ident #type_generics #where_clause {
            fn placeholder() -> Self {
                ::core::unreachable!()
            }
            fn decode(&mut self, _: __top::Node<'_>, _: &mut __top::Decoder<'_>) {}
        }
    });
    quote!(#errors #impls)
}

/// Returns the errors and stub impls of `TopMessage` and `TopValue`.
pub(crate) fn message(message: &Message<'_>, errors: &TokenStream) -> TokenStream {
    let container = &message.object.container;
    let value = value(container, errors);
    let ident = spans::at_call_site(container.ident);
    let (impl_generics, type_generics, where_clause) = container.generics.split_for_impl();
    let topic = container.runtime.scope(&quote! {
        #[automatically_derived]
        impl #impl_generics __top::TopMessage for #ident #type_generics #where_clause {
            const TOPIC: &'static str = "";
        }
    });
    quote!(#value #topic)
}
