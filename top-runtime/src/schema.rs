//! Declarations as data, to generate documentation, forms, validators or tool definitions.
//!
//! [`TopApi::SCHEMA`](crate::TopApi::SCHEMA) is a constant with names, types, limits and doc
//! comments of a request and its response, at every depth. Without the feature `schema` no program
//! contains it.
//!
//! ```
//! use top_runtime::schema::{Member, Type};
//! use top_runtime::{TopApi, TopValue};
//!
//! /// Opens a ticket.
//! #[derive(TopApi)]
//! #[top_api(method = "example.ticket.create", session = required, response = ())]
//! struct CreateTicket {
//!     /// What it is about.
//!     #[top(max_len = 40)]
//!     title: String,
//!     /// The goods.
//!     #[top(required)]
//!     items: Vec<Item>,
//! }
//!
//! #[derive(TopValue)]
//! struct Item {
//!     /// In cents.
//!     price: i64,
//!     desc: Option<String>,
//! }
//!
//! /// Prints members as an indented list. Types may be recursive: the depth is limited.
//! fn list(members: Vec<Member>, depth: usize, out: &mut String) {
//!     for member in members {
//!         let (indent, ty) = ("  ".repeat(depth), member.ty());
//!         let must = if member.is_required() { "required" } else { "optional" };
//!         *out += &format!("{indent}{}: {ty}, {must}. {}\n", member.name(), member.docs());
//!         if let Some(object) = ty.object().filter(|_| depth < 5) {
//!             list(object.members(), depth + 1, out);
//!         }
//!     }
//! }
//!
//! let schema = CreateTicket::SCHEMA;
//! let mut out = format!("{}: {}\n", schema.method(), schema.docs());
//! list(schema.params(), 1, &mut out);
//! assert_eq!(out, "\
//! example.ticket.create: Opens a ticket.
//!   title: text, required. What it is about.
//!   items: list of Item, required. The goods.
//!     price: number, required. In cents.
//!     desc: text, optional.\x20
//! ");
//! ```

mod codes;
mod member;
mod types;

pub use codes::{Code, Codes};
pub use member::Member;
#[doc(hidden)]
pub use member::{Ask, Described, FieldDoc, Unknown};
pub use types::{Object, Of, Type};

use crate::codec::field_table::FieldTable;
use crate::session::SessionPolicy;
use crate::spec::ApiSpec;

/// Declaration of an API.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    spec: ApiSpec,
    request: Object,
    response: fn() -> Described,
}

impl Schema {
    /// Creates the schema of an API without parameters.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(spec: ApiSpec, response: fn() -> Described) -> Self {
        const NO_PARAMS: &FieldTable = &FieldTable::new("");
        Self { spec, request: Object::new("", "", NO_PARAMS, &[]), response }
    }

    /// Sets the struct of the request.
    #[doc(hidden)]
    #[must_use]
    pub const fn request(mut self, request: Object) -> Self {
        self.request = request;
        self
    }

    /// Returns the documented name of the API.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.spec.method()
    }

    /// Returns whether the API is called with a session.
    #[must_use]
    pub const fn session_use(&self) -> SessionPolicy {
        self.spec.session_use()
    }

    /// Returns name, session policy, idempotence and protocol version of the API.
    #[must_use]
    pub const fn spec(&self) -> ApiSpec {
        self.spec
    }

    /// Returns the doc comment of the request.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.request.docs()
    }

    /// Returns the name of the request's struct.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.request.name()
    }

    /// Returns the parameters in the order of their declaration.
    #[must_use]
    pub fn params(&self) -> Vec<Member> {
        self.request.members()
    }

    /// Returns the groups of parameters of which at least one is required, as wire names.
    #[must_use]
    pub fn any_of(&self) -> Vec<Vec<&'static str>> {
        self.request.any_of()
    }

    /// Returns the type of a successful response.
    #[must_use]
    pub fn response(&self) -> Type {
        (self.response)().ty
    }
}
