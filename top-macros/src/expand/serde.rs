//! serde for a coded enum with `#[top(serde)]`: its codes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, Generics, parse_quote};

use crate::expand::spans;
use crate::model::{CodedEnum, literal};

/// Returns both impls, as the argument of a macro of the runtime that reports a missing feature.
pub(super) fn coded_enum(coded: &CodedEnum<'_>) -> Option<TokenStream> {
    coded.has_serde.then(|| {
        let (serialize, deserialize) = (serialize(coded), deserialize(coded));
        quote! {
            __top::serde! {
                #serialize
                #deserialize
            }
        }
    })
}

fn serialize(coded: &CodedEnum<'_>) -> TokenStream {
    let ident = spans::at_call_site(coded.container.ident);
    let (impl_generics, type_generics, where_clause) = coded.container.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::serde_traits::Serialize for #ident #type_generics #where_clause {
            fn serialize<__S: __top::serde_traits::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __top::serialize_code(self, __serializer)
            }
        }
    }
}

fn deserialize(coded: &CodedEnum<'_>) -> TokenStream {
    let ident = spans::at_call_site(coded.container.ident);
    let (read, scrutinee) = if coded.has_text_codes() {
        (quote!(deserialize_text_code), quote!(&*__code))
    } else {
        (quote!(deserialize_integer_code), quote!(__code))
    };
    let variants = coded.coded_variants().map(|(variant, _)| spans::at_call_site(variant.ident));
    let literals = coded.coded_variants().map(|(_, code)| literal(code));
    let other = if let Some((variant, _)) = coded.other() {
        let variant = spans::at_call_site(variant.ident);
        quote!(_ => Self::#variant(__code))
    } else {
        quote!(_ => return ::core::result::Result::Err(__top::unknown_code::<Self, __D::Error>(&__code)))
    };
    let generics = with_lifetime(coded.container.generics);
    let (impl_generics, _, _) = generics.split_for_impl();
    let (_, type_generics, where_clause) = coded.container.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::serde_traits::Deserialize<'__de> for #ident #type_generics #where_clause {
            fn deserialize<__D: __top::serde_traits::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let __code = __top::#read(__deserializer)?;
                ::core::result::Result::Ok(match #scrutinee {
                    #(#literals => Self::#variants,)*
                    #other,
                })
            }
        }
    }
}

/// Adds the lifetime of the input.
fn with_lifetime(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    let lifetime: GenericParam = parse_quote!('__de);
    generics.params.insert(0, lifetime);
    generics
}
