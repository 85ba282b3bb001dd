//! Bounds that no type meets: their `on_unimplemented` texts are the errors that a user reads.

use crate::codec::decode::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::encode::{Encode, Kind};
use crate::codec::encoder::Encoder;
use crate::tree::Node;
use crate::values::File;

/// The data of a reply that a borrowing type would have to point into. Implements [`DecodeOwned`]
/// for no type.
#[derive(Debug)]
pub struct BorrowedData;

/// The bound of `Decode` for a type that borrows. No type meets it.
#[diagnostic::on_unimplemented(
    message = "a response owns its data; `{T}` is only for requests",
    label = "borrows, or contains a type that borrows",
    note = "write `String` for `&str`, and for any other type one that owns its data",
    note = "a struct that is only sent may borrow if it has a lifetime: `struct Line<'a> {{ nick: &'a str }}`"
)]
pub trait DecodeOwned<T: ?Sized> {}

/// A value inside another value. Implements [`AllowsFile`] for no type.
#[derive(Debug)]
pub struct NestedValue;

/// The bound of `Encode` and `Decode` for a file, which has no form below the top level of a
/// request. No type meets it.
#[diagnostic::on_unimplemented(
    message = "a `File` can only be a parameter of the request itself",
    label = "contains a `File`",
    note = "in the struct that derives `TopApi` write `File` or `Option<File>`, one field for each file",
    note = "in a value or a reply write what the API's page has there, such as a link or encoded text in a `String`"
)]
pub trait AllowsFile<T> {}

/// Never applies: the bound reports a nested file in place of advice to derive the trait. Its
/// lifetime keeps the compiler from checking the bound before a program uses the impl.
impl Encode for File
where
    for<'any> NestedValue: AllowsFile<Self>,
{
    fn encode(&self, _: &mut Encoder) {}

    fn kind() -> Kind {
        Kind::Any
    }
}

/// Never applies, like the impl of [`Encode`].
impl Decode for File
where
    for<'any> NestedValue: AllowsFile<Self>,
{
    fn placeholder() -> Self {
        Self::new("", Vec::new())
    }

    fn decode(&mut self, _: Node<'_>, _: &mut Decoder<'_>) {}
}
