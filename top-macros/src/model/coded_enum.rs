//! An enum with a code for each variant.

use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;
use syn::{Attribute, DataEnum, Fields, Ident, Type};

use crate::attr::{self, Code};
use crate::diag::Diag;
use crate::model::container::Container;

pub(crate) struct CodedEnum<'a> {
    pub(crate) container: Container<'a>,
    /// Whether the enum implements the traits of serde.
    pub(crate) has_serde: bool,
    pub(crate) variants: Vec<Variant<'a>>,
}

pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) fields: &'a Fields,
    pub(crate) attrs: attr::Variant,
    /// All attributes of the variant, with its doc comment.
    pub(crate) all_attrs: &'a [Attribute],
}

impl<'a> CodedEnum<'a> {
    pub(crate) fn new(
        container: Container<'a>,
        attrs: &attr::CodedEnum,
        data: &'a DataEnum,
        diag: &mut Diag,
    ) -> Self {
        let variants = data
            .variants
            .iter()
            .map(|variant| {
                for attr in variant.fields.iter().flat_map(|field| &field.attrs) {
                    if attr.path().is_ident("top") {
                        diag.error(&attr.meta, "`#[top(..)]` belongs on the variant, not on its field");
                    }
                }
                let attrs = attr::Variant::parse(&variant.attrs, diag);
                Variant { ident: &variant.ident, fields: &variant.fields, attrs, all_attrs: &variant.attrs }
            })
            .collect();
        Self { container, has_serde: attrs.serde.key().is_some(), variants }
    }

    /// Returns the variants that have a code, with their first code.
    pub(crate) fn coded_variants(&self) -> impl Iterator<Item = (&Variant<'a>, &Code)> {
        self.variants.iter().filter_map(|variant| Some((variant, variant.attrs.codes.first()?)))
    }

    /// Returns `true` if the codes are text, `false` if they are integers. The checks guarantee
    /// that all codes are of one kind.
    pub(crate) fn has_text_codes(&self) -> bool {
        !matches!(self.coded_variants().next(), Some((_, Code::Integer(..))))
    }

    /// Returns the `other` variants. The checks guarantee that there is at most one.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Variant<'a>> {
        self.variants.iter().filter(|variant| variant.attrs.other.key().is_some())
    }

    /// Returns the `other` variant and the type of its field.
    pub(crate) fn other(&self) -> Option<(&Variant<'a>, &'a Type)> {
        self.others().find_map(|variant| Some((variant, variant.field_type()?)))
    }
}

impl<'a> Variant<'a> {
    /// Returns the type of the field of a variant with one unnamed field.
    pub(crate) fn field_type(&self) -> Option<&'a Type> {
        match self.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                fields.unnamed.first().map(|field| &field.ty)
            }
            _ => None,
        }
    }
}

impl ToTokens for Variant<'_> {
    /// Emits the tokens that an error about the variant points at.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident.to_tokens(tokens);
        self.fields.to_tokens(tokens);
    }
}

/// Returns the code as a literal without the user's suffix or radix.
pub(crate) fn literal(code: &Code) -> Literal {
    match code {
        Code::Text(literal) => Literal::string(&literal.value()),
        Code::Integer(_, code) => Literal::i64_unsuffixed(*code),
    }
}
