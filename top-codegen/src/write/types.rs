//! Which Rust type a field has.

mod number;

pub(super) use number::is_fraction;

use crate::model::{Field, Kind};

use super::object_types::{ObjectId, ObjectMember, Target};

/// The type of a value, lists and options aside.
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
    /// `Fields<T>` of a shape.
    Fields(ObjectId),
    /// A struct.
    Object(ObjectId),
    /// A coded enum, by its index.
    Coded(usize),
}

impl Base {
    /// The type of a field that is no enum of codes.
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
            // Only a parameter itself can be a file; inside of an object bytes are text.
            Kind::Bytes if is_parameter && !field.ty.is_list() => Self::File,
            Kind::Text | Kind::Json | Kind::Bytes => Self::Text,
            Kind::Map => Self::Map,
            Kind::Object(_) | Kind::Unknown => Self::Value,
        }
    }

    /// The name that the derives give the elements of a list of it, but for structs.
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

    /// Whether there is no value of it that stands for nothing.
    pub(super) fn lacks_default(&self) -> bool {
        matches!(
            self,
            Self::Decimal | Self::Price | Self::DateTime | Self::File | Self::Fields(_) | Self::Coded(_)
        )
    }

    /// The runtime's type of this name, if it is one, as `use` lines have it.
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

/// How a field holds its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// How many lists stand around it.
    pub(super) lists: usize,
    /// Whether it is an `Option`. A list never is: an empty one is left out.
    pub(super) optional: bool,
    /// Whether it stands behind a pointer: it is a struct around the field.
    pub(super) boxed: bool,
    /// Whether a list must not be empty.
    pub(super) required: bool,
}

impl Form {
    pub(super) fn of(member: &ObjectMember) -> Self {
        let Field { ty, required, .. } = &member.field;
        let is_around = matches!(member.target, Target::Enclosing(_));
        // What holds itself must end somewhere, whatever the document says.
        let required = *required && !is_around;
        let lists = ty.depth();
        Self {
            lists,
            optional: lists == 0 && !required,
            boxed: lists == 0 && is_around,
            required: lists > 0 && required,
        }
    }
}
