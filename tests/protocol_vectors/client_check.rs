//! Request validation: the client refuses the requests that the SDK refuses, with the same path and
//! reason, and sends the others as the SDK does. `differences` lists the exceptions.

mod apis;
mod differences;
mod refusal;

use libtest_mimic::Trial;
use top_runtime::Prepared;

use crate::check::{Checked, ensure, same};
use crate::vector::{Vector, pairs, text};
use differences::DIFFERENCES;
use refusal::{Refusal, refused_as};

/// Returns one test per vector, and one that every difference belongs to a vector.
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
    ensure("it is listed as a difference and is none", as_sdk(vector).is_err())?;
    (difference.ours)(vector).map_err(|found| format!("{}: {found}", difference.why))
}

/// Compares refusal and signature with the SDK.
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

/// Compares the sent parameters with the SDK. The tests of `multipart` compare files.
fn sent(vector: &Vector, prepared: &Prepared) -> Checked {
    let theirs = text(&vector.expect["signs"]["hmac-sha256"], "string_to_sign");
    same("string to sign", prepared.string_to_sign(), theirs)?;
    same("sign", prepared.sign(), text(&vector.expect, "sign_sent"))
}

/// Without validation, the refused request is signed, unless its type cannot represent it.
fn unchecked(vector: &Vector) -> Checked {
    let mut input = vector.input.clone();
    input["check"] = false.into();
    match apis::prepare(&input) {
        Ok(prepared) => pairs(&vector.expect["app_params"]).try_for_each(|(name, value)| {
            let part = format!("{name}{value}");
            ensure(&format!("`{part}` is not signed"), prepared.string_to_sign().contains(&part))
        }),
        Err(issues) => same("what the type refuses", issues[0].found.as_str(), "nothing"),
    }
}
