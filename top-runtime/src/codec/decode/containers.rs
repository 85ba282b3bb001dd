//! Decoding of what holds other values.

use std::collections::BTreeMap;

use super::{BorrowedData, Decode, DecodeOwned};
use crate::codec::decoder::Decoder;
use crate::codec::decoder::list::PushElement;
use crate::codec::decoder::map::Entries;
use crate::codec::encode::Encode;
use crate::outcome::OutcomeFields;
use crate::tree::Node;

impl<T: Decode> Decode for Option<T> {
    fn empty() -> Self {
        None
    }

    /// What cannot be read becomes `None` and is listed. An empty text is the absence of everything but text.
    #[inline]
    fn read(&mut self, node: Node<'_>, from: &mut Decoder<'_>) {
        T::read_option(self, node, from);
    }

    fn absent(&mut self, _: &mut Decoder<'_>) {}

    fn markers() -> &'static OutcomeFields {
        T::markers()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn read(&mut self, node: Node<'_>, from: &mut Decoder<'_>) {
        T::read_list(self, node, from);
    }

    fn absent(&mut self, _: &mut Decoder<'_>) {}

    fn markers() -> &'static OutcomeFields {
        T::markers()
    }
}

impl<T: Decode> PushElement for &mut Vec<T> {
    #[inline]
    fn add(&mut self, place: Option<Node<'_>>, ahead: usize, from: &mut Decoder<'_>) {
        // The room for all that are to come, which the reader has found to be within the reply's budget.
        self.reserve_exact(ahead);
        // Made and read in its place: elements are large, and nearly all of them stay.
        self.extend(std::iter::once_with(T::empty));
        if let Some(element) = self.last_mut() {
            element.fill(place, from);
        }
        if from.failed() {
            self.pop();
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }

    /// From an object, or from a text that holds one as JSON. Blank text and an empty list are an empty map.
    fn read(&mut self, node: Node<'_>, from: &mut Decoder<'_>) {
        self.clear();
        from.map(node, size_of::<(String, T)>(), self);
    }

    fn absent(&mut self, _: &mut Decoder<'_>) {}
}

impl<T: Decode> Entries for BTreeMap<String, T> {
    fn add(&mut self, name: &str, node: Node<'_>, from: &mut Decoder<'_>) {
        let mut value = T::empty();
        from.fill(&mut value, Some(node));
        if !from.failed() {
            self.insert(name.to_owned(), value);
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn read(&mut self, node: Node<'_>, from: &mut Decoder<'_>) {
        from.count_box(size_of::<T>());
        (**self).read(node, from);
    }

    fn absent(&mut self, from: &mut Decoder<'_>) {
        from.count_box(size_of::<T>());
        (**self).absent(from);
    }

    fn markers() -> &'static OutcomeFields {
        T::markers()
    }
}

/// Nothing is read into a reference, and the bound says why.
impl<T: ?Sized> Decode for &T
where
    Self: Encode,
    BorrowedData: DecodeOwned<Self>,
{
    fn empty() -> Self {
        unreachable!("nothing is read into what borrows")
    }

    fn read(&mut self, _: Node<'_>, _: &mut Decoder<'_>) {}
}

/// A reply of which nothing is read.
impl Decode for () {
    fn empty() -> Self {}

    fn read(&mut self, _: Node<'_>, _: &mut Decoder<'_>) {}

    fn absent(&mut self, _: &mut Decoder<'_>) {}
}
