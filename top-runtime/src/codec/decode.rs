//! The trait for values that can be decoded from a reply.

mod containers;
mod scalars;

use crate::codec::decoder::Decoder;
use crate::codec::encode::Encode;
use crate::outcome::OutcomeFields;
use crate::tree::Node;

/// Asserts that a type can be decoded. The derives call it, so that a wrong type is reported once.
pub const fn assert_decode<T: Decode>() {}

/// A value that can be decoded from a reply (and, in a server, from a request).
///
/// `#[derive(TopValue)]` implements the trait. Decoding fills a value in place, from
/// [`Decode::placeholder`] on; a value that cannot be decoded is dropped before the caller sees it. To
/// implement the trait by hand, decode the parts of the value and call [`Decoder::mismatch`] if
/// they do not fit:
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
    /// Whether [`Decode::decode_missing`] does nothing, so that a wide struct need not call it.
    #[doc(hidden)]
    const IGNORES_MISSING: bool = false;

    /// Returns the value that decoding starts from.
    #[must_use]
    fn placeholder() -> Self
    where
        Self: Sized;

    /// Decodes a node that is not null.
    ///
    /// Called at most once per value, on the placeholder: an `Option` or a list is not cleared
    /// first.
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>);

    /// Decodes a missing member or null. Default: an error.
    fn decode_missing(&mut self, decoder: &mut Decoder<'_>) {
        decoder.missing();
    }

    /// Returns the fields of a reply of this type that contain the outcome of the business call.
    #[must_use]
    fn markers() -> &'static OutcomeFields
    where
        Self: Sized,
    {
        &OutcomeFields::NONE
    }

    /// Decodes an optional value.
    #[doc(hidden)]
    fn decode_option(place: &mut Option<Self>, node: Node<'_>, decoder: &mut Decoder<'_>)
    where
        Self: Sized,
    {
        if Self::kind().is_text() || !node.is_empty_text() {
            // In place, like the elements of a list.
            place.get_or_insert_with(Self::placeholder).decode(node, decoder);
            if decoder.absorb() {
                *place = None;
            }
        }
    }

    /// Decodes a list.
    #[doc(hidden)]
    fn decode_list(list: &mut Vec<Self>, node: Node<'_>, decoder: &mut Decoder<'_>)
    where
        Self: Sized,
    {
        // A reference needs no drop glue, so its vtable is shorter than that of the list.
        decoder.list(node, Self::kind(), size_of::<Self>(), &mut &mut *list);
    }
}

/// The object-safe part of [`Decode`].
///
/// `dyn Decode` would include `dyn Encode`, and each program the code that encodes types which it
/// only decodes.
#[doc(hidden)]
pub trait ErasedDecode {
    /// Calls [`Decode::decode`], or [`Decode::decode_missing`] without a node.
    fn fill(&mut self, node: Option<Node<'_>>, decoder: &mut Decoder<'_>);
}

impl<T: Decode> ErasedDecode for T {
    #[inline]
    fn fill(&mut self, node: Option<Node<'_>>, decoder: &mut Decoder<'_>) {
        match node {
            Some(node) => self.decode(node, decoder),
            None => self.decode_missing(decoder),
        }
    }
}

/// The fields of a wide struct. Decoding asks only for those that a reply contains, or must contain.
#[doc(hidden)]
pub trait ErasedFields {
    /// Returns the field at an index of the field table; for an index beyond it, the last one.
    fn field(&mut self, at: usize) -> &mut dyn ErasedDecode;
}

/// Returns the set of the fields that must be decoded even if they are missing, as bits.
///
/// `ignores_missing` has [`Decode::IGNORES_MISSING`] of each field.
#[doc(hidden)]
#[must_use]
pub const fn required_fields<const WORDS: usize>(ignores_missing: &[bool]) -> [u64; WORDS] {
    let mut words = [0; WORDS];
    let mut at = 0;
    while at < ignores_missing.len() && at / 64 < WORDS {
        if !ignores_missing[at] {
            words[at / 64] |= 1 << (at % 64);
        }
        at += 1;
    }
    words
}

/// A bound for type parameters: a type that can be sent and decoded. Every type that derives
/// `TopValue` and owns its data meets it.
///
/// Only functions need the bound. A struct that derives is generic without it, because its impls
/// have the bounds that its fields need. The bound for a type that may borrow is [`Encode`].
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
