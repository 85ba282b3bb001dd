//! A field of a request or of an object.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Type};

use crate::attr;
use crate::diag::Diag;
use crate::model::Written;
use crate::names::plain;

/// A named field with its attributes.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attrs: attr::Field,
    /// The name that goes over the wire.
    pub(crate) wire: String,
    /// The attributes as they were written, with the doc comment among them.
    pub(crate) written_attrs: &'a [Attribute],
}

impl<'a> Field<'a> {
    /// The fields of a struct, none for a unit struct; `None` for everything else, which `refuse` is told.
    pub(crate) fn all(
        input: &'a DeriveInput,
        read: fn(&[Attribute], &mut Diag) -> attr::Field,
        refuse: fn(&DeriveInput, &mut Diag),
        diag: &mut Diag,
    ) -> Option<Vec<Self>> {
        let Data::Struct(data) = &input.data else {
            refuse(input, diag);
            return None;
        };
        match &data.fields {
            Fields::Unit => Some(Vec::new()),
            Fields::Named(fields) => Some(
                fields
                    .named
                    .iter()
                    .filter_map(|field| {
                        Some(Self::new(field.ident.as_ref()?, field, read(&field.attrs, diag)))
                    })
                    .collect(),
            ),
            Fields::Unnamed(_) => {
                refuse(input, diag);
                None
            }
        }
    }

    fn new(ident: &'a Ident, field: &'a syn::Field, attrs: attr::Field) -> Self {
        let wire = attrs.rename.get().map_or_else(|| plain(ident), syn::LitStr::value);
        Self { ident, ty: &field.ty, attrs, wire, written_attrs: &field.attrs }
    }

    /// The field's name for messages and for `any_of`.
    pub(crate) fn name(&self) -> String {
        plain(self.ident)
    }

    /// Whether the members of the field's type stand in its place.
    pub(crate) fn is_flattened(&self) -> bool {
        self.attrs.flatten.key().is_some()
    }

    /// Where the wire name is written.
    pub(crate) fn wire_place(&self) -> TokenStream {
        self.attrs.rename.get().map_or_else(|| self.ident.to_token_stream(), |literal| quote!(#literal))
    }

    /// What the type is, as far as its tokens show.
    pub(crate) fn written(&self) -> Written<'a> {
        Written::of(self.ty)
    }

    /// The keys on this field that say how a reply tells a business failure.
    pub(crate) fn markers(&self) -> impl Iterator<Item = &Ident> {
        let attrs = &self.attrs;
        [attrs.success.key(), attrs.error_code.key(), attrs.error_message.key(), attrs.outcome.key()]
            .into_iter()
            .flatten()
    }
}
