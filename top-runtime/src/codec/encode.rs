//! The trait for values that can be encoded into a request.

mod containers;
mod scalars;

use crate::codec::encoder::Encoder;
use crate::codec::field_table::FieldTable;
use crate::protocol::blank::is_blank;
#[cfg(feature = "schema")]
use crate::schema::Type;

/// A value that can be sent in a request (and, from a server, in a reply).
///
/// `#[derive(TopValue)]` implements the trait. To implement it by hand, write the value with the
/// methods of [`Encoder`] and describe it in [`Encode::kind`] and [`Encode::shape`]:
///
/// ```
/// use top_runtime::codec::{Encode, Encoder, Kind, Shape};
///
/// struct Percent(u8);
///
/// impl Encode for Percent {
///     fn encode(&self, encoder: &mut Encoder) {
///         encoder.shape(self.shape());
///     }
///     fn shape(&self) -> Shape<'_> {
///         Shape::Integer(self.0.into())
///     }
///     fn kind() -> Kind {
///         Kind::Number
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a TOP value",
    label = "not a TOP value",
    note = "a struct or an enum of your own derives it: `#[derive(TopValue)]`",
    note = "in place of a type of another crate: a time is `DateTime`, money is `Price`, any other decimal is `Decimal`; with top-runtime's features `chrono`, `jiff` and `rust_decimal` they convert from and to its types",
    note = "`Json<..>` is for what the API's page calls Json; bytes are a `File`, a field of the request itself",
    note = "a type parameter needs a bound: `T: TopValue`, or `T: Encode` for what may borrow"
)]
pub trait Encode {
    /// Writes the value.
    fn encode(&self, encoder: &mut Encoder);

    /// Returns the shape of the value, for the checks before sending.
    fn shape(&self) -> Shape<'_> {
        Shape::Other
    }

    /// Returns the form of the type on the wire.
    fn kind() -> Kind
    where
        Self: Sized;

    /// Whether a member of the type is optional in a schema.
    #[must_use]
    fn is_optional() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Describes the type for a schema.
    #[cfg(feature = "schema")]
    #[must_use]
    fn describe() -> Type
    where
        Self: Sized,
    {
        Type::of_kind(Self::kind())
    }
}

/// The elements of a list, by index.
///
/// The list encodes its own elements: an iterator of elements, or a trait object for each, would be
/// compiled once per type of list.
#[doc(hidden)]
pub trait ErasedElements {
    /// Writes the element at index `at`.
    fn element(&self, at: usize, encoder: &mut Encoder);
}

/// The shape of a value, as far as the checks before sending need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape<'v> {
    /// No value: `None`, or an empty list that is not an `Option`. Left out everywhere.
    Absent,
    /// Text.
    Text(&'v str),
    /// A whole number.
    Integer(i128),
    /// A file of this many bytes.
    Bytes(usize),
    /// A list of this many elements.
    List(usize),
    /// Anything else.
    Other,
}

impl Shape<'_> {
    /// Whether the value counts as given: it is present and, if text, not blank.
    pub(crate) fn has_value(self) -> bool {
        match self {
            Self::Absent | Self::List(0) | Self::Bytes(0) => false,
            Self::Text(text) => !is_blank(text),
            _ => true,
        }
    }
}

/// The form of a type on the wire.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Kind {
    /// Text.
    Text,
    /// A coded value with the known text codes.
    TextCodes(&'static [&'static str]),
    /// A whole number.
    Number,
    /// A coded value with the known whole numbers as codes.
    IntegerCodes(&'static [i64]),
    /// A number that may have a fraction.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// `yyyy-MM-dd HH:mm:ss`.
    Date,
    /// Decimal number as text.
    Price,
    /// JSON inside a text.
    Json,
    /// A struct: its name in the platform's snake case, and its fields.
    Object(&'static str, &'static FieldTable),
    /// A list.
    List,
    /// A map from names to values of one type.
    Map,
    /// Any JSON.
    Any,
}

impl Kind {
    /// Creates the kind of a struct.
    #[must_use]
    pub const fn object(name: &'static str, table: &'static FieldTable) -> Self {
        Self::Object(name, table)
    }

    /// Creates the kind of a coded value with text codes.
    #[must_use]
    pub const fn text_codes(codes: &'static [&'static str]) -> Self {
        Self::TextCodes(codes)
    }

    /// Creates the kind of a coded value with whole numbers as codes.
    #[must_use]
    pub const fn integer_codes(codes: &'static [i64]) -> Self {
        Self::IntegerCodes(codes)
    }

    /// Returns the name of an element in the platform's list wrapper, such as `number` in
    /// `{"tids":{"number":[..]}}`.
    #[must_use]
    pub const fn item_name(self) -> &'static str {
        match self {
            Self::Number | Self::IntegerCodes(_) | Self::Decimal => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Price => "price",
            Self::Json => "json",
            Self::Object(name, _) => name,
            Self::List => "list",
            Self::Map | Self::Any => "item",
            Self::Text | Self::TextCodes(_) => "string",
        }
    }

    /// Whether a list of the type is one text with commas at the top level of a request.
    pub(crate) const fn is_scalar(self) -> bool {
        !matches!(self, Self::Object(..) | Self::List | Self::Map | Self::Any)
    }

    /// Whether `""` is a value of the type, and not a missing value.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Text)
    }
}
