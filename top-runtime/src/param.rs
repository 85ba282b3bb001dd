//! What may stand at the top level of a request: every value, and files.

use crate::decode::{Decode, Reader};
use crate::encode::{Encode, Shape};
#[cfg(feature = "schema")]
use crate::schema::{Described, Type};
use crate::tree::Node;
use crate::types::File;

/// A field of a request: a value, a [`File`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a TOP value",
    label = "not a TOP value",
    note = "derive it: `#[derive(TopValue)]`",
    note = "or wrap the field type in `Json<..>`"
)]
pub trait Param {
    /// What is sent.
    fn part(&self) -> Part<'_>;

    /// What a schema says of a field of this type.
    #[cfg(feature = "schema")]
    #[doc(hidden)]
    fn described() -> Described
    where
        Self: Sized;
}

/// What is sent for a field of a request.
#[derive(Clone, Copy)]
pub enum Part<'v> {
    /// A text, which is signed.
    Value(&'v dyn Encode),
    /// A file, which is not.
    File(&'v File),
    /// Nothing.
    Absent,
}

impl Part<'_> {
    /// What the checks before sending need to know of it.
    pub(crate) fn shape(&self) -> Shape<'_> {
        match self {
            Self::Value(value) => value.shape(),
            Self::File(file) => Shape::Bytes(file.bytes().len()),
            Self::Absent => Shape::Absent,
        }
    }
}

impl<T: Encode> Param for T {
    fn part(&self) -> Part<'_> {
        Part::Value(self)
    }

    #[cfg(feature = "schema")]
    fn described() -> Described {
        Described { ty: T::describe(), optional: T::is_optional() }
    }
}

impl Param for File {
    fn part(&self) -> Part<'_> {
        Part::File(self)
    }

    #[cfg(feature = "schema")]
    fn described() -> Described {
        Described { ty: Type::File, optional: false }
    }
}

impl Param for Option<File> {
    fn part(&self) -> Part<'_> {
        self.as_ref().map_or(Part::Absent, Part::File)
    }

    #[cfg(feature = "schema")]
    fn described() -> Described {
        Described { ty: Type::File, optional: true }
    }
}

/// A field of a request as a server reads it.
pub trait ReadParam {
    /// Where reading starts.
    fn empty() -> Self
    where
        Self: Sized;

    /// Takes over the text or the file of the parameter.
    fn read_param(&mut self, text: Option<Node<'_>>, file: Option<&File>, from: &mut Reader<'_>);
}

impl<T: Decode> ReadParam for T {
    fn empty() -> Self {
        <T as Decode>::empty()
    }

    fn read_param(&mut self, text: Option<Node<'_>>, _: Option<&File>, from: &mut Reader<'_>) {
        from.fill(self, text);
    }
}

impl ReadParam for File {
    fn empty() -> Self {
        Self::new("", Vec::new())
    }

    fn read_param(&mut self, _: Option<Node<'_>>, file: Option<&File>, from: &mut Reader<'_>) {
        match file {
            Some(file) => *self = file.clone(),
            None => from.missing(),
        }
    }
}

impl ReadParam for Option<File> {
    fn empty() -> Self {
        None
    }

    fn read_param(&mut self, _: Option<Node<'_>>, file: Option<&File>, _: &mut Reader<'_>) {
        *self = file.cloned();
    }
}
