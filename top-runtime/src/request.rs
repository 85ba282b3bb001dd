//! Requests: from parameters in canonical order to a signed request.

#[cfg(feature = "batch")]
pub(crate) mod batch;
pub(crate) mod canonical;
mod document;
mod form;
mod multipart;
mod path;
pub(crate) mod payload;
pub(crate) mod prepared;
pub(crate) mod route;
pub(crate) mod sign;
pub(crate) mod signed;

use canonical::ParamWriter;

/// Encodes a request: the part of [`TopApi`](crate::TopApi) that the client uses at run time.
pub trait Request {
    /// Writes the parameters, sorted by name.
    fn params(&self, out: &mut ParamWriter<'_>);
}
