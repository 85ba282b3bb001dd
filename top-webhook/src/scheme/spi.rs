//! SPI of TOP, and Qimen: MD5 of secret, pairs, body and secret.
//!
//! Source of the rule: the class `SpiUtils` of the official Java SDK, run with the vectors in
//! `tests/protocol_vectors/data/spi_sign.json`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Claim, Reading, check_method};
use crate::charset::{Charset, Text};
use crate::content::{Body, Content, MAX_PARAMS, Pair, Pairs, decode_header, is_blank};
use crate::error::VerifyError;
use crate::quoting::quote;
use crate::request::IncomingRequest;
use crate::signature::{Algorithm, SignedText};
use crate::window;

/// Reads a request.
pub(super) fn read<'r>(request: &'r IncomingRequest<'r>) -> Result<Claim<'r>, VerifyError> {
    check_method(request)?;
    let Content { charset, mut query, mut form, is_urlencoded, files, body } = Content::read(request)?;
    // The SDK signs a value of blanks only in a form as empty.
    for pair in form.values_mut().filter(|pair| is_urlencoded && is_blank(pair.value.as_str())) {
        pair.value = Text::default();
    }
    let headers = signed_headers(request, charset)?;
    let signature = query.remove("sign").map(|pair| pair.value.into_string().into_bytes());

    // The URL wins over the form, and both over headers: a value that loses is not signed.
    let mut params = form;
    params.extend(query);
    params.remove("sign");
    let is_signed = |pair: &&Pair| !params.contains_key(pair.name.as_str());
    let shown_headers = headers.values().filter(is_signed).map(texts).collect();
    let shown_params = params.values().map(texts).collect();
    let (app_key, timestamp) = (value(&params, "app_key"), value(&params, "timestamp"));
    let timestamp = window::parse(timestamp.as_deref());
    if let Some(method) = value(&params, "sign_method").filter(|method| !method.eq_ignore_ascii_case("md5")) {
        return Err(VerifyError::UnsupportedSignMethod { found: quote(&method), expected: "md5" });
    }

    let mut signed = headers;
    signed.extend(params);
    let mut text = sorted_text(signed);
    if body != Body::Params {
        text.push(Cow::Borrowed(request.body));
    }
    Ok(Claim {
        algorithm: Algorithm::Md5,
        charset,
        signature: signature.filter(|sign| !sign.is_empty()).ok_or(VerifyError::MissingSignature)?,
        app_key,
        timestamp,
        readings: vec![Reading { text, params: shown_params }],
        headers: shown_headers,
        body,
        is_body_signed: true,
        files,
    })
}

/// Returns the headers that `top-sign-list` names, with the names as spelled there. One that is
/// missing is signed as empty.
fn signed_headers(request: &IncomingRequest<'_>, charset: Charset) -> Result<Pairs, VerifyError> {
    let Some(list) = request.header("top-sign-list")? else { return Ok(Pairs::new()) };
    let list = str::from_utf8(list).map_err(|_| VerifyError::InvalidText { part: "header" })?;
    let mut pairs = Pairs::new();
    for name in list.split(',').filter(|name| !name.is_empty()) {
        if pairs.len() >= MAX_PARAMS {
            return Err(VerifyError::TooManyParameters);
        }
        let value = request.header(name)?.unwrap_or_default();
        let pair = Pair { name: charset.text(name, "header")?, value: decode_header(value, charset)? };
        pairs.insert(name.to_owned(), pair);
    }
    Ok(pairs)
}

/// Returns name and value as texts.
pub(super) fn texts(pair: &Pair) -> (String, String) {
    (pair.name.as_str().to_owned(), pair.value.as_str().to_owned())
}

/// Returns the value of a parameter, if it is not blank.
pub(super) fn value(params: &Pairs, name: &str) -> Option<String> {
    let value = params.get(name)?.value.as_str();
    (!value.trim().is_empty()).then(|| value.to_owned())
}

/// Returns names and values in signing order: that of UTF-16 units, as in Java.
pub(super) fn sorted_text(params: Pairs) -> SignedText<'static> {
    let sorted: BTreeMap<Vec<u16>, Pair> =
        params.into_iter().map(|(name, pair)| (name.encode_utf16().collect(), pair)).collect();
    let mut text = Vec::new();
    for pair in sorted.into_values() {
        text.extend_from_slice(pair.name.as_bytes());
        text.extend_from_slice(pair.value.as_bytes());
    }
    vec![Cow::Owned(text)]
}
