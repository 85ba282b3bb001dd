//! A coded value: an enum with a code for each variant.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, DataEnum, Fields, Ident, Type};

use crate::attr;
use crate::diag::Diag;
use crate::model::Head;

/// The enum of a coded value.
pub(crate) struct Coded<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) variants: Vec<Variant<'a>>,
}

/// A variant with its attributes.
pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) fields: &'a Fields,
    pub(crate) attrs: attr::Variant,
    /// The attributes as they were written, with the doc comment among them.
    pub(crate) written_attrs: &'a [Attribute],
}

impl<'a> Coded<'a> {
    pub(crate) fn new(head: Head<'a>, data: &'a DataEnum, diag: &mut Diag) -> Self {
        let variants = data
            .variants
            .iter()
            .map(|variant| {
                for attr in variant.fields.iter().flat_map(|field| &field.attrs) {
                    if attr.path().is_ident("top") {
                        diag.error(&attr.meta, "`#[top(..)]` stands on the variant, not on what it holds");
                    }
                }
                let attrs = attr::Variant::read(&variant.attrs, diag);
                Variant {
                    ident: &variant.ident,
                    fields: &variant.fields,
                    attrs,
                    written_attrs: &variant.attrs,
                }
            })
            .collect();
        Self { head, variants }
    }

    /// The variants that have a code of their own, with it.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&Variant<'a>, &attr::Code)> {
        self.variants.iter().filter_map(|variant| Some((variant, variant.attrs.codes.first()?)))
    }

    /// Whether the codes are text and not integers; the checks see to it that they are all alike.
    pub(crate) fn has_text_codes(&self) -> bool {
        !matches!(self.listed().next(), Some((_, attr::Code::Integer(..))))
    }

    /// The variants that take the codes which are not listed; the checks see to it that there is one at most.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Variant<'a>> {
        self.variants.iter().filter(|variant| variant.attrs.other.key().is_some())
    }

    /// The variant that takes the codes which are not listed, and the type that it holds them in.
    pub(crate) fn other(&self) -> Option<(&Variant<'a>, &'a Type)> {
        self.others().find_map(|variant| Some((variant, variant.held()?)))
    }
}

impl<'a> Variant<'a> {
    /// The type of what the variant holds, if it holds one thing.
    pub(crate) fn held(&self) -> Option<&'a Type> {
        match self.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                fields.unnamed.first().map(|field| &field.ty)
            }
            _ => None,
        }
    }
}

impl ToTokens for Variant<'_> {
    /// The variant as an error points at it.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident.to_tokens(tokens);
        self.fields.to_tokens(tokens);
    }
}
