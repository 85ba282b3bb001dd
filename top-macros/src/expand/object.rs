//! `TopValue` on a struct.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::behind::behind;
use crate::expand::bounds::Bounds;
use crate::expand::known::known;
use crate::expand::{borrowed, layout, markers, place, schema};
use crate::model::{Field, Object};
use crate::names::{plain, snake_case};

pub(crate) fn object(object: &Object<'_>) -> TokenStream {
    let fields: Vec<&Field<'_>> = object.fields().iter().collect();
    let borrows = object.borrows();
    let flatten = if borrows { quote!(__top::FieldRules::flatten) } else { quote!(__top::flat_value) };
    let layout = layout::layout(&fields, &flatten, &object.attrs.any_of);
    let known = known(&object.head, object.fields(), borrows, &quote!(__top::assert_decode), &flatten);
    let behind = behind(&object.head, object.fields());
    let encode = encode(object, &known);
    let decode = if borrows { borrowed::decode(object) } else { decode(object, &known) };
    object.head.runtime.scope(&quote! {
        static __LAYOUT: __top::FieldTable = #layout;
        #behind
        #encode
        #decode
    })
}

fn encode(object: &Object<'_>, known: &TokenStream) -> TokenStream {
    let head = &object.head;
    let (encode, has_members) = (place::implemented("Encode", head), place::implemented("Members", head));
    let name = snake_case(&plain(head.ident));
    let members = object.fields().iter().map(|field| place::shared(head, field));
    let schema = schema::object(object);
    let (impl_generics, type_generics, _) = head.generics.split_for_impl();
    let bounds = Bounds::on_fields(head, object.fields(), "Encode");
    quote! {
        #[automatically_derived]
        impl #impl_generics #encode #type_generics #bounds {
            fn encode(&self, __encoder: &mut __top::Encoder) {
                #known
                __encoder.object(&__LAYOUT, &[#(#members),*]);
            }
            fn kind() -> __top::Kind {
                __top::Kind::object(#name, &__LAYOUT)
            }
            #schema
        }
        #[automatically_derived]
        impl #impl_generics #has_members #type_generics #bounds {
            const LAYOUT: &'static __top::FieldTable = &__LAYOUT;
        }
    }
}

fn decode(object: &Object<'_>, known: &TokenStream) -> TokenStream {
    let head = &object.head;
    let decode = place::implemented("Decode", head);
    let empty = &quote!(__top::Decode::placeholder());
    let empty = object.fields().iter().map(|field| place::empty(head, field, empty));
    let members = object.fields().iter().map(|field| place::exclusive(head, field));
    let markers = markers::function(object, known);
    let (impl_generics, type_generics, _) = head.generics.split_for_impl();
    let bounds = Bounds::on_fields(head, object.fields(), "Decode");
    quote! {
        #[automatically_derived]
        impl #impl_generics #decode #type_generics #bounds {
            fn placeholder() -> Self {
                #known
                Self { #(#empty),* }
            }
            fn decode(&mut self, __node: __top::Node<'_>, __decoder: &mut __top::Decoder<'_>) {
                #known
                __decoder.object(__node, &__LAYOUT, &mut [#(#members),*]);
            }
            #markers
        }
    }
}
