//! Decoding of what holds other values.

use std::collections::BTreeMap;

use super::list::Elements;
use super::map::Entries;
use super::{Decode, Fills, Reader, Reading};
use crate::encode::Encode;
use crate::outcome::Markers;
use crate::tree::Node;

impl<T: Decode> Decode for Option<T> {
    fn empty() -> Self {
        None
    }

    /// What cannot be read becomes `None` and is listed. An empty text is the absence of everything but text.
    #[inline]
    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        T::read_option(self, node, from);
    }

    fn absent(&mut self, _: &mut Reader<'_>) {}

    fn markers() -> &'static Markers {
        T::markers()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        T::read_list(self, node, from);
    }

    fn absent(&mut self, _: &mut Reader<'_>) {}

    fn markers() -> &'static Markers {
        T::markers()
    }
}

impl<T: Decode> Elements for &mut Vec<T> {
    #[inline]
    fn add(&mut self, place: Option<Node<'_>>, ahead: usize, from: &mut Reader<'_>) {
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
    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        self.clear();
        from.map(node, size_of::<(String, T)>(), self);
    }

    fn absent(&mut self, _: &mut Reader<'_>) {}
}

impl<T: Decode> Entries for BTreeMap<String, T> {
    fn add(&mut self, name: &str, node: Node<'_>, from: &mut Reader<'_>) {
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

    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        from.count_box(size_of::<T>());
        (**self).read(node, from);
    }

    fn absent(&mut self, from: &mut Reader<'_>) {
        from.count_box(size_of::<T>());
        (**self).absent(from);
    }

    fn markers() -> &'static Markers {
        T::markers()
    }
}

/// Nothing is read into a reference, and the bound says why.
impl<T: ?Sized> Decode for &T
where
    Self: Encode,
    Reading: Fills<Self>,
{
    fn empty() -> Self {
        unreachable!("nothing is read into what borrows")
    }

    fn read(&mut self, _: Node<'_>, _: &mut Reader<'_>) {}
}

/// A reply of which nothing is read.
impl Decode for () {
    fn empty() -> Self {}

    fn read(&mut self, _: Node<'_>, _: &mut Reader<'_>) {}

    fn absent(&mut self, _: &mut Reader<'_>) {}
}
