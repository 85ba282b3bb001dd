//! Code generation. The generated code is small: it calls functions of the runtime that are
//! compiled once.
//!
//! Every path is absolute (`::core::..`) or starts with `__top`, because the names in scope at a
//! derive are unknown. Bindings start with `__` for the same reason: a user's constant of that name
//! would turn a binding into a comparison. Exception: parameters of `new` and of setters have the
//! names of their fields, because users read them in the documentation.

mod api;
mod asserts;
mod bounds;
mod build;
mod coded_enum;
pub(crate) mod fallback;
mod field_table;
mod index;
mod message;
mod newtype;
mod object;
mod pages;
mod schema;
mod serde;
mod spans;

pub(crate) use self::api::api;
pub(crate) use self::build::build;
pub(crate) use self::coded_enum::coded_enum;
pub(crate) use self::message::message;
pub(crate) use self::newtype::newtype;
pub(crate) use self::object::object;
#[cfg(test)]
pub(crate) use self::schema::docs;
