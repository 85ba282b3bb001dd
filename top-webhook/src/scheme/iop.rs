//! Calls of IOP to the receiver: `http_sign`, the HMAC-SHA256 of path and pairs.
//!
//! Source of the rule: Lazada's page on the security of such calls. A body other than a form is not
//! signed.

use std::borrow::Cow;

use super::spi::{sorted_text, texts, value};
use super::{Claim, Reading, check_method};
use crate::content::{Content, Pairs, is_blank};
use crate::error::VerifyError;
use crate::quoting::quote;
use crate::request::IncomingRequest;
use crate::signature::Algorithm;
use crate::window;

/// Reads a request.
pub(super) fn read<'r>(request: &'r IncomingRequest<'r>, path: &str) -> Result<Claim<'r>, VerifyError> {
    check_method(request)?;
    let Content { charset, mut query, form, files, body, .. } = Content::read(request)?;
    let signature = query.remove("http_sign").map(|pair| pair.value.into_string().into_bytes());
    // Which of two values the platform would sign is not known.
    if let Some(name) = form.keys().find(|name| query.contains_key(*name)) {
        return Err(VerifyError::DuplicateParameter { name: quote(name) });
    }
    let mut params = query;
    params.extend(form);
    params.remove("http_sign");
    let (app_key, timestamp) = (value(&params, "app_key"), value(&params, "timestamp"));
    if let Some(method) = value(&params, "sign_method").filter(|method| !is_sha256(method)) {
        return Err(VerifyError::UnsupportedSignMethod { found: quote(&method), expected: "sha256" });
    }
    Ok(Claim {
        algorithm: Algorithm::HmacSha256,
        charset,
        signature: signature.filter(|sign| !sign.is_empty()).ok_or(VerifyError::MissingSignature)?,
        app_key,
        timestamp: window::parse(timestamp.as_deref()),
        readings: readings(path, params),
        headers: Vec::new(),
        body,
        is_body_signed: false,
        files,
    })
}

/// The names that IOP has for HMAC-SHA256.
fn is_sha256(method: &str) -> bool {
    method.eq_ignore_ascii_case("sha256") || method.eq_ignore_ascii_case("HmacSHA256")
}

/// Returns the texts that may be signed. The page does not tell whether blank parameters are; the
/// platform's own client leaves them out, so a reading without them does not contain them.
fn readings(path: &str, params: Pairs) -> Vec<Reading<'static>> {
    let reading = |params: Pairs| {
        let shown = params.values().map(texts).collect();
        let mut text = vec![Cow::Owned(path.as_bytes().to_vec())];
        text.extend(sorted_text(params));
        Reading { text, params: shown }
    };
    let mut without_blanks = params.clone();
    without_blanks.retain(|name, pair| !is_blank(name) && !is_blank(pair.value.as_str()));
    if without_blanks.len() == params.len() {
        return vec![reading(params)];
    }
    vec![reading(params), reading(without_blanks)]
}
