//! File uploads: the parts of a multipart body, compared with the SDK.
//!
//! Parts are compared as sets, as their order and boundary are not significant. Not imitated: the
//! SDK's preamble, header lines without blanks after `:` and `;`, and file names that end their own
//! header.

pub(crate) mod apis;
pub(crate) mod base64;
mod parts;
mod refused;
mod sent;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::error::ErrorKind;
use top_runtime::transport::ParamPlacement;

use crate::check::{Checked, ensure, same};
use crate::signature;
use crate::vector::{Vector, pairs, text};
use parts::{Part, content_type};
use sent::Sent;

/// Returns one test per vector, and tests of behaviour that the SDK lacks.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/multipart.json"));
    let mut trials = refused::trials();
    trials.extend(vectors.into_iter().map(|vector| vector.trial("multipart", check)));
    trials
}

fn check(vector: &Vector) -> Checked {
    if vector.id == "quote_in_filename" {
        return refuses(vector);
    }
    let sent = Sent::of(&vector.input, ParamPlacement::Query).map_err(|error| error.to_string())?;
    signed(vector, &sent)?;
    same("query", &sent.query, &texts(&vector.expect["query_params"]))?;
    body(vector, &sent)?;
    placed_in_the_body(vector, &sent)
}

/// A file name with a quote ends its header early. The SDK sends it, the client refuses it.
fn refuses(vector: &Vector) -> Checked {
    match Sent::of(&vector.input, ParamPlacement::Query) {
        Err(error) if matches!(error.kind(), ErrorKind::Invalid(_)) => {
            same("path", error.issues()[0].path.as_str(), "file_a")
        }
        other => Err(format!("it is not refused: {other:?}")),
    }
}

/// Asserts that the string to sign contains no file and equals the SDK's.
fn signed(vector: &Vector, sent: &Sent) -> Checked {
    let method = vector.input["sign_method"].as_str().unwrap_or("hmac-sha256");
    let all = signature::text(pairs(&vector.expect["all_params_without_sign"]));
    same("string to sign", sent.string_to_sign.as_str(), all.as_str())?;
    let theirs = &vector.expect["signs"][method];
    same("string to sign of the SDK", sent.string_to_sign.as_str(), text(theirs, "string_to_sign"))?;
    same("sign of the SDK", sent.sign.as_str(), text(&vector.expect, "sign_sent"))
}

/// Asserts that the parts equal the SDK's, or the form if there is no file.
fn body(vector: &Vector, sent: &Sent) -> Checked {
    let http = &vector.expect["http"];
    if sent.content_type.starts_with("application/x-www-form-urlencoded") {
        same("content type", sent.content_type.as_str(), content_type(http))?;
        return same("body", &sent.parts, &fields(&texts(&vector.expect["body_params"])));
    }
    let theirs = match http["body_base64"].as_str() {
        Some(encoded) => base64::decode(encoded),
        None => text(http, "body_text").as_bytes().to_vec(),
    };
    let theirs = parts::split(content_type(http), &theirs)?;
    same("parts", &sent.parts, &theirs)?;
    ensure("a file without a MIME type or name", sent.files().all(|part| !part.mime.is_empty()))
}

/// With system parameters in the body, each one is a part, including the signature, and the URL is
/// the gateway's.
fn placed_in_the_body(vector: &Vector, split: &Sent) -> Checked {
    let sent = Sent::of(&vector.input, ParamPlacement::Body).map_err(|error| error.to_string())?;
    same("sign", &sent.sign, &split.sign)?;
    same("query", sent.query.len(), 0)?;
    let mut all = fields(&split.query);
    all.extend(split.parts.iter().cloned());
    same("parts", &sent.parts, &all)
}

/// Returns the text parts of these names.
fn fields(texts: &parts::Texts) -> parts::Parts {
    texts.iter().map(|(name, value)| Part::field(name, value)).collect()
}

fn texts(given: &Value) -> parts::Texts {
    pairs(given).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
