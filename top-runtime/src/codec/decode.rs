//! How a value is read from a reply: the trait that `#[derive(TopValue)]` implements.

mod containers;
mod scalars;

pub(crate) use scalars::truth;

use crate::codec::decoder::Decoder;
use crate::codec::encode::Encode;
use crate::outcome::OutcomeFields;
use crate::tree::Node;

/// The reading of a reply, in the condition under which a type that borrows could be read.
#[derive(Debug)]
pub struct BorrowedData;

/// That condition, which nothing meets: its text is what the user sees where such a type is read.
#[diagnostic::on_unimplemented(
    message = "a response owns its data; `{T}` is only for requests",
    label = "borrows, or holds what borrows",
    note = "write `String` for `&str`, and a type that owns its data for any other",
    note = "a struct around what is only sent says that it borrows: `struct Line<'a> {{ nick: &'a str }}`"
)]
pub trait DecodeOwned<T: ?Sized> {}

/// Compiles for what can be sent and read. The derives use it so that a type that cannot is reported once.
pub const fn assert_decode<T: Decode>() {}

/// A value that can be read from a reply (and, in a server, from a request).
///
/// `#[derive(TopValue)]` implements it. Reading fills a value in place: it starts from [`Decode::placeholder`], and a value that could
/// not be read is dropped before a caller sees it. To implement it by hand for a type of your own, read what it is made of and
/// say with [`Decoder::mismatch`] when that does not fit:
///
/// ```
/// use top_runtime::codec::{Decode, Decoder, Encode, Encoder, Kind, Node};
///
/// struct Percent(u8);
/// # impl Encode for Percent {
/// #     fn encode(&self, encoder: &mut Encoder) { encoder.number(&self.0.to_string()); }
/// #     fn kind() -> Kind { Kind::Number }
/// # }
/// impl Decode for Percent {
///     fn placeholder() -> Self {
///         Percent(0)
///     }
///     fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
///         match decoder.integer_code(node).map(u8::try_from) {
///             Some(Ok(percent)) if percent <= 100 => self.0 = percent,
///             _ => decoder.mismatch("a percentage from 0 to 100", node),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a TOP value: it cannot be read from a reply",
    label = "not a TOP value",
    note = "a struct or an enum of your own derives it: `#[derive(TopValue)]`",
    note = "in place of a type of another crate: a time is `DateTime`, money is `Price`, any other decimal is `Decimal`; with top-runtime's features `chrono`, `jiff` and `rust_decimal` they convert from and to its types",
    note = "whole numbers are `i64`; `Json<..>` is for what the API's page calls Json",
    note = "a reply owns its data: `String` where a request could borrow `&str`",
    note = "a type parameter needs the bound `T: TopValue`"
)]
pub trait Decode: Encode + ErasedDecode {
    /// Where reading starts.
    #[must_use]
    fn placeholder() -> Self
    where
        Self: Sized;

    /// Takes over what stands at a place that is not null. A value is read once, from [`Decode::placeholder`] on: an `Option` or a list that
    /// holds something already is not emptied first.
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>);

    /// Takes over that nothing, or null, stands there: an error unless the type has a value for it.
    fn decode_missing(&mut self, decoder: &mut Decoder<'_>) {
        decoder.missing();
    }

    /// Where a reply of this type says whether the business call worked.
    #[must_use]
    fn markers() -> &'static OutcomeFields
    where
        Self: Sized,
    {
        &OutcomeFields::NONE
    }

    /// Reads what may be missing.
    #[doc(hidden)]
    fn decode_option(place: &mut Option<Self>, node: Node<'_>, decoder: &mut Decoder<'_>)
    where
        Self: Sized,
    {
        if Self::kind().is_text() || !node.is_empty_text() {
            // In its place, as the elements of a list.
            place.get_or_insert_with(Self::placeholder).decode(node, decoder);
            if decoder.absorb() {
                *place = None;
            }
        }
    }

    /// Reads a list.
    #[doc(hidden)]
    fn decode_list(list: &mut Vec<Self>, node: Node<'_>, decoder: &mut Decoder<'_>)
    where
        Self: Sized,
    {
        // A reference has nothing to drop, so its table of functions is shorter than that of the list.
        decoder.list(node, Self::kind(), size_of::<Self>(), &mut &mut *list);
    }
}

/// A place that is being filled: what [`Decode`] says of a value, without what it says of its type.
///
/// The functions that read go by this, since `dyn Decode` is also `dyn Encode`: with that each program would have the code
/// that writes what it only reads.
#[doc(hidden)]
pub trait ErasedDecode {
    /// [`Decode::decode`] of what stands there, or [`Decode::decode_missing`].
    fn fill(&mut self, place: Option<Node<'_>>, decoder: &mut Decoder<'_>);
}

impl<T: Decode> ErasedDecode for T {
    #[inline]
    fn fill(&mut self, place: Option<Node<'_>>, decoder: &mut Decoder<'_>) {
        match place {
            Some(node) => self.decode(node, decoder),
            None => self.decode_missing(decoder),
        }
    }
}

/// What can be sent and read, as the bound of a type parameter: every type that derives `TopValue` and owns its data.
///
/// Only functions need it. A struct that derives is generic without a bound: its impls ask for what its fields need. Where what
/// borrows is sent as well, the bound is [`Encode`].
///
/// ```
/// use top_runtime::{Client, Error, TopApi, TopValue};
///
/// #[derive(TopApi)]
/// #[top_api(method = "test.echo", response = T)]
/// struct Echo<T> {
///     value: T,
/// }
///
/// async fn echo<T: TopValue>(client: &Client, value: T) -> Result<T, Error> {
///     Ok(client.execute(&Echo { value }).await?.into_inner())
/// }
/// ```
pub trait TopValue: Decode {}

impl<T: Decode> TopValue for T {}
