//! Pushes of IOP: `Authorization`, the HMAC-SHA256 of app key and body.
//!
//! Source of the rule: Lazada's and AliExpress's pages on message push. The URL is not signed, so
//! nothing is read from the query.

use std::borrow::Cow;

use top_runtime::{DateTime, Params, Value};

use super::{Claim, Reading};
use crate::charset::Charset;
use crate::content::Body;
use crate::error::VerifyError;
use crate::quoting::quote;
use crate::request::IncomingRequest;
use crate::signature::Algorithm;
use crate::window;

/// Reads a request.
pub(super) fn read<'r>(request: &'r IncomingRequest<'r>) -> Result<Claim<'r>, VerifyError> {
    if request.method != "POST" {
        return Err(VerifyError::Method { found: quote(request.method), expected: "POST" });
    }
    let signature = request.header("authorization")?.filter(|sign| !sign.is_empty());
    let signature = signature.ok_or(VerifyError::MissingSignature)?.to_vec();
    let body = Charset::Utf8.decode(request.body.to_vec(), "body")?.into_string();
    Ok(Claim {
        algorithm: Algorithm::HmacSha256OfApp,
        charset: Charset::Utf8,
        signature,
        app_key: None,
        timestamp: timestamp(&body),
        readings: vec![Reading { text: vec![Cow::Borrowed(request.body)], params: Params::new() }],
        headers: Vec::new(),
        body: Body::Json(body),
        is_body_signed: true,
        files: Vec::new(),
    })
}

/// Returns the timestamp in the message.
fn timestamp(body: &str) -> Result<Option<DateTime>, VerifyError> {
    let message: Value =
        body.parse().map_err(|error| VerifyError::MalformedBody { reason: format!("{error}") })?;
    match &message["timestamp"] {
        Value::Null => Ok(None),
        Value::Number(number) => window::parse(Some(number.as_str())),
        Value::String(text) => window::parse(Some(text)),
        other => Err(VerifyError::InvalidTimestamp { found: quote(&other.to_string()) }),
    }
}
