//! The steps of a signature, for people and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::Protocol;
use super::plan::{Algorithm, Document, Plan};
use super::request::{Request, is_blank};
use crate::sanitize::sanitize;

/// Names of values that are masked.
const MASKED: [&str; 3] = ["access_token", "refresh_token", "session"];

#[derive(Serialize)]
pub(super) struct Explained {
    protocol: Protocol,
    signed: Vec<Parameter>,
    left_out: Vec<LeftOut>,
    path: Option<String>,
    appends_body: bool,
    string_to_sign: String,
    bytes: usize,
    algorithm: &'static str,
    /// Absent without the secret.
    signature: Option<String>,
    /// Whether the request has this signature. Absent if it has none.
    matches: Option<bool>,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct LeftOut {
    name: String,
    reason: &'static str,
}

/// Returns the string to sign with masked sessions.
pub(super) fn masked_text(plan: &Plan<'_>) -> String {
    let mut masked = plan.clone();
    for pair in masked.pairs.iter_mut().filter(|pair| MASKED.contains(&&*pair.name) && !is_blank(&pair.value))
    {
        pair.value = b"***"[..].into();
    }
    String::from_utf8_lossy(&masked.text()).into_owned()
}

pub(super) fn explain(
    request: &Request,
    protocol: Protocol,
    plan: &Plan<'_>,
    secret: Option<&str>,
) -> Explained {
    let signed = plan.signed_pairs().into_iter().map(|pair| {
        let is_masked = MASKED.contains(&&*pair.name);
        let value = if is_masked { "***".into() } else { String::from_utf8_lossy(&pair.value).into_owned() };
        Parameter { name: pair.name.clone().into_owned(), value }
    });
    let left_out = request.params.iter().filter_map(|param| {
        let reason = if param.name.eq_ignore_ascii_case("sign") {
            "the signature"
        } else if param.is_file {
            "a file"
        } else if is_blank(&param.value) || is_blank(param.name.as_bytes()) {
            "blank"
        } else {
            return None;
        };
        Some(LeftOut { name: param.name.clone(), reason })
    });
    let text = plan.text();
    let signature = secret.map(|secret| base16ct::upper::encode_string(&plan.digest(&text, secret)));
    let sent = request.text("sign");
    Explained {
        protocol,
        signed: signed.collect(),
        left_out: left_out.collect(),
        path: Some(plan.path.clone().into_owned()).filter(|path| !path.is_empty()),
        appends_body: plan.document == Document::Appended && plan.body.is_some(),
        string_to_sign: masked_text(plan),
        bytes: text.len(),
        algorithm: algorithm(plan.algorithm),
        matches: sent.zip(signature.as_ref()).map(|(sent, signature)| *sent == **signature),
        signature,
    }
}

fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacMd5 => "HMAC-MD5 of the text, with the secret as key",
        Algorithm::HmacSha256 => "HMAC-SHA256 of the text, with the secret as key",
        _ => "MD5 of secret + text + secret",
    }
}

impl Explained {
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("1. Take the parameters ({})\n", self.protocol.name());
        for parameter in &self.signed {
            let _ = writeln!(text, "   {} = {}", sanitize(&parameter.name), sanitize(&parameter.value));
        }
        for left_out in &self.left_out {
            let _ = writeln!(text, "   {} is left out: {}", sanitize(&left_out.name), left_out.reason);
        }
        text.push_str("2. Sort by name, join names and values without separators");
        if let Some(path) = &self.path {
            let _ = write!(text, ", after the path {}", sanitize(path));
        }
        if self.appends_body {
            text.push_str(", and append the body");
        }
        let _ = writeln!(text, " ({} bytes of UTF-8)\n   {}", self.bytes, sanitize(&self.string_to_sign));
        let _ = writeln!(text, "3. {}, as upper-case hexadecimal digits", self.algorithm);
        let result = match (&self.signature, self.matches) {
            (None, _) => "needs the app secret: set TOP_APP_SECRET, or pass `--secret-file FILE`".to_owned(),
            (Some(signature), None) => signature.clone(),
            (Some(signature), Some(true)) => format!("{signature}, as in the request"),
            (Some(signature), Some(false)) => {
                format!("{signature}, but the request has another: `--check` finds why")
            }
        };
        let _ = writeln!(text, "   {result}");
        text
    }
}
