//! Structs with fields that are known at compile time.

use super::{FieldRules, FieldTable};
use crate::codec::decode::Decode;
use crate::codec::encode::Encode;

/// A struct that derives `TopValue`. Its fields are known at compile time, so it can be flattened
/// into another struct.
#[diagnostic::on_unimplemented(
    message = "the members of `{Self}` are not known",
    label = "not a struct that derives `TopValue`",
    note = "derive it: `#[derive(TopValue)]`; `flatten` and `Fields` are for such structs, and `Option` of these"
)]
pub trait Members: Encode {
    /// The table of its fields.
    const LAYOUT: &'static FieldTable;
    /// Whether all members may be missing.
    const OPTIONAL: bool = false;
}

impl<T: Members> Members for Option<T> {
    const LAYOUT: &'static FieldTable = T::LAYOUT;
    const OPTIONAL: bool = true;
}

impl<T: Members> Members for Box<T> {
    const LAYOUT: &'static FieldTable = T::LAYOUT;
    const OPTIONAL: bool = T::OPTIONAL;
}

/// A flattened struct that is also decoded. One trait for both bounds, so that a type with neither
/// is reported once.
#[diagnostic::on_unimplemented(
    message = "the members of `{Self}` cannot be flattened into another struct",
    label = "not a struct that derives `TopValue` and owns its data",
    note = "derive it: `#[derive(TopValue)]`; `flatten` is for such structs, and `Option` of these",
    note = "a struct that borrows is only sent: it is flattened into one that borrows too"
)]
pub trait Flat: Members + Decode {}

#[diagnostic::do_not_recommend]
impl<T: Members + Decode> Flat for T {}

/// Creates the rules of a flattened struct in a value.
#[must_use]
pub const fn flat_value<T: Flat>() -> FieldRules {
    FieldRules::flatten::<T>()
}

/// Creates the rules of a flattened struct in a request.
#[must_use]
pub const fn flat_param<T: Members>() -> FieldRules {
    FieldRules::flatten::<T>()
}
