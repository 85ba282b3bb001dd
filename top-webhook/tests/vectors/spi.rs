//! Signatures.

use serde_json::Value;
use top_webhook::{AppSecrets, Scheme, Verifier, VerifyError};

use crate::Checked;
use crate::request::Request;

/// The vectors have fixed or no timestamps.
fn verifier(secret: &str) -> Verifier {
    Verifier::new(Scheme::Spi, AppSecrets::new("12345678", secret).unwrap()).without_window()
}

/// The verdict of the Java rule, and its signature, which must be accepted.
pub(crate) fn check(vector: &Value) -> Checked {
    let (input, expect) = (&vector["input"], &vector["expect"]);
    let verifier = verifier(input["secret"].as_str().unwrap());
    let verdict = verifier.verify(&Request::of(input).incoming());
    let rule = if expect["java_rule"].is_object() { &expect["java_rule"] } else { expect };
    let is_raised =
        expect["exception"].is_object() || expect["agree"] == false && expect["java_rule"].is_null();
    if is_raised {
        return match verdict {
            Err(VerifyError::UnsupportedContentType { .. }) => Ok(()),
            other => Err(format!("expected a refusal of the content type, found {other:?}")),
        };
    }
    if verdict.is_ok() != rule["check_sign"].as_bool().unwrap() {
        return Err(format!("expected {}, found {verdict:?}", rule["check_sign"]));
    }
    let expected = rule["expected_sign"].as_str().unwrap();
    let signed = verifier.verify(&Request::of(input).with_sign(expected).incoming());
    signed.map(drop).map_err(|error| format!("the signature of the rule is refused: {error}"))
}
