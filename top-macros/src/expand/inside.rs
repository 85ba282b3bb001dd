//! What stands inside of a struct's members, for names of members that are checked while compiling.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::place;
use crate::model::{Field, Object};

/// The constant `INSIDE` of an object's `Members`; nothing where no member can have members.
///
/// Behind a name that is none of a struct's the probe finds nothing, so an alias of a list is left open.
pub(super) fn constant(object: &Object<'_>) -> Option<TokenStream> {
    let entries: Vec<TokenStream> = object.fields().iter().filter_map(of_field).collect();
    (!entries.is_empty()).then(|| {
        quote! {
            const INSIDE: &'static [__top::Inside] = {
                #[allow(unused_imports)]
                use __top::Behind as _;
                &[#(#entries),*]
            };
        }
    })
}

fn of_field(field: &Field<'_>) -> Option<TokenStream> {
    if field.is_flattened() {
        let ty = place::own_all(field.ty);
        return Some(quote!(("", __top::Content::Spread(<#ty as __top::Members>::INSIDE))));
    }
    let (wire, ty) = (&field.wire, place::own_all(field.written().innermost(field.ty)?));
    Some(quote!((#wire, __top::Probe::<#ty>::CONTENT)))
}
