//! What all items have in common.

use proc_macro2::Span;
use syn::{Attribute, DeriveInput, Generics, Ident, Path, Type, Visibility};

use crate::model::mentions;
use crate::path::Runtime;

/// The name, visibility and generics of an item, and the runtime it is written for.
pub(crate) struct Head<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) generics: &'a Generics,
    /// The attributes as they were written, with the doc comment among them.
    pub(crate) written_attrs: &'a [Attribute],
    pub(crate) runtime: Runtime,
}

impl<'a> Head<'a> {
    pub(crate) fn new(input: &'a DeriveInput, runtime: Option<&Path>) -> Self {
        Self {
            ident: &input.ident,
            vis: &input.vis,
            generics: &input.generics,
            written_attrs: &input.attrs,
            runtime: Runtime::new(runtime),
        }
    }

    /// Whether a type is the item itself or speaks of it.
    pub(crate) fn is_named_in(&self, ty: &Type) -> bool {
        mentions(ty, self.ident) || mentions(ty, &Ident::new("Self", Span::call_site()))
    }

    /// Whether a type is the item itself.
    pub(crate) fn is_named_by(&self, ty: &Type) -> bool {
        match ty {
            Type::Group(group) => self.is_named_by(&group.elem),
            Type::Path(path) => path.path.segments.first().is_some_and(|first| {
                path.qself.is_none()
                    && path.path.segments.len() == 1
                    && (first.ident == *self.ident || first.ident == "Self")
            }),
            _ => false,
        }
    }

    /// The type parameters that a type speaks of.
    pub(crate) fn params_in(&self, ty: &Type) -> impl Iterator<Item = &'a Ident> {
        self.generics.type_params().map(|param| &param.ident).filter(move |param| mentions(ty, param))
    }
}
