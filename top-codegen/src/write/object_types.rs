//! Object types of an API: equal objects become one type, recursive ones refer to themselves.
//!
//! Documents expand an object at each occurrence. Equal expansions become one type; different ones
//! stay separate, even with the same name. A nested object with the name of an enclosing one is
//! that object if it has the same members or a subset, because documents cut off infinite
//! expansions.

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

/// Index of an object type.
pub(super) type ObjectId = usize;

/// The request, always the first type.
pub(super) const REQUEST: ObjectId = 0;

/// The root of the reply, always the second type.
pub(super) const RESPONSE: ObjectId = 1;

/// An object that becomes a struct.
#[derive(Debug)]
pub(super) struct ObjectType {
    /// The documented name; the field name if there is none.
    pub(super) name: String,
    /// Its members.
    pub(super) members: Vec<ObjectMember>,
    /// The messages that contain it.
    pub(super) side: Usage,
    /// The first occurrence, ordered by depth, then by path.
    pub(super) place: Location,
}

/// An occurrence of an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location {
    /// Number of enclosing objects.
    pub(super) depth: usize,
    /// Names of the fields on the path to it.
    pub(super) path: String,
    /// The enclosing type.
    pub(super) owner: ObjectId,
}

/// The messages that contain an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usage {
    pub(super) request: bool,
    pub(super) response: bool,
}

/// A member of an object type: the field, merged from all occurrences, without its own members.
#[derive(Debug)]
pub(super) struct ObjectMember {
    pub(super) field: Field,
    pub(super) target: Target,
}

/// The target of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A scalar.
    Scalar,
    /// An object, or a list of such.
    Object(ObjectId),
    /// An enclosing object, or a list of such.
    Enclosing(ObjectId),
}

impl Target {
    /// Returns the object type, if the target is one.
    pub(super) fn object(self) -> Option<ObjectId> {
        match self {
            Self::Scalar => None,
            Self::Object(id) | Self::Enclosing(id) => Some(id),
        }
    }
}

/// Collects the object types of an API. An object without members is a plain `Value`.
pub(super) fn object_types(api: &Api, warnings: &mut Vec<Diagnostic>) -> Vec<ObjectType> {
    let mut request = Node::request(api, warnings);
    let mut response = Node::response(api, warnings);
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
