//! `TopValue` on an enum.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::attr::Code;
use crate::expand::{place, schema};
use crate::model::Coded;

pub(crate) fn coded(coded: &Coded<'_>) -> TokenStream {
    let words = Words::of(coded);
    let encode = encode(coded, &words);
    let decode = decode(coded, &words);
    coded.head.runtime.scope(&quote! {
        #encode
        #decode
    })
}

/// What differs between codes that are text and codes that are integers.
struct Words {
    /// The function of `Kind` that takes all codes.
    kind: TokenStream,
    /// The variant of `Shape` that holds one code.
    shape: TokenStream,
    /// The code that the `other` variant holds, as `Shape` takes it.
    held: TokenStream,
    /// The function of `Decoder` that reads a code.
    read: TokenStream,
    /// The code as it is matched with those that are listed.
    matched: TokenStream,
}

impl Words {
    fn of(coded: &Coded<'_>) -> Self {
        if coded.has_text_codes() {
            Self {
                kind: quote!(text_codes),
                shape: quote!(Text),
                held: quote!(__code),
                read: quote!(text_code),
                matched: quote!(&*__code),
            }
        } else {
            Self {
                kind: quote!(integer_codes),
                shape: quote!(Integer),
                held: quote!(::core::convert::From::from(*__code)),
                read: quote!(integer_code),
                matched: quote!(__code),
            }
        }
    }
}

fn encode(coded: &Coded<'_>, words: &Words) -> TokenStream {
    let ident = place::own(coded.head.ident);
    let Words { kind, shape, held, .. } = words;
    let listed = coded.listed().map(|(variant, code)| {
        let (variant, code) = (place::own(variant.ident), literal(code));
        quote!(Self::#variant => __top::Shape::#shape(#code))
    });
    let other = coded.other().map(|(variant, ty)| {
        let (variant, held) = (place::own(variant.ident), place::at(ty, held));
        quote!(Self::#variant(__code) => __top::Shape::#shape(#held))
    });
    let arms = listed.chain(other);
    let all = coded.listed().map(|(_, code)| literal(code));
    let schema = schema::coded(coded);
    let (impl_generics, type_generics, where_clause) = coded.head.generics.split_for_impl();
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
                __top::Kind::#kind(&[#(#all),*])
            }
            #schema
        }
    }
}

fn decode(coded: &Coded<'_>, words: &Words) -> TokenStream {
    let ident = place::own(coded.head.ident);
    let Words { read, matched, .. } = words;
    let mut variants = coded.listed().map(|(variant, _)| place::own(variant.ident)).peekable();
    // The checks see to it that there is a first one.
    let first = variants.peek().cloned();
    let literals = coded.listed().map(|(_, code)| literal(code));
    let rest = if let Some((variant, ty)) = coded.other() {
        let variant = place::own(variant.ident);
        let code = place::at(ty, &quote!(::core::convert::From::from(__other)));
        quote!(__other => Self::#variant(#code))
    } else {
        quote!(_ => return __decoder.unknown_code(__node, <Self as __top::Encode>::kind()))
    };
    let (impl_generics, type_generics, where_clause) = coded.head.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __top::Decode for #ident #type_generics #where_clause {
            fn placeholder() -> Self {
                Self::#first
            }
            fn decode(&mut self, __node: __top::Node<'_>, __decoder: &mut __top::Decoder<'_>) {
                if let ::core::option::Option::Some(__code) = __decoder.#read(__node) {
                    *self = match #matched {
                        #(#literals => Self::#variants,)*
                        #rest,
                    };
                }
            }
        }
    }
}

/// The code as the expansion writes it, without the user's suffix or radix.
pub(super) fn literal(code: &Code) -> Literal {
    match code {
        Code::Text(literal) => Literal::string(&literal.value()),
        Code::Integer(_, code) => Literal::i64_unsuffixed(*code),
    }
}
