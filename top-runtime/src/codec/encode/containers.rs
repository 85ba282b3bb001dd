//! Encoding of what holds other values.

use std::collections::BTreeMap;

use super::{Encode, ErasedElements, Kind, Shape};
use crate::codec::encoder::Encoder;
#[cfg(feature = "schema")]
use crate::schema::{Of, Type};

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Some(value) => {
                encoder.optional();
                value.encode(encoder);
            }
            // Only reached as a list element or a map's value: members that are absent are not written.
            None => encoder.null(),
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

    fn is_optional() -> bool {
        true
    }

    #[cfg(feature = "schema")]
    fn describe() -> Type {
        T::describe()
    }
}

impl<T: Encode> ErasedElements for &[T] {
    fn element(&self, at: usize, encoder: &mut Encoder) {
        if let Some(element) = self.get(at) {
            element.encode(encoder);
        }
    }
}

/// Lists that own their elements, or borrow them in a request.
macro_rules! lists {
    ($($type:ty),*) => {$(
        impl<T: Encode> Encode for $type {
            fn encode(&self, encoder: &mut Encoder) {
                encoder.list(T::kind(), self.len(), &&self[..]);
            }

            fn shape(&self) -> Shape<'_> {
                if self.is_empty() { Shape::Absent } else { Shape::List(self.len()) }
            }

            fn kind() -> Kind {
                Kind::List
            }

            fn is_optional() -> bool {
                true
            }

            #[cfg(feature = "schema")]
            fn describe() -> Type {
                Type::List(Of::new(T::describe))
            }
        }
    )*};
}

lists!(Vec<T>, &[T]);

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.map(&mut self.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)));
    }

    /// An empty map is sent, as `{}`, but is no value where one is required.
    fn shape(&self) -> Shape<'_> {
        Shape::List(self.len())
    }

    fn kind() -> Kind {
        Kind::Map
    }

    #[cfg(feature = "schema")]
    fn describe() -> Type {
        Type::Map(Of::new(T::describe))
    }
}

/// What stands behind a pointer is what is sent.
macro_rules! pointers {
    ($($type:ty),*) => {$(
        impl<T: Encode> Encode for $type {
            fn encode(&self, encoder: &mut Encoder) {
                (**self).encode(encoder);
            }

            fn shape(&self) -> Shape<'_> {
                (**self).shape()
            }

            fn kind() -> Kind {
                T::kind()
            }

            fn is_optional() -> bool {
                T::is_optional()
            }

            #[cfg(feature = "schema")]
            fn describe() -> Type {
                T::describe()
            }
        }
    )*};
}

pointers!(Box<T>, &T);

/// A reply with nothing in it.
impl Encode for () {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.map(&mut std::iter::empty());
    }

    fn kind() -> Kind {
        Kind::Any
    }

    fn is_optional() -> bool {
        true
    }
}
