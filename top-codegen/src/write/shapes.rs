//! The objects of an API: which of them are one type, and which hold themselves.
//!
//! Documents expand an object wherever it stands. Expansions that say the same become one shape, others stay apart, even if
//! they have one name. Where an object stands inside of one of its own name, it is that object again if it has the same members
//! or only some of them, as documents cut an endless expansion off.

mod again;
mod intern;
mod signature;
mod tree;
mod unknown;

use crate::Diagnostic;
use crate::model::{Api, Field};

use intern::Interned;
use signature::Signatures;
use tree::Node;

/// The index of a shape.
pub(super) type Id = usize;

/// The request, which is always the first shape.
pub(super) const REQUEST: Id = 0;

/// The root of the reply, which is always the second.
pub(super) const RESPONSE: Id = 1;

/// An object that becomes a struct.
#[derive(Debug)]
pub(super) struct Shape {
    /// The document's name for it; the field's where it has none.
    pub(super) name: String,
    /// Its members.
    pub(super) slots: Vec<Slot>,
    /// Whether it stands in the request, in the reply.
    pub(super) side: Side,
    /// The places where it stands, the first of them in the order of their depth and names: the shape around it, and its path.
    pub(super) place: Place,
}

/// Where an object stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// How many objects stand around it.
    pub(super) depth: usize,
    /// The names of the fields that lead to it.
    pub(super) path: String,
    /// The shape around it.
    pub(super) owner: Id,
}

/// The messages that hold an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) request: bool,
    pub(super) response: bool,
}

/// A member of a shape: the field with what all places say of it, its own members aside.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) field: Field,
    pub(super) target: Target,
}

/// What a member leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A value without members.
    Scalar,
    /// An object, or a list of such.
    Shape(Id),
    /// An object around the member, or a list of such.
    Around(Id),
}

impl Target {
    /// The shape it leads to.
    pub(super) fn shape(self) -> Option<Id> {
        match self {
            Self::Scalar => None,
            Self::Shape(id) | Self::Around(id) => Some(id),
        }
    }
}

/// All shapes of an API. An object without members is none: it is a value of any form.
pub(super) fn shapes(api: &Api, warnings: &mut Vec<Diagnostic>) -> Vec<Shape> {
    let mut request = Node::request(&api.request, warnings);
    let mut response = Node::response(&api.response, warnings);
    let mut signatures = Signatures::default();
    signatures.number(&mut request);
    signatures.number(&mut response);
    let mut interned = Interned::default();
    interned.add_roots([
        (request, Side { request: true, response: false }),
        (response, Side { request: false, response: true }),
    ]);
    interned.into_shapes()
}
