//! A file below the top level of a request, where it has no form: impls that say why, in place of the advice to derive them.

use crate::codec::decode::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::encode::{Encode, Kind};
use crate::codec::encoder::Encoder;
use crate::tree::Node;
use crate::values::File;

/// What stands inside of another value, in the condition under which a file could.
#[derive(Debug)]
pub struct Nested;

/// That condition, which nothing meets: its text is what the user sees where a file stands inside of another value.
#[diagnostic::on_unimplemented(
    message = "a `File` can only be a parameter of the request itself",
    label = "holds a `File`",
    note = "in the struct that derives `TopApi` write `File` or `Option<File>`, one field for each file",
    note = "in a value or a reply write what the API's page has there, such as a link or encoded text in a `String`"
)]
pub trait Holds<T> {}

/// Nothing is written, and the bound says why. Its lifetime keeps the compiler from asking before anybody writes a file.
impl Encode for File
where
    for<'any> Nested: Holds<Self>,
{
    fn encode(&self, _: &mut Encoder) {}

    fn kind() -> Kind {
        Kind::Any
    }
}

/// Nothing is read, and the bound says why.
impl Decode for File
where
    for<'any> Nested: Holds<Self>,
{
    fn placeholder() -> Self {
        Self::new("", Vec::new())
    }

    fn decode(&mut self, _: Node<'_>, _: &mut Decoder<'_>) {}
}
