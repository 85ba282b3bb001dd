//! What a value is on the wire, with what is inside it.

use std::fmt;

use super::codes::ErasedElements;
use super::{Codes, FieldDoc, Member};
use crate::codec::encode::Kind;
use crate::codec::field_table::FieldTable;

/// What a value is on the wire.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// Text.
    Text,
    /// A whole number.
    Number,
    /// A number that may have a fraction.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// `yyyy-MM-dd HH:mm:ss`, in GMT+8.
    Date,
    /// A whole number of milliseconds since 1970.
    Millis,
    /// A whole number of seconds since 1970.
    Seconds,
    /// An amount of money as decimal text.
    Price,
    /// Text that holds JSON.
    Json,
    /// A file.
    File,
    /// Text that lists names of members of this type, with commas.
    Fields(Of),
    /// One of some codes.
    Codes(Codes),
    /// A struct.
    Object(Object),
    /// A list of this.
    List(Of),
    /// Values of this, each with a name of its own.
    Map(Of),
    /// Any JSON.
    Any,
}

impl Type {
    /// As much as a kind says.
    pub(crate) const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::TextCodes(codes) => Self::Codes(Codes::new("", "", ErasedElements::Text(codes), true)),
            Kind::Number => Self::Number,
            Kind::IntegerCodes(codes) => {
                Self::Codes(Codes::new("", "", ErasedElements::Integers(codes), true))
            }
            Kind::Decimal => Self::Decimal,
            Kind::Boolean => Self::Boolean,
            Kind::Date => Self::Date,
            Kind::Price => Self::Price,
            Kind::Json => Self::Json,
            Kind::Object(name, layout) => Self::Object(Object::new(name, "", layout, &[])),
            Kind::List => Self::List(Of::new(|| Self::Any)),
            Kind::Map => Self::Map(Of::new(|| Self::Any)),
            Kind::Any => Self::Any,
        }
    }

    /// The struct that this is, or that the elements of this list or map are.
    #[must_use]
    pub fn object(&self) -> Option<Object> {
        match self {
            Self::Object(object) => Some(*object),
            Self::List(of) | Self::Map(of) => of.get().object(),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    /// In words: `number`, `list of Item`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Millis => "milliseconds",
            Self::Seconds => "seconds",
            Self::Price => "price",
            Self::Json => "JSON",
            Self::File => "file",
            Self::Any => "any",
            Self::Codes(codes) if codes.name().is_empty() => "code",
            Self::Codes(codes) => codes.name(),
            Self::Object(object) => object.name,
            Self::Fields(of) => return write!(f, "fields of {}", of.get()),
            Self::List(of) => return write!(f, "list of {}", of.get()),
            Self::Map(of) => return write!(f, "map of {}", of.get()),
        })
    }
}

/// A type inside another one, looked at when it is asked for: types may hold themselves.
#[derive(Debug, Clone, Copy)]
pub struct Of(fn() -> Type);

impl Of {
    pub(crate) const fn new(describe: fn() -> Type) -> Self {
        Self(describe)
    }

    /// The type.
    #[must_use]
    pub fn get(self) -> Type {
        (self.0)()
    }
}

/// A struct.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    name: &'static str,
    docs: &'static str,
    layout: &'static FieldTable,
    about: &'static [FieldDoc],
}

impl Object {
    /// A struct of this name, as a derive describes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        docs: &'static str,
        layout: &'static FieldTable,
        about: &'static [FieldDoc],
    ) -> Self {
        Self { name, docs, layout, about }
    }

    /// The name that it was declared with.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The doc comment.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// The members in the order of their declaration, with those of flattened structs in their place.
    #[must_use]
    pub fn members(&self) -> Vec<Member> {
        let fields = self.layout.fields();
        if self.about.is_empty() {
            let unknown = fields.enumerate().map(|(at, field)| (field, FieldDoc::unknown(at)));
            return unknown.flat_map(|(field, about)| Member::all(field, about)).collect();
        }
        let known = self.about.iter().filter_map(|about| Some((fields.clone().nth(about.at)?, *about)));
        known.flat_map(|(field, about)| Member::all(field, about)).collect()
    }

    /// The groups of members of which at least one is given, by their names.
    #[must_use]
    pub fn any_of(&self) -> Vec<Vec<&'static str>> {
        let name = |at: &usize| self.layout.name(*at);
        self.layout.groups().iter().map(|group| group.iter().map(name).collect()).collect()
    }
}
