//! The code that the derives write. All work is done by functions of the runtime that are compiled once.
//!
//! Everything is named from the root, `::core::..`, or through `__top`, since nothing is known about the names that
//! are in scope where a derive stands. Names bound here begin with `__` for the same reason: a constant of the user's
//! would turn a binding of its name into a comparison. The parameters of `new` and of the setters are the exception:
//! they are read in documentation, so each has the name of its field.

mod api;
mod behind;
mod borrowed;
mod bounds;
mod build;
mod coded;
pub(crate) mod fallback;
mod index;
mod known;
mod layout;
mod markers;
mod object;
mod place;
mod schema;

pub(crate) use self::api::api;
pub(crate) use self::build::build;
pub(crate) use self::coded::coded;
pub(crate) use self::object::object;
