//! Items: the properties that all have, request structs and object structs.

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::{Attribute, Data, DeriveInput, Generics, Ident, Path, Type, Visibility};

use crate::attr::{self, Session};
use crate::crate_path::RuntimePath;
use crate::diag::Diag;
use crate::model::field::Field;
use crate::model::type_tokens::{borrow, mentions};

/// Name, visibility and generics of an item, and the path of the runtime.
pub(crate) struct Container<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) generics: &'a Generics,
    /// All attributes of the item, with its doc comment.
    pub(crate) all_attrs: &'a [Attribute],
    pub(crate) runtime: RuntimePath,
}

impl<'a> Container<'a> {
    pub(crate) fn new(input: &'a DeriveInput, runtime: Option<&Path>) -> Self {
        Self {
            ident: &input.ident,
            vis: &input.vis,
            generics: &input.generics,
            all_attrs: &input.attrs,
            runtime: RuntimePath::new(runtime),
        }
    }

    /// Returns `true` if the type is or mentions the item itself.
    pub(crate) fn is_mentioned_in(&self, ty: &Type) -> bool {
        mentions(ty, self.ident) || mentions(ty, &Ident::new("Self", Span::call_site()))
    }

    /// Returns `true` if the type is the item itself.
    pub(crate) fn is_type(&self, ty: &Type) -> bool {
        match ty {
            Type::Group(group) => self.is_type(&group.elem),
            Type::Path(path) => path.path.segments.first().is_some_and(|first| {
                path.qself.is_none()
                    && path.path.segments.len() == 1
                    && (first.ident == *self.ident || first.ident == "Self")
            }),
            _ => false,
        }
    }

    /// Returns the type parameters that the type mentions.
    pub(crate) fn params_in(&self, ty: &Type) -> impl Iterator<Item = &'a Ident> {
        self.generics.type_params().map(|param| &param.ident).filter(move |param| mentions(ty, param))
    }
}

/// A request struct.
pub(crate) struct Api<'a> {
    pub(crate) container: Container<'a>,
    pub(crate) attrs: &'a attr::Api,
    /// The parameters in declaration order. `None` if the item is not a struct with named fields.
    pub(crate) fields: Option<Vec<Field<'a>>>,
}

impl<'a> Api<'a> {
    pub(crate) fn new(
        container: Container<'a>,
        input: &'a DeriveInput,
        attrs: &'a attr::Api,
        diag: &mut Diag,
    ) -> Self {
        let fields = Field::parse_all(input, attr::Field::parse_in_request, diag);
        if fields.is_none() {
            reject_request_item(&input.data, diag);
        }
        Self { container, attrs, fields }
    }

    pub(crate) fn fields(&self) -> &[Field<'a>] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// Returns the session policy. Default: `optional`.
    pub(crate) fn session(&self) -> Session {
        self.attrs.session.get().copied().unwrap_or_default()
    }

    /// Returns `true` if the fields form one document in the body, so that they are not parameters.
    pub(crate) fn has_document(&self) -> bool {
        self.attrs.body.is_present()
    }

    /// Returns `true` if a parameter borrows, so that the request cannot be decoded from a form.
    pub(crate) fn borrows(&self) -> bool {
        self.fields().iter().any(|field| borrow(field.ty).is_some())
    }
}

/// An object: a struct that derives `TopValue`.
pub(crate) struct Object<'a> {
    pub(crate) container: Container<'a>,
    pub(crate) attrs: &'a attr::Object,
    /// The members in declaration order, which is also their order on the wire. `None` if the item
    /// is not a struct with named fields.
    pub(crate) fields: Option<Vec<Field<'a>>>,
}

impl<'a> Object<'a> {
    pub(crate) fn new(
        container: Container<'a>,
        input: &'a DeriveInput,
        attrs: &'a attr::Object,
        diag: &mut Diag,
    ) -> Self {
        let fields = Field::parse_all(input, attr::Field::parse_in_value, diag);
        if fields.is_none() {
            reject_object_item(&input.data, diag);
        }
        Self { container, attrs, fields }
    }

    pub(crate) fn fields(&self) -> &[Field<'a>] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// Returns `true` if a member borrows, so that the object can be encoded but not decoded.
    pub(crate) fn borrows(&self) -> bool {
        self.fields().iter().any(|field| borrow(field.ty).is_some())
    }

    /// Returns `true` if the object declares the outcome of the business call.
    pub(crate) fn has_outcome(&self) -> bool {
        self.attrs.outcome.key().is_some()
            || self.fields().iter().any(|field| field.outcome_keys().next().is_some())
    }
}

fn reject_request_item(data: &Data, diag: &mut Diag) {
    const EXPECTED: &str =
        "`TopApi` requires a struct with named fields: each field is one request parameter";
    let (tokens, text) = match data {
        Data::Struct(data) => (data.fields.to_token_stream(), EXPECTED),
        Data::Union(data) => (data.union_token.to_token_stream(), EXPECTED),
        Data::Enum(data) => (
            data.enum_token.to_token_stream(),
            "`TopApi` requires a struct; for an enum of codes derive `TopValue`",
        ),
    };
    diag.error(tokens, text);
}

fn reject_object_item(data: &Data, diag: &mut Diag) {
    let tokens = match data {
        Data::Struct(data) => data.fields.to_token_stream(),
        Data::Union(data) => data.union_token.to_token_stream(),
        Data::Enum(data) => data.enum_token.to_token_stream(),
    };
    diag.error(tokens, "`TopValue` requires a struct or an enum of codes");
}
