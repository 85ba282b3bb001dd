//! Structs whose members are known while compiling.

use super::{FieldRules, FieldTable};
use crate::codec::decode::Decode;
use crate::codec::encode::Encode;

/// A struct that derives `TopValue`: its members are known while compiling, so they can stand in another struct's place.
#[diagnostic::on_unimplemented(
    message = "the members of `{Self}` are not known",
    label = "not a struct that derives `TopValue`",
    note = "derive it: `#[derive(TopValue)]`; `flatten` and `Fields` are for such structs, and `Option` of these"
)]
pub trait Members: Encode {
    /// The members.
    const LAYOUT: &'static FieldTable;
    /// Whether all of them may be missing.
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

/// A flattened struct that is read too. It stands for both traits, so that a type with neither is reported once.
#[diagnostic::on_unimplemented(
    message = "the members of `{Self}` cannot be flattened into another struct",
    label = "not a struct that derives `TopValue` and owns its data",
    note = "derive it: `#[derive(TopValue)]`; `flatten` is for such structs, and `Option` of these",
    note = "a struct that borrows is only sent: it is flattened into one that borrows too"
)]
pub trait Flat: Members + Decode {}

#[diagnostic::do_not_recommend]
impl<T: Members + Decode> Flat for T {}

/// The members of a struct that is read too, in the place of one member.
#[must_use]
pub const fn flat_value<T: Flat>() -> FieldRules {
    FieldRules::flatten::<T>()
}

/// The members of a struct in the place of one parameter.
#[cfg(not(feature = "server"))]
#[must_use]
pub const fn flat_param<T: Members>() -> FieldRules {
    FieldRules::flatten::<T>()
}

/// The members of a struct in the place of one parameter, which a server reads too.
#[cfg(feature = "server")]
#[must_use]
pub const fn flat_param<T: Flat>() -> FieldRules {
    FieldRules::flatten::<T>()
}
