//! Encoding of optional values, lists, maps and pointers.

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
            // Only in lists and maps: an absent member is not written.
            None => encoder.null(),
        }
    }

    fn shape(&self) -> Shape<'_> {
        match self {
            // An empty list is absent, but `Some` of one is sent.
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

/// Implements `Encode` for owned and borrowed lists.
macro_rules! impl_encode_for_lists {
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

impl_encode_for_lists!(Vec<T>, &[T]);

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.map(&mut self.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)));
    }

    /// An empty map is sent as `{}`, but does not satisfy `required`.
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

/// Implements `Encode` for pointers, as their target.
macro_rules! impl_encode_for_pointers {
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

impl_encode_for_pointers!(Box<T>, &T);

/// An empty reply.
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
