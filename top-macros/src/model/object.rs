//! A value that is an object.

use quote::ToTokens as _;
use syn::{Data, DeriveInput};

use crate::attr;
use crate::diag::Diag;
use crate::model::{Field, Head, borrow};

/// The struct of a value with its attributes.
pub(crate) struct Object<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) attrs: &'a attr::Object,
    /// The members in the order of their declaration, which is the order they are sent in; `None` when the item is no
    /// struct with named fields.
    pub(crate) fields: Option<Vec<Field<'a>>>,
}

impl<'a> Object<'a> {
    pub(crate) fn new(
        head: Head<'a>,
        input: &'a DeriveInput,
        attrs: &'a attr::Object,
        diag: &mut Diag,
    ) -> Self {
        Self { head, attrs, fields: Field::all(input, attr::Field::of_value, refuse, diag) }
    }

    pub(crate) fn fields(&self) -> &[Field<'a>] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// Whether a member borrows, so that the object can be sent and not read.
    pub(crate) fn borrows(&self) -> bool {
        self.fields().iter().any(|field| borrow(field.ty).is_some())
    }

    /// Whether the object says how a reply tells a business failure.
    pub(crate) fn has_markers(&self) -> bool {
        self.attrs.outcome.key().is_some()
            || self.fields().iter().any(|field| field.markers().next().is_some())
    }
}

/// Says what `TopValue` is derived on.
fn refuse(input: &DeriveInput, diag: &mut Diag) {
    let at = match &input.data {
        Data::Struct(data) => data.fields.to_token_stream(),
        Data::Union(data) => data.union_token.to_token_stream(),
        Data::Enum(data) => data.enum_token.to_token_stream(),
    };
    diag.error(
        at,
        "`TopValue` is derived on a struct with named fields, each a member of the object, or on an enum of codes",
    );
}
