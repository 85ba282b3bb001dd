//! Five real APIs with odd names, types and nesting, declared by hand from their documentation.

pub(crate) mod hotel;
pub(crate) mod inventory;
pub(crate) mod listener;
pub(crate) mod mini_app;
pub(crate) mod scan_image;
