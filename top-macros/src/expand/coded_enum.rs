//! `TopValue` for an enum.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{schema, serde, spans};
use crate::model::{CodedEnum, literal};

pub(crate) fn coded_enum(coded: &CodedEnum<'_>) -> TokenStream {
    let tokens = CodeTokens::of(coded);
    let encode = encode(coded, &tokens);
    let decode = decode(coded, &tokens);
    let serde = serde::coded_enum(coded);
    coded.container.runtime.scope(&quote! {
        #encode
        #decode
        #serde
    })
}

/// Tokens that differ between text and integer codes.
struct CodeTokens {
    /// Constructor of `Kind`.
    kind: TokenStream,
    /// Variant of `Shape`.
    shape: TokenStream,
    /// The field of the `other` variant, as an argument of `Shape`.
    other_code: TokenStream,
    /// Method of `Decoder` that reads a code.
    read: TokenStream,
    /// The scrutinee of the match over all codes.
    scrutinee: TokenStream,
}

impl CodeTokens {
    fn of(coded: &CodedEnum<'_>) -> Self {
        if coded.has_text_codes() {
            Self {
                kind: quote!(text_codes),
                shape: quote!(Text),
                other_code: quote!(__code),
                read: quote!(text_code),
                scrutinee: quote!(&*__code),
            }
        } else {
            Self {
                kind: quote!(integer_codes),
                shape: quote!(Integer),
                other_code: quote!(::core::convert::From::from(*__code)),
                read: quote!(integer_code),
                scrutinee: quote!(__code),
            }
        }
    }
}

fn encode(coded: &CodedEnum<'_>, tokens: &CodeTokens) -> TokenStream {
    let ident = spans::at_call_site(coded.container.ident);
    let CodeTokens { kind, shape, other_code, .. } = tokens;
    let code_arms = coded.coded_variants().map(|(variant, code)| {
        let (variant, code) = (spans::at_call_site(variant.ident), literal(code));
        quote!(Self::#variant => __top::Shape::#shape(#code))
    });
    let other = coded.other().map(|(variant, ty)| {
        let (variant, other_code) = (spans::at_call_site(variant.ident), spans::spanned_as(ty, other_code));
        quote!(Self::#variant(__code) => __top::Shape::#shape(#other_code))
    });
    let arms = code_arms.chain(other);
    let literals = coded.coded_variants().map(|(_, code)| literal(code));
    let schema = schema::coded_enum(coded);
    let (impl_generics, type_generics, where_clause) = coded.container.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::Encode for #ident #type_generics #where_clause {
            fn encode(&self, __encoder: &mut __top::Encoder) {
                __encoder.shape(__top::Encode::shape(self));
            }
            fn shape(&self) -> __top::Shape<'_> {
                match self { #(#arms,)* }
            }
            fn kind() -> __top::Kind {
                __top::Kind::#kind(&[#(#literals),*])
            }
            #schema
        }
    }
}

fn decode(coded: &CodedEnum<'_>, tokens: &CodeTokens) -> TokenStream {
    let ident = spans::at_call_site(coded.container.ident);
    let CodeTokens { read, scrutinee, .. } = tokens;
    let mut variants =
        coded.coded_variants().map(|(variant, _)| spans::at_call_site(variant.ident)).peekable();
    // The checks guarantee that there is at least one.
    let first = variants.peek().cloned();
    let literals = coded.coded_variants().map(|(_, code)| literal(code));
    let other = if let Some((variant, ty)) = coded.other() {
        let variant = spans::at_call_site(variant.ident);
        let code = spans::spanned_as(ty, &quote!(::core::convert::From::from(__other)));
        quote!(__other => Self::#variant(#code))
    } else {
        quote!(_ => return __decoder.unknown_code(__node, <Self as __top::Encode>::kind()))
    };
    let (impl_generics, type_generics, where_clause) = coded.container.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::Decode for #ident #type_generics #where_clause {
            fn placeholder() -> Self {
                Self::#first
            }
            fn decode(&mut self, __node: __top::Node<'_>, __decoder: &mut __top::Decoder<'_>) {
                if let ::core::option::Option::Some(__code) = __decoder.#read(__node) {
                    *self = match #scrutinee {
                        #(#literals => Self::#variants,)*
                        #other,
                    };
                }
            }
        }
    }
}
