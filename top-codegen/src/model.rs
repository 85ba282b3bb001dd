//! The data model: one API, or one topic of the message service, as documented.

mod bounds;
mod field_type;
mod name;
mod path;
mod protocol;

pub use bounds::{MAX_FIELD_DEPTH, MAX_LIST_DEPTH, MAX_NAME_LEN};
pub use field_type::{FieldType, Kind};
pub use name::{
    PATH_SYSTEM_PARAMS, SYSTEM_PARAMS, is_system_param, method_name_error, topic_name_error, wire_name_error,
};
pub use path::{PathPart, path_error, path_parts};
pub use protocol::{HttpMethod, Protocol};

/// One API, or one topic of the message service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The API's name: `taobao.time.get`, or the path `/orders/{order_id}` of an API of
    /// [`Protocol::IopRest`]. The name of the topic for [`Protocol::Tmc`].
    pub method: String,
    /// The protocol that serves the API.
    pub protocol: Protocol,
    /// The title, such as `获取前台系统时间`; empty if the document has none.
    pub title: String,
    /// The description; empty if the document has none.
    pub description: String,
    /// The category in the document centre; empty if the document has none.
    pub category: String,
    /// Whether calls need a session.
    pub session: Session,
    /// The parameters of the request; empty for a topic.
    pub request: Vec<Field>,
    /// The members of the reply's root object, or of a topic's messages.
    pub response: Vec<Field>,
    /// Documented error codes, in document order.
    pub error_codes: Vec<ErrorCode>,
    /// Documented gateways; empty if the document names none.
    pub gateways: Vec<Gateway>,
}

impl Api {
    /// Creates an API without title, parameters and members.
    ///
    /// ```
    /// use top_codegen::Api;
    /// use top_codegen::model::Protocol;
    ///
    /// let api = Api::new("taobao.time.get", Protocol::Top);
    /// assert_eq!(api.root().as_deref(), Some("time_get_response"));
    /// ```
    #[must_use]
    pub fn new(method: impl Into<String>, protocol: Protocol) -> Self {
        Self {
            method: method.into(),
            protocol,
            title: String::new(),
            description: String::new(),
            category: String::new(),
            session: Session::Unknown,
            request: Vec::new(),
            response: Vec::new(),
            error_codes: Vec::new(),
            gateways: Vec::new(),
        }
    }

    /// Returns the name of the root object of a reply: `time_get_response` for `taobao.time.get`.
    /// Only the prefix `taobao.` is dropped. `None` for a path, whose replies have no root object,
    /// and for a topic.
    #[must_use]
    pub fn root(&self) -> Option<String> {
        if !self.protocol.has_root() {
            return None;
        }
        let name = self.method.strip_prefix("taobao.").unwrap_or(&self.method);
        Some(format!("{}_response", name.replace('.', "_")))
    }
}

/// A documented error code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code: `IllegalRefreshToken`, `E034`.
    pub code: String,
    /// The meaning; empty if the document has none.
    pub description: String,
    /// The advice; empty if the document has none.
    pub solution: String,
}

/// A gateway that serves an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// The country or region, such as `Singapore`; empty if the document has none.
    pub name: String,
    /// The base address, such as `https://api.lazada.sg/rest`.
    pub url: String,
}

/// Session requirement of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// The sample call passes a session.
    Required,
    /// The sample call passes no session, or the document calls the session optional.
    NotRequired,
    /// Not stated. Definitions of TOP never state it.
    Unknown,
}

/// A parameter of a request, or a member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// The type.
    pub ty: FieldType,
    /// Whether the field is required. Pages state it for requests only.
    pub required: bool,
    /// The example value; empty if there is none.
    pub example: String,
    /// The description; empty if the document has none.
    pub description: String,
    /// The documented limits.
    pub limits: Limits,
    /// Members of the object, or of the objects in the list, if documented. [`read`](crate::read)
    /// accepts at most [`MAX_FIELD_DEPTH`] levels; deeper levels of a model built by hand are
    /// ignored.
    pub fields: Vec<Field>,
    /// Line of the document, counted from 1; 0 if unknown.
    pub line: usize,
}

impl Field {
    /// Returns a copy without the members.
    pub(crate) fn alone(&self) -> Self {
        let Self { name, ty, required, example, description, limits, fields: _, line } = self;
        Self {
            name: name.clone(),
            ty: ty.clone(),
            required: *required,
            example: example.clone(),
            description: description.clone(),
            limits: limits.clone(),
            fields: Vec::new(),
            line: *line,
        }
    }
}

/// Documented limits of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Maximum number of characters of a text.
    pub max_len: Option<u64>,
    /// Maximum number of elements of a list.
    pub max_items: Option<u64>,
    /// Minimum of a number, inclusive.
    pub min: Option<i64>,
    /// Maximum of a number, inclusive.
    pub max: Option<i64>,
}
