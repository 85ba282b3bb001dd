//! The APIs of the captured replies, declared as a user would: names from the public pages, types
//! as needed.
//!
//! Requests are empty, as only replies are tested. If an element type has its name on the page, its
//! list needs no `item`.

pub(crate) mod item;
pub(crate) mod message;
pub(crate) mod order;
pub(crate) mod promotion;
pub(crate) mod shop;
pub(crate) mod time;
pub(crate) mod trade;
pub(crate) mod travel;
