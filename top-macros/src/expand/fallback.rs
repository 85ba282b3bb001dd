//! What an item with mistakes gets: the errors, and impls without a use, so that nothing else is reported where the
//! type is used.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use crate::expand::place;
use crate::model::{Api, Head, borrow};

/// The impls of `TopApi`, callable either way.
pub(crate) fn api(api: &Api<'_>, errors: &TokenStream) -> TokenStream {
    let ident = place::own(api.head.ident);
    let (impl_generics, type_generics, where_clause) = api.head.generics.split_for_impl();
    // A response that borrows has been reported, and could only be reported again.
    let response = match api.attrs.response.get() {
        Some(ty) if borrow(ty).is_none() => ty.to_token_stream(),
        _ => quote!(__top::Value),
    };
    let impls = api.head.runtime.scope(&quote! {
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

/// The impls of `TopValue`, on a struct as on an enum.
pub(crate) fn value(head: &Head<'_>, errors: &TokenStream) -> TokenStream {
    let ident = place::own(head.ident);
    let (impl_generics, type_generics, where_clause) = head.generics.split_for_impl();
    let impls = head.runtime.scope(&quote! {
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
