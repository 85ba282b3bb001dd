//! Where the runtime crate is, seen from the code that the macros write.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;

/// The path of the runtime crate, `::top_runtime` unless `crate = path` says otherwise.
pub(crate) struct Runtime {
    path: TokenStream,
    /// Where the path ends, so that one that leads elsewhere is reported there.
    end: Span,
}

impl Runtime {
    pub(crate) fn new(given: Option<&Path>) -> Self {
        let last = given.and_then(|path| path.segments.last());
        Self {
            path: given.map_or_else(|| quote!(::top_runtime), |path| quote!(#path)),
            end: last.map_or_else(Span::call_site, |last| last.ident.span()),
        }
    }

    /// Puts `items` into a scope of their own, in which `__top` is the runtime's module for the macros.
    ///
    /// The user's own tokens stand in there too (field types, bounds); what they may be warned about has been said
    /// where they were written.
    pub(crate) fn scope(&self, items: &TokenStream) -> TokenStream {
        let path = &self.path;
        // All of it is the user's, as the compiler points at the derive for a mixture.
        let import = quote_spanned!(self.end=> ::__v0_1_0 as __top);
        quote! {
            #[allow(deprecated)]
            const _: () = {
                use #path #import;
                #items
            };
        }
    }
}
