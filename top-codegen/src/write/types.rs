//! Choice of the Rust type of a field.

mod number;

pub(super) use number::is_fraction;

use crate::model::{Field, Kind, Protocol};

use super::object_types::{ObjectId, ObjectMember, Target};

/// Type of a value, without `Vec` and `Option`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// `String`
    Text,
    /// `i64`
    Integer,
    /// `i16`
    Small,
    Decimal,
    Price,
    /// `bool`
    Boolean,
    DateTime,
    Millis,
    Seconds,
    File,
    Value,
    /// `BTreeMap<String, Value>`
    Map,
    /// `Fields<T>` of an object type.
    Fields(ObjectId),
    /// A struct.
    Object(ObjectId),
    /// A coded enum, by its index.
    Coded(usize),
}

impl Base {
    /// Returns the type of a field without codes.
    pub(super) fn of(member: &ObjectMember, is_parameter: bool) -> Self {
        if let Some(id) = member.target.object() {
            return Self::Object(id);
        }
        let field = &member.field;
        match field.ty.kind() {
            Kind::Number => number::of(field),
            Kind::Decimal => Self::Decimal,
            Kind::Price => Self::Price,
            Kind::Boolean => Self::Boolean,
            Kind::Date => Self::DateTime,
            Kind::Byte => Self::Small,
            // Only a top-level parameter can be a file; nested bytes are text.
            Kind::Bytes if is_parameter && !field.ty.is_list() => Self::File,
            Kind::Text | Kind::Json | Kind::Bytes => Self::Text,
            Kind::Map => Self::Map,
            Kind::Object(_) | Kind::Unknown => Self::Value,
        }
    }

    /// Returns the default element name of the derives; structs have their own.
    pub(super) fn element(&self) -> &'static str {
        match self {
            Self::Text | Self::Fields(_) | Self::File => "string",
            Self::Integer | Self::Small | Self::Decimal | Self::Millis | Self::Seconds => "number",
            Self::Price => "price",
            Self::Boolean => "boolean",
            Self::DateTime => "date",
            Self::Value | Self::Map | Self::Object(_) | Self::Coded(_) => "item",
        }
    }

    /// Returns `true` if the type has no `Default`.
    pub(super) fn lacks_default(&self) -> bool {
        matches!(self, Self::DateTime | Self::File | Self::Coded(_))
    }

    /// Returns the runtime types to import.
    pub(super) fn import(&self) -> &'static [&'static str] {
        match self {
            Self::Decimal => &["Decimal"],
            Self::Price => &["Price"],
            Self::DateTime => &["DateTime"],
            Self::Millis => &["Millis"],
            Self::Seconds => &["Seconds"],
            Self::File => &["File"],
            Self::Value | Self::Map => &["Value"],
            Self::Fields(_) => &["Fields"],
            Self::Text | Self::Integer | Self::Small | Self::Boolean | Self::Object(_) | Self::Coded(_) => {
                &[]
            }
        }
    }
}

/// Wrapping of a type: list, option, box, JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // independent parts of a type
pub(super) struct Wrapping {
    /// Number of nested lists.
    pub(super) lists: usize,
    /// `true` for an `Option`. Never for a list: an empty list is not sent.
    pub(super) optional: bool,
    /// `true` for a `Box`: the type encloses the field.
    pub(super) boxed: bool,
    /// `true` for a list that must not be empty.
    pub(super) required: bool,
    /// `true` for a list that is sent as JSON text.
    pub(super) json: bool,
}

impl Wrapping {
    /// Returns the wrapping of a member. `base` is the type of its value.
    pub(super) fn of(member: &ObjectMember, base: &Base, place: Place) -> Self {
        let Field { ty, required, .. } = &member.field;
        let is_around = matches!(member.target, Target::Enclosing(_));
        // A recursive field must be optional, whatever the document states.
        let required = *required && !is_around;
        let lists = ty.depth();
        let json = lists > 0 && place.lists_are_json(base);
        Self {
            lists,
            optional: (lists == 0 || json) && !required,
            boxed: lists == 0 && is_around,
            required: lists > 0 && required && !place.is_received(),
            json,
        }
    }
}

/// The place of a member: its message, by the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) protocol: Protocol,
    /// `true` for parameters, which are the members of the request itself.
    pub(super) is_parameter: bool,
}

impl Place {
    /// Returns `true` if a list of these values is sent as JSON text. TOP joins the elements with
    /// commas, and every protocol sends objects as JSON text.
    pub(super) fn lists_are_json(self, base: &Base) -> bool {
        let is_scalar = !matches!(base, Base::Value | Base::Object(_) | Base::Map);
        self.is_parameter && self.protocol.is_iop() && is_scalar
    }

    fn is_received(self) -> bool {
        self.protocol == Protocol::Tmc
    }
}
