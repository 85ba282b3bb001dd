//! Requests: from parameters in canonical order to a signed request.

pub(crate) mod canonical;
mod form;
mod multipart;
pub(crate) mod payload;
pub(crate) mod prepared;
pub(crate) mod sign;
pub(crate) mod signed;

use canonical::ParamWriter;

/// Encodes a request: the part of [`TopApi`](crate::TopApi) that the client uses at run time.
pub trait Request {
    /// Writes the parameters, sorted by name.
    fn params(&self, out: &mut ParamWriter<'_>);
}
