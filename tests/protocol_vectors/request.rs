//! Whole requests: typed input, declared structs, the sent bytes, and their signature.

mod compare;
pub(crate) mod differences;
mod form;
mod sent;

use libtest_mimic::Trial;
use top_runtime::transport::ParamPlacement;

use crate::check::{Checked, ensure};
use crate::vector::Vector;
use differences::{DIFFERENCES, Difference, STRICTER};
use sent::Sent;

/// Returns one test per vector, and one per stricter declaration.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/request.json"));
    let stricter = |difference: &'static Difference| {
        let vector = vectors.iter().find(|vector| vector.id == difference.vector);
        vector.unwrap().clone().trial("request::stricter", difference.ours)
    };
    let mut trials: Vec<_> = STRICTER.iter().map(stricter).collect();
    trials.extend(vectors.into_iter().map(|vector| vector.trial("request", check)));
    trials
}

fn check(vector: &Vector) -> Checked {
    compare::of_sdk(vector)?;
    let Some(difference) = DIFFERENCES.iter().find(|difference| difference.vector == vector.id) else {
        return as_sdk(vector);
    };
    ensure("it is listed as a difference and is none", as_sdk(vector).is_err())?;
    (difference.ours)(vector).map_err(|found| format!("{}: {found}", difference.why))
}

/// Asserts that the sent request equals the SDK's, with system parameters in the body and in the
/// query.
fn as_sdk(vector: &Vector) -> Checked {
    let sent = Sent::by(&vector.input, ParamPlacement::Query)?;
    compare::signed(&vector.input, &sent)?;
    compare::query(vector, &sent)?;
    compare::body(vector, &sent)?;
    let in_body = Sent::by(&vector.input, ParamPlacement::Body)?;
    compare::placements(&sent, &in_body)
}
