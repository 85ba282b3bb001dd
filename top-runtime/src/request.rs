//! From canonical parameters to a signed request.

pub(crate) mod canonical;
mod form;
mod multipart;
pub(crate) mod prepared;
pub(crate) mod sign;
