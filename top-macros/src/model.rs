//! What an item means: its fields or variants with what their attributes and types say.

mod api;
mod coded;
mod docs;
mod field;
mod given;
mod head;
mod object;
mod tokens;
mod written;

pub(crate) use self::api::Api;
pub(crate) use self::coded::{Coded, Variant};
pub(crate) use self::docs::docs;
pub(crate) use self::field::Field;
pub(crate) use self::given::Given;
pub(crate) use self::head::Head;
pub(crate) use self::object::Object;
pub(crate) use self::tokens::{Borrow, borrow, borrows_for, mentions};
pub(crate) use self::written::{Integer, Written};
