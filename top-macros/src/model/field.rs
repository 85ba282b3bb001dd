//! A field of a request or of an object.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Type, Visibility};

use crate::attr;
use crate::diag::Diag;
use crate::model::syntactic_type::SyntacticType;
use crate::names::unraw;

/// A named field with its attributes.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) vis: &'a Visibility,
    /// All attributes of the field, including those of other macros.
    pub(crate) all_attrs: &'a [Attribute],
    pub(crate) attrs: attr::Field,
    pub(crate) wire_name: String,
}

impl<'a> Field<'a> {
    /// Returns the fields of a struct. A unit struct has none; `None` means that the item is not a
    /// struct with named fields.
    pub(crate) fn parse_all(
        input: &'a DeriveInput,
        parse_attrs: fn(&[Attribute], &mut Diag) -> attr::Field,
        diag: &mut Diag,
    ) -> Option<Vec<Self>> {
        let Data::Struct(data) = &input.data else {
            return None;
        };
        match &data.fields {
            Fields::Unit => Some(Vec::new()),
            Fields::Named(fields) => Some(
                fields
                    .named
                    .iter()
                    .filter_map(|field| {
                        Some(Self::new(field, field.ident.as_ref()?, parse_attrs(&field.attrs, diag)))
                    })
                    .collect(),
            ),
            Fields::Unnamed(_) => None,
        }
    }

    fn new(field: &'a syn::Field, ident: &'a Ident, attrs: attr::Field) -> Self {
        let wire_name = attrs.rename.get().map_or_else(|| unraw(ident), syn::LitStr::value);
        Self { ident, ty: &field.ty, vis: &field.vis, all_attrs: &field.attrs, attrs, wire_name }
    }

    /// Returns the Rust name, for messages and for `any_of`.
    pub(crate) fn name(&self) -> String {
        unraw(self.ident)
    }

    pub(crate) fn is_flattened(&self) -> bool {
        self.attrs.flatten.key().is_some()
    }

    /// Returns the tokens of the wire name: the literal of `rename`, or the field's name.
    pub(crate) fn wire_name_tokens(&self) -> TokenStream {
        self.attrs.rename.get().map_or_else(|| self.ident.to_token_stream(), |literal| quote!(#literal))
    }

    pub(crate) fn syntactic_type(&self) -> SyntacticType<'a> {
        SyntacticType::of(self.ty)
    }

    pub(crate) fn build_input(&self) -> BuildInput<'a> {
        BuildInput::of(self.ty, self.attrs.required.key().is_some())
    }

    /// Returns the outcome keys of this field: `success`, `error_code`, `error_message`, `outcome`.
    pub(crate) fn outcome_keys(&self) -> impl Iterator<Item = &Ident> {
        let attrs = &self.attrs;
        [attrs.success.key(), attrs.error_code.key(), attrs.error_message.key(), attrs.outcome.key()]
            .into_iter()
            .flatten()
    }
}

/// The way in which a field of a struct with `build` gets its value, as far as the tokens of its
/// type tell.
#[derive(Clone, Copy)]
pub(crate) enum BuildInput<'a> {
    /// A parameter of `new`. Applies to every type that is not recognized, such as an alias.
    Required,
    /// A setter; the default is `None`. Contains the type inside of the `Option`.
    Optional(&'a Type),
    /// A setter; the default is an empty list or map, which a request omits.
    Collection,
}

impl<'a> BuildInput<'a> {
    /// `is_required` is the key `required`, which forbids an empty list.
    fn of(ty: &'a Type, is_required: bool) -> Self {
        match ty {
            Type::Group(group) => Self::of(&group.elem, is_required),
            Type::Paren(paren) => Self::of(&paren.elem, is_required),
            // Only a reference to a slice has a default.
            Type::Reference(reference) if is_required || !matches!(*reference.elem, Type::Slice(_)) => {
                Self::Required
            }
            Type::Reference(_) => Self::Collection,
            Type::Path(_) => match SyntacticType::of(ty) {
                SyntacticType::Optional(inner) => Self::Optional(inner),
                SyntacticType::List(_) | SyntacticType::Map(_) if !is_required => Self::Collection,
                _ => Self::Required,
            },
            _ => Self::Required,
        }
    }

    pub(crate) fn is_required(self) -> bool {
        matches!(self, Self::Required)
    }
}
