//! The path of the runtime crate in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;

/// The runtime's module for generated code. Its name contains the version, so that an expansion
/// only compiles with the runtime of the same release.
pub(crate) const HIDDEN_MODULE: &str = concat!(
    "__v",
    env!("CARGO_PKG_VERSION_MAJOR"),
    "_",
    env!("CARGO_PKG_VERSION_MINOR"),
    "_",
    env!("CARGO_PKG_VERSION_PATCH")
);

/// The path of the runtime crate: `::top_runtime`, or the value of `crate = path`.
pub(crate) struct RuntimePath {
    path: TokenStream,
    /// The span of the last segment, so that errors about a wrong path point there.
    last_span: Span,
}

impl RuntimePath {
    pub(crate) fn new(path: Option<&Path>) -> Self {
        let last = path.and_then(|path| path.segments.last());
        Self {
            path: path.map_or_else(|| quote!(::top_runtime), |path| quote!(#path)),
            last_span: last.map_or_else(Span::call_site, |last| last.ident.span()),
        }
    }

    /// Wraps `items` in a scope in which `__top` is the runtime's module for generated code.
    ///
    /// The scope allows `deprecated`: it contains tokens of the user (field types, bounds), whose
    /// warnings are already reported at the declaration.
    pub(crate) fn scope(&self, items: &TokenStream) -> TokenStream {
        let path = &self.path;
        // All tokens of the path have the user's span: for mixed spans rustc points at the derive.
        let span = self.last_span;
        let module = Ident::new(HIDDEN_MODULE, span);
        let import = quote_spanned!(span=> ::#module as __top);
        quote! {
            #[allow(deprecated)]
            const _: () = {
                use #path #import;
                #items
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HIDDEN_MODULE;

    #[test]
    fn hidden_module_is_named_after_the_crate_version() {
        assert_eq!(HIDDEN_MODULE, format!("__v{}", env!("CARGO_PKG_VERSION").replace('.', "_")));
    }
}
