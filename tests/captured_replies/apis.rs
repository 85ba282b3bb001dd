//! The APIs of the captured replies, declared as their users would: names from the public pages, types as they are needed.
//!
//! Requests are empty, as only replies are read here. Where an element's type is named as on the page, its list needs no `item`.

pub(crate) mod item;
pub(crate) mod message;
pub(crate) mod order;
pub(crate) mod promotion;
pub(crate) mod shop;
pub(crate) mod time;
pub(crate) mod trade;
pub(crate) mod travel;
