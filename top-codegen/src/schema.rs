//! Serializable description of an API.

use serde::Serialize;

use crate::Api;
use crate::model::{self, Protocol, Session};

/// An API, or a topic, as printed by `topctl schema`. Undocumented facts are omitted.
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
    /// The API's name or path, or the topic.
    pub method: &'a str,
    /// The protocol, if it is not TOP: `iop_sync`, `iop_rest` or `tmc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<&'static str>,
    /// The HTTP method of a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<&'static str>,
    /// Name of the root object of a reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// `true` if the document states that calls need a session.
    pub session: bool,
    /// The parameters.
    pub request: Vec<Field<'a>>,
    /// The members of the reply, or of a topic's messages.
    pub response: Vec<Field<'a>>,
    /// The documented error codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub error_codes: Vec<ErrorCode<'a>>,
}

/// A documented error code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorCode<'a> {
    /// The code.
    pub code: &'a str,
    /// The meaning.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// The advice.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub solution: &'a str,
}

/// A parameter or a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The documented type, without blanks.
    #[serde(rename = "type")]
    pub ty: &'a str,
    /// `true` for a list.
    pub list: bool,
    /// `true` if the field is required.
    pub required: bool,
    /// Element name in the wrapper of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrapper: Option<String>,
    /// The example value.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub example: &'a str,
    /// The description.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// The documented limits.
    #[serde(skip_serializing_if = "Limits::is_empty")]
    pub limits: Limits,
    /// The members of an object, or of the objects in a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field<'a>>,
}

/// Documented limits of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Maximum number of characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_len: Option<u64>,
    /// Maximum number of elements of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// Minimum of a number, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Maximum of a number, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl Limits {
    fn is_empty(&self) -> bool {
        let Self { max_len, max_items, min, max } = self;
        max_len.is_none() && max_items.is_none() && min.is_none() && max.is_none()
    }
}

/// Returns the serializable description of an API.
#[must_use]
pub fn schema(api: &Api) -> Schema<'_> {
    let (protocol, http) = match api.protocol {
        Protocol::Top => (None, None),
        Protocol::IopSync => (Some("iop_sync"), None),
        Protocol::IopRest(http) => (Some("iop_rest"), Some(http.as_str())),
        Protocol::Tmc => (Some("tmc"), None),
    };
    let is_wrapped = api.protocol == Protocol::Top;
    let error_codes = api.error_codes.iter().map(|code| ErrorCode {
        code: &code.code,
        description: &code.description,
        solution: &code.solution,
    });
    Schema {
        method: &api.method,
        protocol,
        http,
        root: api.root(),
        session: api.session == Session::Required,
        request: fields(&api.request, is_wrapped),
        response: fields(&api.response, is_wrapped),
        error_codes: error_codes.collect(),
    }
}

fn fields(fields: &[model::Field], is_wrapped: bool) -> Vec<Field<'_>> {
    fields.iter().map(|one| field(one, is_wrapped)).collect()
}

/// `is_wrapped` tells whether replies have lists in objects.
fn field(field: &model::Field, is_wrapped: bool) -> Field<'_> {
    let model::Limits { max_len, max_items, min, max } = field.limits;
    Field {
        name: &field.name,
        ty: field.ty.spelled(),
        list: field.ty.is_list(),
        required: field.required,
        wrapper: (is_wrapped && field.ty.is_list()).then(|| field.ty.item_name()),
        example: &field.example,
        description: &field.description,
        limits: Limits { max_len, max_items, min, max },
        fields: fields(&field.fields, is_wrapped),
    }
}
