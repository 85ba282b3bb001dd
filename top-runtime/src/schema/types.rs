//! Types of values on the wire.

use std::fmt;

use super::codes::CodeList;
use super::{Codes, FieldDoc, Member};
use crate::codec::encode::Kind;
use crate::codec::field_table::FieldTable;

/// Type of a value on the wire.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// Text.
    Text,
    /// Integer.
    Number,
    /// Number with an optional fraction.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// `yyyy-MM-dd HH:mm:ss`, in GMT+8.
    Date,
    /// Integer number of milliseconds since 1970.
    Millis,
    /// Integer number of seconds since 1970.
    Seconds,
    /// Amount of money as decimal text.
    Price,
    /// JSON as text.
    Json,
    /// File.
    File,
    /// Names of members of this type, separated by commas.
    Fields(Of),
    /// Coded value.
    Codes(Codes),
    /// Struct.
    Object(Object),
    /// List of elements of this type.
    List(Of),
    /// Map from names to values of this type.
    Map(Of),
    /// Any JSON.
    Any,
}

impl Type {
    /// Converts the kind of a value, which has no doc comments.
    pub(crate) const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::TextCodes(codes) => Self::Codes(Codes::new("", "", CodeList::Text(codes), true)),
            Kind::Number => Self::Number,
            Kind::IntegerCodes(codes) => Self::Codes(Codes::new("", "", CodeList::Integers(codes), true)),
            Kind::Decimal => Self::Decimal,
            Kind::Boolean => Self::Boolean,
            Kind::Date => Self::Date,
            Kind::Price => Self::Price,
            Kind::Json => Self::Json,
            Kind::Object(name, table) => Self::Object(Object::new(name, "", table, &[])),
            Kind::List => Self::List(Of::new(|| Self::Any)),
            Kind::Map => Self::Map(Of::new(|| Self::Any)),
            Kind::Any => Self::Any,
        }
    }

    /// Returns the struct of this type, or of the elements of a list or map, at any depth.
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
    /// Writes the type in words, such as `number` or `list of Item`.
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

/// Type of elements or values, evaluated lazily because types may be recursive.
#[derive(Debug, Clone, Copy)]
pub struct Of(fn() -> Type);

impl Of {
    pub(crate) const fn new(describe: fn() -> Type) -> Self {
        Self(describe)
    }

    /// Returns the type.
    #[must_use]
    pub fn get(self) -> Type {
        (self.0)()
    }
}

/// Struct with its members.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    name: &'static str,
    docs: &'static str,
    table: &'static FieldTable,
    fields: &'static [FieldDoc],
}

impl Object {
    /// Creates the schema of a struct.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        docs: &'static str,
        table: &'static FieldTable,
        fields: &'static [FieldDoc],
    ) -> Self {
        Self { name, docs, table, fields }
    }

    /// Returns the declared name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the doc comment.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Returns the members in the order of their declaration, flattened structs replaced by their
    /// members.
    #[must_use]
    pub fn members(&self) -> Vec<Member> {
        let fields = self.table.fields();
        if self.fields.is_empty() {
            let undocumented = fields.enumerate().map(|(index, field)| (field, FieldDoc::unknown(index)));
            return undocumented.flat_map(|(field, doc)| Member::of_field(field, doc)).collect();
        }
        let documented = self.fields.iter().filter_map(|doc| Some((fields.clone().nth(doc.index)?, *doc)));
        documented.flat_map(|(field, doc)| Member::of_field(field, doc)).collect()
    }

    /// Returns the groups of members of which at least one is required, as wire names.
    #[must_use]
    pub fn any_of(&self) -> Vec<Vec<&'static str>> {
        let name = |index: &usize| self.table.name(*index);
        self.table.groups().iter().map(|group| group.iter().map(name).collect()).collect()
    }
}
