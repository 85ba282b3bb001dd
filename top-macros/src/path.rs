//! Where the runtime crate is, seen from the code that the macros write.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

/// The path of the runtime crate, `::top_runtime` unless `crate = path` says otherwise.
pub(crate) struct Runtime {
    path: TokenStream,
}

impl Runtime {
    pub(crate) fn new(given: Option<&Path>) -> Self {
        let path = given.map_or_else(|| quote!(::top_runtime), |path| quote!(#path));
        Self { path }
    }

    /// Puts `items` into a scope of their own, in which `__top` is the runtime's module for the macros.
    ///
    /// The user's own tokens stand in there too (field types, bounds); what they may be warned about has been said
    /// where they were written.
    pub(crate) fn scope(&self, items: &TokenStream) -> TokenStream {
        let path = &self.path;
        quote! {
            #[allow(deprecated)]
            const _: () = {
                use #path::__private as __top;
                #items
            };
        }
    }
}
