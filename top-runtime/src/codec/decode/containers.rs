//! Decoding of optional values, lists, maps and pointers.

use std::collections::BTreeMap;

use super::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::decoder::list::PushElement;
use crate::codec::decoder::map::Entries;
use crate::codec::diagnostics::{BorrowedData, DecodeOwned};
use crate::codec::encode::Encode;
use crate::outcome::OutcomeFields;
use crate::tree::Node;

impl<T: Decode> Decode for Option<T> {
    const IGNORES_MISSING: bool = true;

    fn placeholder() -> Self {
        None
    }

    /// A value that cannot be decoded becomes `None` and an issue. An empty text is `None`, unless
    /// `T` is text.
    #[inline]
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        T::decode_option(self, node, decoder);
    }

    fn decode_missing(&mut self, _: &mut Decoder<'_>) {}

    fn markers() -> &'static OutcomeFields {
        T::markers()
    }
}

impl<T: Decode> Decode for Vec<T> {
    const IGNORES_MISSING: bool = true;

    fn placeholder() -> Self {
        Self::new()
    }

    #[inline]
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        T::decode_list(self, node, decoder);
    }

    fn decode_missing(&mut self, _: &mut Decoder<'_>) {}

    fn markers() -> &'static OutcomeFields {
        T::markers()
    }
}

impl<T: Decode> PushElement for &mut Vec<T> {
    #[inline]
    fn add(&mut self, place: Option<Node<'_>>, remaining: usize, decoder: &mut Decoder<'_>) {
        // The decoder has charged all remaining elements to the budget.
        self.reserve_exact(remaining);
        // In place: elements are large, and nearly all of them stay.
        self.extend(std::iter::once_with(T::placeholder));
        if let Some(element) = self.last_mut() {
            element.fill(place, decoder);
        }
        if decoder.failed() {
            self.pop();
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const IGNORES_MISSING: bool = true;

    fn placeholder() -> Self {
        Self::new()
    }

    /// Decodes an object, or a text that contains one as JSON. Blank text and an empty list are an
    /// empty map.
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        self.clear();
        decoder.map(node, size_of::<(String, T)>(), self);
    }

    fn decode_missing(&mut self, _: &mut Decoder<'_>) {}
}

impl<T: Decode> Entries for BTreeMap<String, T> {
    fn add(&mut self, name: &str, node: Node<'_>, decoder: &mut Decoder<'_>) {
        let mut value = T::placeholder();
        decoder.fill(&mut value, Some(node));
        if !decoder.failed() {
            self.insert(name.to_owned(), value);
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    fn placeholder() -> Self {
        Self::new(T::placeholder())
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        decoder.count_box(size_of::<T>());
        (**self).decode(node, decoder);
    }

    fn decode_missing(&mut self, decoder: &mut Decoder<'_>) {
        decoder.count_box(size_of::<T>());
        (**self).decode_missing(decoder);
    }

    fn markers() -> &'static OutcomeFields {
        T::markers()
    }
}

/// Never applies: the bound reports a reference in a response.
impl<T: ?Sized> Decode for &T
where
    Self: Encode,
    BorrowedData: DecodeOwned<Self>,
{
    fn placeholder() -> Self {
        unreachable!("no type meets the bound of this impl")
    }

    fn decode(&mut self, _: Node<'_>, _: &mut Decoder<'_>) {}
}

/// An ignored reply.
impl Decode for () {
    const IGNORES_MISSING: bool = true;

    fn placeholder() -> Self {}

    fn decode(&mut self, _: Node<'_>, _: &mut Decoder<'_>) {}

    fn decode_missing(&mut self, _: &mut Decoder<'_>) {}
}
