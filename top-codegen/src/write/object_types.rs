//! The objects of an API: which of them are one type, and which hold themselves.
//!
//! Documents expand an object wherever it stands. Expansions that say the same become one shape, others stay apart, even if
//! they have one name. Where an object stands inside of one of its own name, it is that object again if it has the same members
//! or only some of them, as documents cut an endless expansion off.

mod intern;
mod recursion;
mod signature;
mod tree;
mod unknown;

use crate::Diagnostic;
use crate::model::{Api, Field};

use intern::Interned;
use signature::Signatures;
use tree::Node;

/// The index of a shape.
pub(super) type ObjectId = usize;

/// The request, which is always the first shape.
pub(super) const REQUEST: ObjectId = 0;

/// The root of the reply, which is always the second.
pub(super) const RESPONSE: ObjectId = 1;

/// An object that becomes a struct.
#[derive(Debug)]
pub(super) struct ObjectType {
    /// The document's name for it; the field's where it has none.
    pub(super) name: String,
    /// Its members.
    pub(super) members: Vec<ObjectMember>,
    /// Whether it stands in the request, in the reply.
    pub(super) side: Usage,
    /// The places where it stands, the first of them in the order of their depth and names: the shape around it, and its path.
    pub(super) place: Location,
}

/// Where an object stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location {
    /// How many objects stand around it.
    pub(super) depth: usize,
    /// The names of the fields that lead to it.
    pub(super) path: String,
    /// The shape around it.
    pub(super) owner: ObjectId,
}

/// The messages that hold an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usage {
    pub(super) request: bool,
    pub(super) response: bool,
}

/// A member of a shape: the field with what all places say of it, its own members aside.
#[derive(Debug)]
pub(super) struct ObjectMember {
    pub(super) field: Field,
    pub(super) target: Target,
}

/// What a member leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A value without members.
    Scalar,
    /// An object, or a list of such.
    Object(ObjectId),
    /// An object around the member, or a list of such.
    Enclosing(ObjectId),
}

impl Target {
    /// The shape it leads to.
    pub(super) fn object(self) -> Option<ObjectId> {
        match self {
            Self::Scalar => None,
            Self::Object(id) | Self::Enclosing(id) => Some(id),
        }
    }
}

/// All shapes of an API. An object without members is none: it is a value of any form.
pub(super) fn object_types(api: &Api, warnings: &mut Vec<Diagnostic>) -> Vec<ObjectType> {
    let mut request = Node::request(&api.request, warnings);
    let mut response = Node::response(&api.response, warnings);
    let mut signatures = Signatures::default();
    signatures.number(&mut request);
    signatures.number(&mut response);
    let mut interned = Interned::default();
    interned.add_roots([
        (request, Usage { request: true, response: false }),
        (response, Usage { request: false, response: true }),
    ]);
    interned.into_object_types()
}
