//! What may stand at the top level of a request: every value, and files.

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
    /// What is sent: a value is also written, where there is something to write it to.
    ///
    /// One function for both, as each is a function more for every type in a program with many APIs.
    fn part(&self, encoder: Option<&mut Encoder>) -> Part<'_>;

    /// What a schema says of a field of this type.
    #[cfg(feature = "schema")]
    #[doc(hidden)]
    fn described() -> Described
    where
        Self: Sized;
}

/// What is sent for a field of a request.
#[derive(Debug, Clone, Copy)]
pub enum Part<'v> {
    /// A text, which is signed, as the checks see it.
    Value(Shape<'v>),
    /// A file, which is not.
    File(&'v File),
    /// Nothing.
    Absent,
}

impl Part<'_> {
    /// What the checks before sending need to know of it.
    pub(crate) fn shape(&self) -> Shape<'_> {
        match self {
            Self::Value(shape) => *shape,
            Self::File(file) => Shape::Bytes(file.bytes().len()),
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

/// Compiles for what can be a field of a request. The derive uses it so that a type that cannot is reported once.
#[cfg(not(feature = "server"))]
pub const fn assert_param<T: Param>() {}

/// Compiles for what can be a field of a request that a server reads too.
#[cfg(feature = "server")]
pub const fn assert_param<T: ReadParam>() {}

/// A field of a request as a server reads it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a TOP value",
    label = "not a TOP value",
    note = "a struct or an enum of your own derives it: `#[derive(TopValue)]`",
    note = "in place of a type of another crate: a time is `DateTime`, money is `Price`, any other decimal is `Decimal`; with top-runtime's features `chrono`, `jiff` and `rust_decimal` they convert from and to its types",
    note = "`Json<..>` is for what the API's page calls Json; bytes are a `File`, a field of the request itself",
    note = "a type parameter needs a bound: `T: TopValue`, or `T: Encode` for what may borrow"
)]
pub trait ReadParam: Param {
    /// Where reading starts.
    fn placeholder() -> Self
    where
        Self: Sized;

    /// Takes over the text or the file of the parameter.
    fn decode_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, decoder: &mut Decoder<'_>);
}

impl<T: Decode> ReadParam for T {
    fn placeholder() -> Self {
        <T as Decode>::placeholder()
    }

    fn decode_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, decoder: &mut Decoder<'_>) {
        match file {
            Some(file) if text.is_none() => decoder.unfit("a text", format!("the file {file:?}")),
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
