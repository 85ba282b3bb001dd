//! An API as plain data: names, types, limits, at every depth.

use serde::Serialize;

use crate::Api;
use crate::model::{self, Session};

/// An API as `topctl schema` prints it. What a document does not say is left out.
///
/// ```
/// let page = br#"{"name": "example.stock.get", "responseParams": [{"name": "skus", "type": "Sku[]"}]}"#;
/// let api = top_codegen::read("stock.json", page)?.api;
/// let schema = serde_json::to_string(&top_codegen::schema(&api))?;
/// assert_eq!(schema, concat!(
///     r#"{"method":"example.stock.get","root":"example_stock_get_response","session":false,"request":[],"#,
///     r#""response":[{"name":"skus","type":"Sku[]","list":true,"required":false,"wrapper":"sku"}]}"#,
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schema<'a> {
    /// The API's name.
    pub method: &'a str,
    /// The object that a reply stands in.
    pub root: String,
    /// Whether the document says that it is called with a session.
    pub session: bool,
    /// The parameters.
    pub request: Vec<Field<'a>>,
    /// The members of the reply.
    pub response: Vec<Field<'a>>,
}

/// A parameter or a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field<'a> {
    /// Its name on the wire.
    pub name: &'a str,
    /// Its type as the document spells it, without blanks.
    #[serde(rename = "type")]
    pub ty: &'a str,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it must be given.
    pub required: bool,
    /// The name of the elements in the wrapper around a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrapper: Option<String>,
    /// The example value.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub example: &'a str,
    /// What it means.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// What the document allows.
    #[serde(skip_serializing_if = "Limits::is_empty")]
    pub limits: Limits,
    /// The members of an object, or of the objects in a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field<'a>>,
}

/// What a document says a value may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// The most characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_len: Option<u64>,
    /// The most elements of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// The smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl Limits {
    fn is_empty(&self) -> bool {
        let Self { max_len, max_items, min, max } = self;
        max_len.is_none() && max_items.is_none() && min.is_none() && max.is_none()
    }
}

/// An API as plain data.
#[must_use]
pub fn schema(api: &Api) -> Schema<'_> {
    Schema {
        method: &api.method,
        root: api.root(),
        session: api.session == Session::Required,
        request: fields(&api.request),
        response: fields(&api.response),
    }
}

fn fields(fields: &[model::Field]) -> Vec<Field<'_>> {
    fields.iter().map(field).collect()
}

fn field(field: &model::Field) -> Field<'_> {
    let model::Limits { max_len, max_items, min, max } = field.limits;
    Field {
        name: &field.name,
        ty: field.ty.spelled(),
        list: field.ty.is_list(),
        required: field.required,
        wrapper: field.ty.is_list().then(|| field.ty.item_name()),
        example: &field.example,
        description: &field.description,
        limits: Limits { max_len, max_items, min, max },
        fields: fields(&field.fields),
    }
}
