//! Whether a request was signed with the app's secret, and is what was signed.
//!
//! Written from the protocol alone: nothing here is shared with the client, so that a mistake there does not pass here.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use top_runtime::{AppSecret, Params};

use super::diagnosis;
use crate::arrival::Arrival;
use crate::refusal::ErrorResponse;

/// How a text is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Md5,
    HmacMd5,
    HmacSha256,
}

impl Method {
    pub(super) const ALL: [Self; 3] = [Self::Md5, Self::HmacMd5, Self::HmacSha256];

    /// What stands in `sign_method`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::HmacMd5 => "hmac",
            Self::HmacSha256 => "hmac-sha256",
        }
    }

    /// The signature of a text: upper-case hex.
    pub(super) fn sign(self, secret: &AppSecret, text: &str) -> String {
        let (secret, text) = (secret.expose().as_bytes(), text.as_bytes());
        match self {
            Self::Md5 => {
                hex(&Md5::new().chain_update(secret).chain_update(text).chain_update(secret).finalize())
            }
            Self::HmacMd5 => hmac::<Hmac<Md5>>(secret, text),
            Self::HmacSha256 => hmac::<Hmac<Sha256>>(secret, text),
        }
    }
}

/// 40 and 41 for the method, 24 without a signature, 25 with a wrong one.
pub(crate) fn check(arrival: &Arrival, secret: &AppSecret) -> Result<(), ErrorResponse> {
    let given = &arrival.given;
    let name = given.get("sign_method").ok_or_else(|| {
        ErrorResponse::missing_parameter(
            "sign_method",
            "expected `md5`, `hmac` or `hmac-sha256`, found nothing",
        )
    })?;
    let method = Method::ALL.into_iter().find(|method| method.name() == name).ok_or_else(|| {
        let why = format!("expected `md5`, `hmac` or `hmac-sha256`, found `{name}`");
        ErrorResponse::invalid_parameter("sign_method", why)
    })?;
    let sign = given.get("sign").ok_or_else(|| ErrorResponse::new(24))?;
    if same(sign, &method.sign(secret, &text(given.iter()))) {
        return Ok(());
    }
    let why = diagnosis::of(sign, method, secret, arrival);
    Err(ErrorResponse::new(25).with_sub_msg(why).with_signed(method.name(), shown(given)))
}

/// The text that is signed: names and values without anything between them, in the order of the names, without the signature.
pub(super) fn text<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let mut pairs: Vec<_> = pairs.filter(|(name, _)| *name != "sign").collect();
    // The platform's Java compares UTF-16 units, which matters only for names beyond U+FFFF.
    pairs.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
    pairs.into_iter().flat_map(|(name, value)| [name, value]).collect()
}

/// The text that is signed, with the session masked.
pub(crate) fn shown(given: &Params) -> String {
    text(given.iter().map(|(name, value)| (name, if name == "session" { "***" } else { value })))
}

/// Compares in constant time, as a server should, even if this one keeps no secret worth the time.
pub(super) fn same(sign: &str, expected: &str) -> bool {
    sign.as_bytes().ct_eq(expected.as_bytes()).into()
}

/// Upper-case hex of a keyed digest.
fn hmac<M: Mac + KeyInit>(key: &[u8], text: &[u8]) -> String {
    // A key of any length will do. If one did not, nothing would compare equal to the empty text, as that counts as not given.
    <M as KeyInit>::new_from_slice(key)
        .map_or_else(|_| String::new(), |mac| hex(&mac.chain_update(text).finalize().into_bytes()))
}

/// Upper-case hex.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod vectors;
