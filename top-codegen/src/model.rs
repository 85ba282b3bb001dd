//! One API as its documentation describes it, whichever form that has.

mod bounds;
mod field_type;
mod name;

pub use bounds::{MAX_FIELD_DEPTH, MAX_LIST_DEPTH, MAX_NAME_LEN};
pub use field_type::{FieldType, Kind};
pub use name::{PROTOCOL_PARAMETERS, method_name_error, wire_name_error};

/// One API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The API's name: `taobao.time.get`.
    pub method: String,
    /// Its name for people (`获取前台系统时间`); empty where the document has none.
    pub title: String,
    /// What it does; empty where the document does not say.
    pub description: String,
    /// The category it is listed under; empty where the document does not say.
    pub category: String,
    /// Whether it is called with a session.
    pub session: Session,
    /// The parameters of the request.
    pub request: Vec<Field>,
    /// The members of the reply's root object.
    pub response: Vec<Field>,
}

impl Api {
    /// The name of the object that a reply stands in: `time_get_response` for `taobao.time.get`. Of the prefixes only
    /// `taobao.` is left out.
    #[must_use]
    pub fn root(&self) -> String {
        let name = self.method.strip_prefix("taobao.").unwrap_or(&self.method);
        format!("{}_response", name.replace('.', "_"))
    }
}

/// Whether an API is called with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// The document's sample passes one.
    Required,
    /// The document's sample passes none.
    NotRequired,
    /// The document does not say: definitions never do.
    Unknown,
}

/// A parameter of a request, or a member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its type.
    pub ty: FieldType,
    /// Whether it must be given. Pages say so of requests alone.
    pub required: bool,
    /// The example value; empty where there is none.
    pub example: String,
    /// What it means; empty where the document does not say.
    pub description: String,
    /// What the document allows.
    pub limits: Limits,
    /// The members, where the type is an object or a list of objects and the document lists them. What was read is at most
    /// [`MAX_FIELD_DEPTH`] levels deep; code is made of no more.
    pub fields: Vec<Field>,
    /// The line of the document that names it, counted from 1; 0 where the document has no lines worth naming.
    pub line: usize,
}

impl Field {
    /// The field without its members.
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

/// What a document says a value may be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// The most characters of a text.
    pub max_len: Option<u64>,
    /// The most elements of a list.
    pub max_items: Option<u64>,
    /// The smallest number.
    pub min: Option<i64>,
    /// The greatest number.
    pub max: Option<i64>,
}
