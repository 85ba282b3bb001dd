//! Vectors of the official SDK of IOP: signatures, requests and replies.

mod differences;
mod replies;
mod requests;

pub(crate) use replies::reply;

use libtest_mimic::Trial;

use crate::check::{Checked, ensure, same};
use crate::vector::Vector;

/// A vector that the client differs from on purpose, with the reason.
pub(crate) type Difference = (&'static str, &'static str);

/// Returns one test per vector, and one that every difference belongs to a vector.
pub(crate) fn trials() -> Vec<Trial> {
    let files = [
        ("iop_sign", include_str!("data/iop_sign.json"), requests::check as fn(&Vector) -> Checked),
        ("iop_request", include_str!("data/iop_request.json"), requests::check),
        ("iop_response", include_str!("data/iop_response.json"), replies::check),
    ];
    let all: Vec<_> = files.iter().flat_map(|(_, data, _)| Vector::all(data)).collect();
    let listed = differences::REQUESTS.iter().chain(replies::DIFFERENCES).map(|(id, _)| *id);
    let unknown: Vec<_> = listed.filter(|id| all.iter().all(|vector| vector.id != *id)).collect();
    let is_known = move || same("differences of no vector", unknown, vec![]).map_err(Into::into);
    let mut trials = vec![Trial::test("iop::differences", is_known)];
    for (name, data, check) in files {
        trials.extend(Vector::all(data).into_iter().map(|vector| vector.trial(name, check)));
    }
    trials
}

/// Asserts that a vector agrees, or that it does not if it is listed.
pub(crate) fn agrees(vector: &Vector, listed: &[Difference], result: Checked) -> Checked {
    match listed.iter().find(|(id, _)| *id == vector.id) {
        None => result,
        Some((_, why)) => {
            ensure(&format!("it is listed as a difference and is none: {why}"), result.is_err())
        }
    }
}
