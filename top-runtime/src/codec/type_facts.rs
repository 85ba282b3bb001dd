//! What the derives ask of a type while compiling, where its name may be an alias.
//!
//! A constant of the type [`TypeFacts`] itself goes before one of the trait [`DefaultFacts`], so that the trait says what holds of all types
//! but those named here. It needs no impl for the types that derive, and costs nothing but where it is asked.

use std::borrow::Cow;
use std::marker::PhantomData;

/// A type that is asked about.
#[derive(Debug)]
pub struct TypeFacts<T>(PhantomData<T>);

/// What holds unless [`TypeFacts`] knows better.
pub trait DefaultFacts {
    /// Whether it can be text.
    const HAS_LENGTH: bool = true;
    /// Whether it can be a list.
    const HAS_ITEMS: bool = true;
    /// Whether it can be a whole number.
    const HAS_RANGE: bool = true;
    /// Whether it is always there.
    const IS_GIVEN: bool = true;
    /// Whether it holds a value at most once.
    const IS_SINGLE: bool = true;
}

impl<T> DefaultFacts for TypeFacts<T> {}

impl<T> TypeFacts<Option<T>> {
    /// An `Option` may be absent.
    pub const IS_GIVEN: bool = false;
}

impl<T> TypeFacts<Option<Option<T>>> {
    /// There is one way to be absent too many.
    pub const IS_SINGLE: bool = false;
}

/// What does not hold of a type, nor of an `Option` of it.
macro_rules! lacks {
    ($($type:ty: $($what:ident),*;)*) => {$(
        impl TypeFacts<$type> {
            $(#[doc = "It cannot."] pub const $what: bool = false;)*
        }

        impl TypeFacts<Option<$type>> {
            $(#[doc = "It cannot."] pub const $what: bool = false;)*
        }
    )*};
}

lacks! {
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
    /// A list is no number.
    pub const HAS_RANGE: bool = false;
}

impl<T> TypeFacts<Option<Vec<T>>> {
    /// A list has no length in characters.
    pub const HAS_LENGTH: bool = false;
    /// A list is no number.
    pub const HAS_RANGE: bool = false;
}
