//! Encoding of what holds other values.

use std::collections::BTreeMap;

use super::{Encode, Kind, Shape};
use crate::writer::Writer;

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, out: &mut Writer) {
        match self {
            Some(value) => {
                out.optional();
                value.encode(out);
            }
            // Only reached as a list element or a map's value: members that are absent are not written.
            None => out.null(),
        }
    }

    fn shape(&self) -> Shape<'_> {
        match self {
            // An empty list is absent, but one that the caller wrote as `Some` is meant.
            Some(value) => match value.shape() {
                Shape::Absent => Shape::List(0),
                shape => shape,
            },
            None => Shape::Absent,
        }
    }

    fn kind() -> Kind {
        T::kind()
    }
}

/// Lists that own their elements, or borrow them in a request.
macro_rules! lists {
    ($($type:ty),*) => {$(
        impl<T: Encode> Encode for $type {
            fn encode(&self, out: &mut Writer) {
                out.list(T::kind(), &mut self.iter().map(|item| item as &dyn Encode));
            }

            fn shape(&self) -> Shape<'_> {
                if self.is_empty() { Shape::Absent } else { Shape::List(self.len()) }
            }

            fn kind() -> Kind {
                Kind::List
            }
        }
    )*};
}

lists!(Vec<T>, &[T]);

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, out: &mut Writer) {
        out.map(&mut self.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)));
    }

    fn kind() -> Kind {
        Kind::Map
    }
}

/// What stands behind a pointer is what is sent.
macro_rules! pointers {
    ($($type:ty),*) => {$(
        impl<T: Encode> Encode for $type {
            fn encode(&self, out: &mut Writer) {
                (**self).encode(out);
            }

            fn shape(&self) -> Shape<'_> {
                (**self).shape()
            }

            fn kind() -> Kind {
                T::kind()
            }
        }
    )*};
}

pointers!(Box<T>, &T);

/// A reply with nothing in it.
impl Encode for () {
    fn encode(&self, out: &mut Writer) {
        out.map(&mut std::iter::empty());
    }

    fn kind() -> Kind {
        Kind::Any
    }
}
