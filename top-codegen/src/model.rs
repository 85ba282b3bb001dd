//! The data model: one API as documented.

mod bounds;
mod field_type;
mod name;

pub use bounds::{MAX_FIELD_DEPTH, MAX_LIST_DEPTH, MAX_NAME_LEN};
pub use field_type::{FieldType, Kind};
pub use name::{SYSTEM_PARAMS, method_name_error, wire_name_error};

/// One API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The API's name: `taobao.time.get`.
    pub method: String,
    /// The title, such as `获取前台系统时间`; empty if the document has none.
    pub title: String,
    /// The description; empty if the document has none.
    pub description: String,
    /// The category in the document centre; empty if the document has none.
    pub category: String,
    /// Whether calls need a session.
    pub session: Session,
    /// The parameters of the request.
    pub request: Vec<Field>,
    /// The members of the reply's root object.
    pub response: Vec<Field>,
}

impl Api {
    /// Returns the name of the root object of a reply: `time_get_response` for `taobao.time.get`.
    /// Only the prefix `taobao.` is dropped.
    #[must_use]
    pub fn root(&self) -> String {
        let name = self.method.strip_prefix("taobao.").unwrap_or(&self.method);
        format!("{}_response", name.replace('.', "_"))
    }
}

/// Session requirement of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// The sample call passes a session.
    Required,
    /// The sample call passes no session.
    NotRequired,
    /// Not stated. Definitions never state it.
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
