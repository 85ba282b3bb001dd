//! The checks before sending: what the SDK refuses we refuse at the same place for the same reason, and what it lets through we
//! send as it does, except where it looks at too little.

mod apis;
mod differences;
mod refusal;

use libtest_mimic::Trial;
use top_runtime::Prepared;

use crate::check::{Checked, holds, same};
use crate::vector::{Vector, pairs, text};
use differences::DIFFERENCES;
use refusal::{Refusal, refused_as};

/// One test per vector, and that no difference is of a vector that is gone.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/client_check.json"));
    let known = |id: &str| vectors.iter().any(|vector| vector.id == id);
    let unknown: Vec<_> = DIFFERENCES.iter().map(|listed| listed.vector).filter(|id| !known(id)).collect();
    let listed = move || same("differences of no vector", unknown, vec![]).map_err(Into::into);
    let mut trials = vec![Trial::test("client_check::differences", listed)];
    trials.extend(vectors.into_iter().map(|vector| vector.trial("client_check", check)));
    trials
}

fn check(vector: &Vector) -> Checked {
    let Some(difference) = DIFFERENCES.iter().find(|difference| difference.vector == vector.id) else {
        return as_sdk(vector);
    };
    holds("it is listed as a difference and is none", as_sdk(vector).is_err())?;
    (difference.ours)(vector).map_err(|found| format!("{}: {found}", difference.why))
}

/// We refuse what the SDK refuses, and sign what it sends.
fn as_sdk(vector: &Vector) -> Checked {
    let found = apis::prepare(&vector.input);
    let Some(refusal) = Refusal::of_sdk(vector) else {
        let prepared = found.map_err(|issues| format!("it is refused: {issues:?}"))?;
        return sent(vector, &prepared);
    };
    match found {
        Ok(_) => return Err("it is not refused".to_owned()),
        Err(issues) => refused_as(vector, &refusal, &issues)?,
    }
    unchecked(vector)
}

/// What is sent is what the SDK sends; a file is not among the parameters, and its parts are compared in `multipart`.
fn sent(vector: &Vector, prepared: &Prepared) -> Checked {
    let theirs = text(&vector.expect["signs"]["hmac-sha256"], "string_to_sign");
    same("string to sign", prepared.string_to_sign(), theirs)?;
    same("sign", prepared.sign(), text(&vector.expect, "sign_sent"))
}

/// It is the check that refuses: without it the same request is signed, unless its type cannot even hold it.
fn unchecked(vector: &Vector) -> Checked {
    let mut input = vector.input.clone();
    input["check"] = false.into();
    match apis::prepare(&input) {
        Ok(prepared) => pairs(&vector.expect["app_params"]).try_for_each(|(name, value)| {
            let part = format!("{name}{value}");
            holds(&format!("`{part}` is not signed"), prepared.string_to_sign().contains(&part))
        }),
        Err(issues) => same("what the type refuses", issues[0].found.as_str(), "nothing"),
    }
}
