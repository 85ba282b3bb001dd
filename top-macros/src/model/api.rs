//! A request.

use quote::ToTokens as _;
use syn::{Data, DeriveInput};

use crate::attr::{self, Session};
use crate::diag::Diag;
use crate::model::{Field, Head, borrow};

/// The struct of a request with its attributes.
pub(crate) struct Api<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) attrs: &'a attr::Api,
    /// The parameters in the order of their declaration; `None` when the item is no struct with named fields.
    pub(crate) fields: Option<Vec<Field<'a>>>,
}

impl<'a> Api<'a> {
    pub(crate) fn new(head: Head<'a>, input: &'a DeriveInput, attrs: &'a attr::Api, diag: &mut Diag) -> Self {
        let fields = Field::all(input, attr::Field::of_request, refuse, diag);
        Self { head, attrs, fields }
    }

    pub(crate) fn fields(&self) -> &[Field<'a>] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// What the API wants of a session; not saying it is `optional`.
    pub(crate) fn session(&self) -> Session {
        self.attrs.session.get().copied().unwrap_or_default()
    }

    /// Whether a parameter borrows, so that the request cannot be read from a form.
    pub(crate) fn borrows(&self) -> bool {
        self.fields().iter().any(|field| borrow(field.ty).is_some())
    }
}

/// Says what `TopApi` is derived on.
fn refuse(input: &DeriveInput, diag: &mut Diag) {
    const WANTED: &str =
        "`TopApi` is derived on a struct with named fields: each field is one request parameter";
    let (at, text) = match &input.data {
        Data::Struct(data) => (data.fields.to_token_stream(), WANTED),
        Data::Union(data) => (data.union_token.to_token_stream(), WANTED),
        Data::Enum(data) => (
            data.enum_token.to_token_stream(),
            "`TopApi` is derived on a struct; for coded values derive `TopValue` on the enum",
        ),
    };
    diag.error(at, text);
}
