//! Facts about the type of a field that the derives need at compile time, where its name may be an
//! alias.
//!
//! Inherent constants of [`TypeFacts`] shadow the constants of the trait [`DefaultFacts`]. So the
//! trait has the defaults for all types, and the impls below have the exceptions.

use std::borrow::Cow;
use std::marker::PhantomData;

/// Facts about the type `T`.
#[derive(Debug)]
pub struct TypeFacts<T>(PhantomData<T>);

/// Defaults of [`TypeFacts`].
pub trait DefaultFacts {
    /// Whether a value can be text.
    const HAS_LENGTH: bool = true;
    /// Whether a value can be a list.
    const HAS_ITEMS: bool = true;
    /// Whether a value can be a whole number.
    const HAS_RANGE: bool = true;
    /// Whether a value is always present.
    const IS_GIVEN: bool = true;
    /// Whether the type has at most one layer of `Option`.
    const IS_SINGLE: bool = true;
}

impl<T> DefaultFacts for TypeFacts<T> {}

impl<T> TypeFacts<Option<T>> {
    /// An `Option` may be absent.
    pub const IS_GIVEN: bool = false;
}

impl<T> TypeFacts<Option<Option<T>>> {
    /// Two layers of `Option`.
    pub const IS_SINGLE: bool = false;
}

/// Sets facts of a type and of an `Option` of it to false.
macro_rules! impl_lacks {
    ($($type:ty: $($what:ident),*;)*) => {$(
        impl TypeFacts<$type> {
            $(#[doc = "Not possible for this type."] pub const $what: bool = false;)*
        }

        impl TypeFacts<Option<$type>> {
            $(#[doc = "Not possible for this type."] pub const $what: bool = false;)*
        }
    )*};
}

impl_lacks! {
    i8: HAS_LENGTH, HAS_ITEMS;
    i16: HAS_LENGTH, HAS_ITEMS;
    i32: HAS_LENGTH, HAS_ITEMS;
    i64: HAS_LENGTH, HAS_ITEMS;
    i128: HAS_LENGTH, HAS_ITEMS;
    isize: HAS_LENGTH, HAS_ITEMS;
    u16: HAS_LENGTH, HAS_ITEMS;
    u32: HAS_LENGTH, HAS_ITEMS;
    u64: HAS_LENGTH, HAS_ITEMS;
    u128: HAS_LENGTH, HAS_ITEMS;
    usize: HAS_LENGTH, HAS_ITEMS;
    bool: HAS_LENGTH, HAS_ITEMS, HAS_RANGE;
    String: HAS_ITEMS, HAS_RANGE;
    Cow<'static, str>: HAS_ITEMS, HAS_RANGE;
}

impl<T> TypeFacts<Vec<T>> {
    /// A list has no length in characters.
    pub const HAS_LENGTH: bool = false;
    /// A list is not a number.
    pub const HAS_RANGE: bool = false;
}

impl<T> TypeFacts<Option<Vec<T>>> {
    /// A list has no length in characters.
    pub const HAS_LENGTH: bool = false;
    /// A list is not a number.
    pub const HAS_RANGE: bool = false;
}
