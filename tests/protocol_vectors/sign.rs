//! Signatures: all methods, for parameters and bodies.

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::clock::FixedClock;
use top_runtime::server::{sign_text, sorted_text};
use top_runtime::transport::{InMemoryTransport, TransportError};
use top_runtime::{AppSecret, Client, DateTime, Params, SessionKey};

use crate::check::{Checked, same};
use crate::client::{format, sign_method};
use crate::signature;
use crate::vector::{Vector, pairs, text};

/// Examples of the official pages that a client can send. The third example has a blank inside its
/// time, which no client sends.
const OF_CALLS: [&str; 2] = ["official_doc_example", "official_doc_old_example"];

/// Returns one test per vector, and another one per example that a client can send.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/sign.json"));
    let of_calls = vectors
        .clone()
        .into_iter()
        .filter(|vector| OF_CALLS.contains(&vector.id.as_str()))
        .map(|vector| vector.trial("sign::by_client", by_client));
    let all = vectors.clone().into_iter().map(|vector| vector.trial("sign", check));
    all.chain(of_calls).collect()
}

fn check(vector: &Vector) -> Checked {
    let (input, expect) = (&vector.input, &vector.expect);
    let params: Params = pairs(&input["params"]).collect();
    let secret = AppSecret::new(text(input, "secret"));
    let signed = sorted_text(&params) + text(input, "body");
    same("string to sign", signed.as_str(), text(expect, "string_to_sign"))?;
    for method in ["md5", "hmac", "hmac-sha256"] {
        let ours = sign_text(sign_method(method), &secret, &signed);
        same(method, ours.as_str(), text(expect, method))?;
        // The independent computation of the request vectors is tested with the same vectors.
        let second = signature::text(pairs(&input["params"])) + text(input, "body");
        same("second", signature::sign(method, secret.expose(), &second).as_str(), &ours)?;
    }
    Ok(())
}

fn by_client(vector: &Vector) -> Checked {
    let given = &vector.input["params"];
    let time: DateTime = text(given, "timestamp").parse().unwrap();
    let client = Client::builder(text(given, "app_key"), text(&vector.input, "secret"))
        .sign_method(sign_method(text(given, "sign_method")))
        .format(format(text(given, "format")))
        .clock(FixedClock::at_unix(u64::try_from(time.unix()).unwrap()))
        .transport(InMemoryTransport::new(|_| Err(TransportError::not_sent("no gateway"))))
        .build()
        .unwrap();
    let prepared = client
        .session(&SessionKey::new(text(given, "session")))
        .prepare_call(text(given, "method"), &own(given))
        .map_err(|error| error.to_string())?;
    same("string to sign", prepared.string_to_sign(), text(&vector.expect, "string_to_sign"))?;
    let expected = text(&vector.expect, text(given, "sign_method"));
    same("sign", prepared.sign(), expected)
}

/// Returns the parameters of the API, without system parameters.
fn own(given: &Value) -> Params {
    const SYSTEM_PARAMS: [&str; 7] =
        ["app_key", "format", "method", "session", "sign_method", "timestamp", "v"];
    pairs(given).filter(|(name, _)| !SYSTEM_PARAMS.contains(name)).collect()
}
