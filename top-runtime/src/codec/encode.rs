//! How a value becomes part of a request: the trait that `#[derive(TopValue)]` implements.

mod containers;
mod scalars;

use crate::codec::encoder::Encoder;
use crate::codec::field_table::FieldTable;
#[cfg(feature = "schema")]
use crate::schema::Type;

/// A value that can stand in a request (and, from a server, in a reply).
///
/// `#[derive(TopValue)]` implements it. To implement it by hand for a type of your own, write the value with the methods of
/// [`Encoder`] and say what it is in [`Encode::kind`] and [`Encode::shape`]:
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

    /// What the checks before sending need to know of the value.
    fn shape(&self) -> Shape<'_> {
        Shape::Other
    }

    /// What the type is on the wire.
    fn kind() -> Kind
    where
        Self: Sized;

    /// Whether a value of the type may be left out: what a schema says of a member.
    #[must_use]
    fn is_optional() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// What a schema says of the type.
    #[cfg(feature = "schema")]
    #[must_use]
    fn describe() -> Type
    where
        Self: Sized,
    {
        Type::of_kind(Self::kind())
    }
}

/// The elements of a list that is being written.
///
/// They are asked for by their index, and written by what they belong to: an iterator of elements, or a table of what each of them
/// can do, would be compiled anew for each type of list.
#[doc(hidden)]
pub trait ErasedElements {
    /// Writes an element.
    fn element(&self, at: usize, encoder: &mut Encoder);
}

/// A value as the checks see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape<'v> {
    /// Not there: `None`, or an empty list that is not optional. Left out wherever it stands.
    Absent,
    /// Text, measured in UTF-16 units and in bytes.
    Text(&'v str),
    /// A whole number.
    Integer(i128),
    /// The content of a file, of this many bytes.
    Bytes(usize),
    /// A list of this many elements.
    List(usize),
    /// Anything else.
    Other,
}

/// What a type is on the wire.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Kind {
    /// Text.
    Text,
    /// A coded value with text codes: the known ones.
    TextCodes(&'static [&'static str]),
    /// A whole number.
    Number,
    /// A coded value with whole numbers as codes: the known ones.
    IntegerCodes(&'static [i64]),
    /// A number that may have a fraction.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// `yyyy-MM-dd HH:mm:ss`.
    Date,
    /// Decimal text.
    Price,
    /// Text that holds JSON.
    Json,
    /// A struct: its name in the platform's snake case and its members.
    Object(&'static str, &'static FieldTable),
    /// A list.
    List,
    /// Named values of one type.
    Map,
    /// Any JSON.
    Any,
}

impl Kind {
    /// A struct of this name and these members.
    #[must_use]
    pub const fn object(name: &'static str, layout: &'static FieldTable) -> Self {
        Self::Object(name, layout)
    }

    /// A coded value with these text codes.
    #[must_use]
    pub const fn text_codes(codes: &'static [&'static str]) -> Self {
        Self::TextCodes(codes)
    }

    /// A coded value with these whole numbers as codes.
    #[must_use]
    pub const fn integer_codes(codes: &'static [i64]) -> Self {
        Self::IntegerCodes(codes)
    }

    /// The name of an element in the platform's list wrapper: `{"errors":{"result_data_do":[..]}}`, `{"tids":{"number":[..]}}`.
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

    /// Whether a list of it is written as one text with commas at the top level of a request.
    pub(crate) const fn is_scalar(self) -> bool {
        !matches!(self, Self::Object(..) | Self::List | Self::Map | Self::Any)
    }

    /// Whether `""` is a value of it, not its absence.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Text)
    }
}
