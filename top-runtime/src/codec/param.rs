//! Types of request fields: values and files.

use crate::codec::decode::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::encode::{Encode, Shape};
use crate::codec::encoder::Encoder;
#[cfg(feature = "schema")]
use crate::schema::{Described, Type};
use crate::tree::Node;
use crate::values::File;

/// A field of a request: a value, a [`File`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a TOP value",
    label = "not a TOP value",
    note = "a struct or an enum of your own derives it: `#[derive(TopValue)]`",
    note = "in place of a type of another crate: a time is `DateTime`, money is `Price`, any other decimal is `Decimal`; with top-runtime's features `chrono`, `jiff` and `rust_decimal` they convert from and to its types",
    note = "`Json<..>` is for what the API's page calls Json; bytes are a `File`, a field of the request itself",
    note = "a type parameter needs a bound: `T: TopValue`, or `T: Encode` for what may borrow"
)]
pub trait Param {
    /// Returns the shape or the file, and encodes a value if there is an encoder.
    ///
    /// One function for both tasks, because each function is compiled for every type of a program.
    fn part(&self, encoder: Option<&mut Encoder>) -> Part<'_>;

    /// Describes a field of this type for a schema.
    #[cfg(feature = "schema")]
    #[doc(hidden)]
    fn described() -> Described
    where
        Self: Sized;
}

/// The content of a request field.
#[derive(Debug, Clone, Copy)]
pub enum Part<'v> {
    /// A value, which is sent as text and signed: its shape.
    Value(Shape<'v>),
    /// A file, which is not signed.
    File(&'v File),
    /// No content.
    Absent,
}

impl Part<'_> {
    /// Returns the shape, for the checks before sending.
    pub(crate) fn shape(&self) -> Shape<'_> {
        match self {
            Self::Value(shape) => *shape,
            Self::File(file) => Shape::Bytes(usize::try_from(file.len()).unwrap_or(usize::MAX)),
            Self::Absent => Shape::Absent,
        }
    }
}

impl<T: Encode> Param for T {
    fn part(&self, encoder: Option<&mut Encoder>) -> Part<'_> {
        if let Some(encoder) = encoder {
            self.encode(encoder);
        }
        Part::Value(self.shape())
    }

    #[cfg(feature = "schema")]
    fn described() -> Described {
        Described { ty: T::describe(), optional: T::is_optional() }
    }
}

impl Param for File {
    fn part(&self, _: Option<&mut Encoder>) -> Part<'_> {
        Part::File(self)
    }

    #[cfg(feature = "schema")]
    fn described() -> Described {
        Described { ty: Type::File, optional: false }
    }
}

impl Param for Option<File> {
    fn part(&self, _: Option<&mut Encoder>) -> Part<'_> {
        self.as_ref().map_or(Part::Absent, Part::File)
    }

    #[cfg(feature = "schema")]
    fn described() -> Described {
        Described { ty: Type::File, optional: true }
    }
}

/// Asserts that a type can be a request field. The derive calls it, so that a wrong type is
/// reported once.
pub const fn assert_param<T: Param>() {}

/// A request field that a server can decode.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a TOP value",
    label = "not a TOP value",
    note = "a struct or an enum of your own derives it: `#[derive(TopValue)]`",
    note = "in place of a type of another crate: a time is `DateTime`, money is `Price`, any other decimal is `Decimal`; with top-runtime's features `chrono`, `jiff` and `rust_decimal` they convert from and to its types",
    note = "`Json<..>` is for what the API's page calls Json; bytes are a `File`, a field of the request itself",
    note = "a type parameter needs a bound: `T: TopValue`, or `T: Encode` for what may borrow"
)]
pub trait ReadParam: Param {
    /// Returns the value that decoding starts from.
    fn placeholder() -> Self
    where
        Self: Sized;

    /// Decodes the text or the file of a parameter.
    fn decode_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, decoder: &mut Decoder<'_>);
}

impl<T: Decode> ReadParam for T {
    fn placeholder() -> Self {
        <T as Decode>::placeholder()
    }

    fn decode_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, decoder: &mut Decoder<'_>) {
        match file {
            Some(file) if text.is_none() => decoder.mismatch_found("a text", format!("the file {file:?}")),
            _ => decoder.fill(self, text),
        }
    }
}

impl ReadParam for File {
    fn placeholder() -> Self {
        Self::new("", Vec::new())
    }

    fn decode_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, decoder: &mut Decoder<'_>) {
        match (file, text) {
            (Some(file), _) => *self = file.clone(),
            (None, Some(text)) => decoder.mismatch("a file", text),
            (None, None) => decoder.missing(),
        }
    }
}

impl ReadParam for Option<File> {
    fn placeholder() -> Self {
        None
    }

    fn decode_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, decoder: &mut Decoder<'_>) {
        match (file, text) {
            (None, Some(text)) => decoder.mismatch("a file", text),
            _ => *self = file.cloned(),
        }
    }
}
