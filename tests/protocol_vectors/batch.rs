//! Batches: requests and results, compared with the SDK.
//!
//! Calls are compared as sets of decoded pairs. Each signature is computed independently, for the
//! vector and for the request of the client.

mod differences;
mod sent;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::{Error, Reply};

use crate::check::{Checked, ensure, same, same_text};
use crate::signature;
use crate::vector::{Vector, pairs, text};
use differences::{Allowance, DIFFERENCES};
use sent::{Call, Sent, split};

/// Results of the calls, or the error of the batch.
type Results = Result<Vec<Result<Reply<top_runtime::Value>, Error>>, Error>;

/// Returns one test per vector, and one that every difference belongs to a vector.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/batch.json"));
    let known = |id: &str| vectors.iter().any(|vector| vector.id == id);
    let unknown: Vec<_> = DIFFERENCES.iter().map(|listed| listed.vector).filter(|id| !known(id)).collect();
    let listed = move || same("differences of no vector", unknown, vec![]).map_err(Into::into);
    let mut trials = vec![Trial::test("batch::differences", listed)];
    trials.extend(vectors.into_iter().map(|vector| vector.trial("batch", check)));
    trials
}

fn check(vector: &Vector) -> Checked {
    signature_of_sdk(vector)?;
    let (sent, results) = Sent::of(&vector.input);
    let as_sdk = as_sdk(vector, &sent, &results, None);
    let Some(difference) = DIFFERENCES.iter().find(|difference| difference.vector == vector.id) else {
        return as_sdk;
    };
    ensure("it is listed as a difference and is none", as_sdk.is_err())?;
    let checked = match difference.ours {
        Allowance::Request(adapt) => self::as_sdk(vector, &sent, &results, Some(adapt)),
        Allowance::Results(ours) => requests(vector, &sent, None).and_then(|()| ours(&sent, &results)),
        Allowance::All(ours) => ours(&sent, &results),
    };
    checked.map_err(|found| format!("{}: {found}", difference.why))
}

/// Asserts that the SDK's signatures follow from its query and its body text.
fn signature_of_sdk(vector: &Vector) -> Checked {
    let secret = vector.input["secret"].as_str().unwrap_or("helloworld");
    for (method, signed) in vector.expect["signs"].as_object().into_iter().flatten() {
        let query = pairs(&vector.expect["query_params"]).filter(|(name, _)| *name != "sign");
        let query = query.map(|(name, value)| (name, if name == "sign_method" { method } else { value }));
        let to_sign = signature::text(query) + text(&vector.expect["http"], "body_text");
        same("string to sign of the SDK", to_sign.as_str(), text(signed, "string_to_sign"))?;
        same("sign of the SDK", signature::sign(method, secret, &to_sign).as_str(), text(signed, "sign"))?;
    }
    Ok(())
}

fn as_sdk(vector: &Vector, sent: &[Sent], results: &Results, adapt: Option<fn(&mut Vec<Call>)>) -> Checked {
    requests(vector, sent, adapt)?;
    ensure("the SDK throws an exception", vector.expect["exception"].is_null())?;
    results_of_sdk(&vector.expect["batch"], results)
}

/// Asserts that the request equals the SDK's, after the change that a difference makes.
fn requests(vector: &Vector, sent: &[Sent], adapt: Option<fn(&mut Vec<Call>)>) -> Checked {
    let theirs = &vector.expect["http"];
    same("requests", sent.len(), usize::from(!theirs.is_null()))?;
    let Some(sent) = sent.first() else { return Ok(()) };
    ensure(
        "the request of the SDK has another path",
        text(theirs, "request_line").starts_with("POST /router/batch?"),
    )?;
    same("path", sent.path.as_str(), "/router/batch")?;
    same("headers", sent.headers.clone(), headers(theirs))?;
    let mut query: Vec<_> =
        pairs(&vector.expect["query_params"]).filter(|(name, _)| *name != "sign").collect();
    query.sort_unstable();
    let ours: Vec<_> = sent.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    same("query", ours, query)?;
    let secret = vector.input["secret"].as_str().unwrap_or("helloworld");
    let pairs = sent.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let to_sign = signature::text(pairs) + &sent.body;
    let method = vector.input["sign_method"].as_str().unwrap_or("hmac-sha256");
    same("sign", sent.sign.clone(), signature::sign(method, secret, &to_sign))?;
    let separator = vector.input["separator"].as_str().unwrap_or(sent::SEPARATOR);
    let mut calls = split(text(theirs, "body_text"), separator);
    if let Some(adapt) = adapt {
        adapt(&mut calls);
    }
    let ours = split(&sent.body, sent::SEPARATOR);
    same("calls", ours.len(), calls.len())?;
    for (ours, theirs) in ours.iter().zip(&calls) {
        same("parameters", ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>())?;
        for (name, value) in ours {
            same_text(name, value, &theirs[name])?;
        }
    }
    Ok(())
}

/// Returns the headers of a batch that the SDK sends: the content type.
fn headers(http: &Value) -> Vec<(String, String)> {
    let all = http["headers"].as_array().into_iter().flatten();
    let all =
        all.map(|pair| (pair[0].as_str().unwrap().to_lowercase(), pair[1].as_str().unwrap().to_owned()));
    all.filter(|(name, _)| sent::HEADERS.contains(&name.as_str())).collect()
}

/// Asserts that the results equal those of the SDK. A vector of a request has none.
fn results_of_sdk(theirs: &Value, results: &Results) -> Checked {
    if theirs.is_null() {
        return Ok(());
    }
    match results {
        Err(error) => {
            ensure("the error is not that of the batch", error.is_of_batch())?;
            ensure("the SDK has a result", theirs["is_success"] == false)?;
            same("code", error.code().unwrap_or_default(), text(theirs, "error_code"))
        }
        Ok(replies) => {
            let all = theirs["responses"].as_array().ok_or("the SDK has no results")?;
            same("results", replies.len(), all.len())?;
            replies.iter().zip(all).try_for_each(|(ours, theirs)| result(ours, theirs))
        }
    }
}

fn result(ours: &Result<Reply<top_runtime::Value>, Error>, theirs: &Value) -> Checked {
    match ours {
        Ok(reply) => {
            same("is_success", true, theirs["is_success"] == true)?;
            same("body", reply.body(), text(theirs, "body"))?;
            same("request id", reply.request_id(), text(theirs, "request_id"))?;
            let fields = theirs["fields"].as_object().into_iter().flatten();
            for (name, value) in fields {
                let ours = reply.get(name).map(ToString::to_string).unwrap_or_default();
                same_text(name, &ours, &value.to_string())?;
            }
            Ok(())
        }
        Err(error) => {
            ensure("the error is that of the batch", !error.is_of_batch())?;
            same("is_success", false, theirs["is_success"] == true)?;
            same("code", error.code().unwrap_or_default(), text(theirs, "error_code"))?;
            same("request id", error.request_id().unwrap_or_default(), text(theirs, "request_id"))
        }
    }
}
