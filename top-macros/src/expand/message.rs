//! `TopMessage` for a struct: the impls of an object, and the topic.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::expand::bounds::Bounds;
use crate::expand::object::object;
use crate::expand::spans;
use crate::model::Message;

pub(crate) fn message(message: &Message<'_>) -> TokenStream {
    let container = &message.object.container;
    let value = object(&message.object);
    let header = spans::trait_header("TopMessage", container);
    let topic = message.attrs.topic.get().map(LitStr::value).unwrap_or_default();
    let (impl_generics, type_generics, _) = container.generics.split_for_impl();
    let bounds = Bounds::on_fields(container, message.object.fields(), "Decode");
    let topic = container.runtime.scope(&quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            const TOPIC: &'static str = #topic;
        }
    });
    quote!(#value #topic)
}
