//! `TopValue` for a struct.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use crate::attr::Success;
use crate::expand::asserts::{bound_asserts, type_asserts};
use crate::expand::bounds::Bounds;
use crate::expand::index::is_wide;
use crate::expand::{field_table, schema, spans};
use crate::model::{Field, Object, borrow};
use crate::names::{snake_case, unraw};

pub(crate) fn object(object: &Object<'_>) -> TokenStream {
    let container = &object.container;
    let fields: Vec<&Field<'_>> = object.fields().iter().collect();
    let borrows = object.borrows();
    let flatten = if borrows { quote!(__top::FieldRules::flatten) } else { quote!(__top::flat_value) };
    let table = field_table::field_table(&fields, &flatten, &object.attrs.any_of);
    let asserts = bound_asserts(container, object.fields(), borrows, &quote!(__top::assert_decode), &flatten);
    let type_asserts = type_asserts(container, object.fields());
    let encode = encode(object, &asserts);
    let decode = if borrows { borrowing_decode(object) } else { decode(object, &asserts) };
    container.runtime.scope(&quote! {
        static __LAYOUT: __top::FieldTable = #table;
        #type_asserts
        #encode
        #decode
    })
}

fn encode(object: &Object<'_>, asserts: &TokenStream) -> TokenStream {
    let container = &object.container;
    let encode = spans::trait_header("Encode", container);
    let members = spans::trait_header("Members", container);
    let name = snake_case(&unraw(container.ident));
    let fields = object.fields().iter().map(|field| spans::borrow_field(container, field));
    let schema = schema::object(object);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let bounds = Bounds::on_fields(container, object.fields(), "Encode");
    quote! {
        #[automatically_derived]
        impl #impl_generics #encode #type_generics #bounds {
            fn encode(&self, __encoder: &mut __top::Encoder) {
                #asserts
                __encoder.object(&__LAYOUT, &[#(#fields),*]);
            }
            fn kind() -> __top::Kind {
                __top::Kind::object(#name, &__LAYOUT)
            }
            #schema
        }
        #[automatically_derived]
        impl #impl_generics #members #type_generics #bounds {
            const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
        }
    }
}

fn decode(object: &Object<'_>, asserts: &TokenStream) -> TokenStream {
    let container = &object.container;
    let decode = spans::trait_header("Decode", container);
    let placeholder = &quote!(__top::Decode::placeholder());
    let placeholders = object.fields().iter().map(|field| spans::init_field(container, field, placeholder));
    let outcome_fields = outcome_fields(object, asserts);
    let (fill, fields) = fill(object);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let bounds = Bounds::on_fields(container, object.fields(), "Decode");
    quote! {
        #[automatically_derived]
        impl #impl_generics #decode #type_generics #bounds {
            fn placeholder() -> Self {
                #asserts
                Self { #(#placeholders),* }
            }
            fn decode(&mut self, __node: __top::Node<'_>, __decoder: &mut __top::Decoder<'_>) {
                #asserts
                #fill
            }
            #outcome_fields
        }
        #fields
    }
}

/// Returns the expression that decodes the fields, and the impl that a wide struct needs for that.
fn fill(object: &Object<'_>) -> (TokenStream, Option<TokenStream>) {
    let container = &object.container;
    let fields: Vec<_> =
        object.fields().iter().map(|field| spans::borrow_field_mut(container, field)).collect();
    let Some((last, others)) = fields.split_last().filter(|_| is_wide(fields.len())) else {
        return (quote!(__decoder.object(__node, &__LAYOUT, &mut [#(#fields),*]);), None);
    };
    let words = Literal::usize_unsuffixed(fields.len().div_ceil(64));
    // A flattened struct decodes the members of the object around it, so it is always visited.
    let ignores_missing = object.fields().iter().map(|field| {
        let ty = spans::tokens_at_call_site(field.ty);
        if field.is_flattened() { quote!(false) } else { quote!(<#ty as __top::Decode>::IGNORES_MISSING) }
    });
    let fill = quote! {
        let __required = const { &__top::required_fields::<#words>(&[#(#ignores_missing),*]) };
        __decoder.wide_object(__node, &__LAYOUT, __required, self);
    };
    let header = spans::trait_header("ErasedFields", container);
    let indexes = (0..others.len()).map(Literal::usize_unsuffixed);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let bounds = Bounds::on_fields(container, object.fields(), "Decode");
    let fields = quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            fn field(&mut self, __at: usize) -> &mut dyn __top::ErasedDecode {
                match __at {
                    #(#indexes => #others,)*
                    _ => #last,
                }
            }
        }
    };
    (fill, Some(fields))
}

/// Returns the `Decode` impl of a struct that borrows. Its predicate is never met: the impl exists
/// so that rustc explains why a reply cannot contain the struct, instead of suggesting to derive
/// the trait.
///
/// The impl has the user's spans. For a generated predicate rustc does not show the location, and
/// suggests to write the impl by hand.
fn borrowing_decode(object: &Object<'_>) -> TokenStream {
    let container = &object.container;
    let decode = spans::trait_header_at_item("Decode", container.ident);
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(container, object.fields(), "Encode");
    if let Some(field) = object.fields().iter().find(|field| borrow(field.ty).is_some()) {
        bounds.push(&unmet_predicate(field.ty));
    }
    quote! {
        impl #impl_generics #decode #type_generics #bounds {
            fn placeholder() -> Self {
                ::core::unreachable!()
            }
            fn decode(&mut self, _: __top::Node<'_>, _: &mut __top::Decoder<'_>) {}
        }
    }
}

/// Returns a predicate that no type meets. The lifetime delays its evaluation until the struct is
/// used in a reply; it has the derive's span because the user may lint against unused lifetimes.
pub(super) fn unmet_predicate(ty: &Type) -> TokenStream {
    let (first, last) = spans::first_and_last_span(ty);
    let lifetime = quote!(for<'__any>);
    let before = quote_spanned!(first=> __top::BorrowedData: __top::DecodeOwned<);
    let after = quote_spanned!(last=> >);
    quote!(#lifetime #before #ty #after)
}

/// Returns the function `markers`, if the object declares the outcome of the business call.
fn outcome_fields(object: &Object<'_>, asserts: &TokenStream) -> Option<TokenStream> {
    let function = object.attrs.outcome.get().map(|path| quote!(__top::OutcomeField::function(#path)));
    let fields: Vec<TokenStream> = object.fields().iter().flat_map(outcome_field).chain(function).collect();
    (!fields.is_empty()).then(|| {
        quote! {
            fn markers() -> &'static __top::OutcomeFields {
                const { &__top::OutcomeFields::new(const { #asserts &[#(#fields),*] }) }
            }
        }
    })
}

fn outcome_field(field: &Field<'_>) -> impl Iterator<Item = TokenStream> {
    let attrs = &field.attrs;
    let (name, ty) = (&field.wire_name, spans::tokens_at_call_site(field.ty));
    [
        attrs.success.get().map(|success| success_field(name, success)),
        attrs.error_code.get().map(|()| quote!(__top::OutcomeField::error_code(#name))),
        attrs.error_message.get().map(|()| quote!(__top::OutcomeField::error_message(#name))),
        attrs
            .outcome
            .get()
            .map(|()| quote!(__top::OutcomeField::outcome(#name, <#ty as __top::Decode>::markers))),
        field.is_flattened().then(|| quote!(__top::OutcomeField::flattened(<#ty as __top::Decode>::markers))),
    ]
    .into_iter()
    .flatten()
}

fn success_field(name: &str, success: &Success) -> TokenStream {
    match success {
        Success::Flag => quote!(__top::OutcomeField::success(#name)),
        Success::Text(literal) => {
            let value = literal.value();
            quote!(__top::OutcomeField::success_text(#name, #value))
        }
        Success::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(__top::OutcomeField::success_integer(#name, #value))
        }
        Success::Bool(value) => quote!(__top::OutcomeField::success_bool(#name, #value)),
    }
}
