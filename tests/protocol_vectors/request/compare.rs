//! Compares sent requests with the SDK.

use serde_json::Value;
use top_runtime::server::{sign_text, sorted_text};
use top_runtime::{AppSecret, Params};

use super::form::Pairs;
use super::sent::Sent;
use crate::check::{Checked, same, same_text};
use crate::client::sign_method;
use crate::signature;
use crate::vector::{Vector, pairs, text};

/// Asserts that signing the SDK's parameters gives the SDK's signature, with every method.
pub(super) fn of_sdk(vector: &Vector) -> Checked {
    let secret = AppSecret::new(text(&vector.input, "secret"));
    for method in ["md5", "hmac", "hmac-sha256"] {
        // The vector has the signature of each method, so `sign_method` is replaced.
        let all = pairs(&vector.expect["all_params_without_sign"]);
        let params: Params =
            all.map(|(name, value)| (name, if name == "sign_method" { method } else { value })).collect();
        let theirs = &vector.expect["signs"][method];
        let signed = sorted_text(&params);
        same(method, signed.as_str(), text(theirs, "string_to_sign"))?;
        let ours = sign_text(sign_method(method), &secret, &signed);
        same(method, ours.as_str(), text(theirs, "sign"))?;
    }
    Ok(())
}

/// Verifies the signature of the sent parameters with independent code.
pub(super) fn signed(input: &Value, sent: &Sent) -> Checked {
    let method = input["sign_method"].as_str().unwrap_or("hmac-sha256");
    let all = sent.query.iter().chain(&sent.body);
    let all = all.map(|(name, value)| (name.as_str(), value.as_str()));
    let expected = signature::text(all.clone().filter(|(name, _)| *name != "sign"));
    same("string to sign", sent.string_to_sign.as_str(), &expected)?;
    let expected = signature::sign(method, text(input, "secret"), &expected);
    same("sign", sent.sign.as_str(), &expected)?;
    let signs: Vec<_> = all.filter(|(name, _)| *name == "sign").collect();
    same("sent sign", signs, vec![("sign", expected.as_str())])
}

/// Asserts that the system parameters equal the SDK's, except for the signature.
pub(super) fn query(vector: &Vector, sent: &Sent) -> Checked {
    let mut theirs = expected(&vector.expect["query_params"]);
    // The query of the gateway URL is not a parameter.
    theirs.retain(|name, _| !text(&vector.input, "path").contains(&format!("?{name}=")));
    let without_sign = |pairs: &Pairs| {
        let mut pairs = pairs.clone();
        pairs.remove("sign");
        pairs
    };
    same("query", without_sign(&sent.query), without_sign(&theirs))
}

/// Asserts that the API's parameters equal the SDK's. Without differences in JSON texts, the
/// signature is equal too.
pub(super) fn body(vector: &Vector, sent: &Sent) -> Checked {
    let body = expected(&vector.expect["body_params"]);
    same("names in the body", names(&sent.body), names(&body))?;
    for (name, ours) in &sent.body {
        same_text(name, ours, &body[name])?;
    }
    if sent.body != body {
        return Ok(());
    }
    let method = vector.input["sign_method"].as_str().unwrap_or("hmac-sha256");
    let theirs = text(&vector.expect["signs"][method], "string_to_sign");
    same("string to sign of the SDK", sent.string_to_sign.as_str(), theirs)?;
    same("sign of the SDK", sent.sign.as_str(), text(&vector.expect, "sign_sent"))
}

/// With all parameters in the body, the same pairs are sent, and the URL is the gateway's.
pub(super) fn placements(split: &Sent, in_body: &Sent) -> Checked {
    let mut all = split.query.clone();
    all.extend(split.body.clone());
    same("body with all parameters", &in_body.body, &all)?;
    same("query beside a body with all parameters", &in_body.query, &Pairs::new())
}

fn expected(given: &Value) -> Pairs {
    pairs(given).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn names(pairs: &Pairs) -> Vec<&String> {
    pairs.keys().collect()
}
