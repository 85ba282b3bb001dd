//! Check of the signature.
//!
//! Written from the protocol's documents. Shares no code with the client, so that the sandbox
//! detects a mistake in the client's signing.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use top_runtime::AppSecret;

use super::signature_hint::signature_hint;
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::incoming::IncomingRequest;
use crate::protocol::Protocol;

/// Sign method: its name in a request, and what it computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Method {
    /// Value of `sign_method`.
    pub(super) name: &'static str,
    algorithm: Algorithm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Md5,
    HmacMd5,
    HmacSha256,
}

impl Method {
    /// Methods of TOP and Qimen.
    const TOP: [Self; 3] = [
        Self { name: "md5", algorithm: Algorithm::Md5 },
        Self { name: "hmac", algorithm: Algorithm::HmacMd5 },
        Self { name: "hmac-sha256", algorithm: Algorithm::HmacSha256 },
    ];

    /// Methods of IOP: two names of one algorithm.
    const IOP: [Self; 2] = [
        Self { name: "sha256", algorithm: Algorithm::HmacSha256 },
        Self { name: "HmacSHA256", algorithm: Algorithm::HmacSha256 },
    ];

    /// Returns the methods of a protocol.
    pub(super) fn all(protocol: Protocol) -> &'static [Self] {
        if protocol.is_iop() { &Self::IOP } else { &Self::TOP }
    }

    /// Signs a text. The signature is upper-case hex.
    pub(super) fn sign(self, secret: &AppSecret, text: &str) -> String {
        let (secret, text) = (secret.expose().as_bytes(), text.as_bytes());
        match self.algorithm {
            Algorithm::Md5 => {
                hex(&Md5::new().chain_update(secret).chain_update(text).chain_update(secret).finalize())
            }
            Algorithm::HmacMd5 => hmac::<Hmac<Md5>>(secret, text),
            Algorithm::HmacSha256 => hmac::<Hmac<Sha256>>(secret, text),
        }
    }
}

/// Errors: code 40 without a sign method, 41 for an unknown one, 24 without a signature, 25 for a
/// wrong one.
pub(crate) fn check(incoming: &IncomingRequest, secret: &AppSecret) -> Result<(), ErrorResponse> {
    let params = &incoming.params;
    let methods = Method::all(incoming.protocol);
    let expected = if incoming.protocol.is_iop() {
        "`sha256` or `HmacSHA256`"
    } else {
        "`md5`, `hmac` or `hmac-sha256`"
    };
    let name = params.get("sign_method").ok_or_else(|| {
        ErrorResponse::missing_parameter("sign_method", format!("expected {expected}, found nothing"))
    })?;
    let method = *methods.iter().find(|method| method.name == name).ok_or_else(|| {
        let reason = format!("expected {expected}, found `{name}`");
        ErrorResponse::invalid_parameter("sign_method", reason)
    })?;
    let sign = params.get("sign").ok_or_else(|| ErrorResponse::new(codes::MISSING_SIGNATURE))?;
    if is_equal(sign, &method.sign(secret, &signed_text(params.iter(), incoming))) {
        return Ok(());
    }
    let hint = signature_hint(sign, method, secret, incoming);
    Err(ErrorResponse::new(codes::INVALID_SIGNATURE)
        .with_sub_msg(hint)
        .with_signed(method.name, masked_text(incoming)))
}

/// Returns the text that is signed: the decoded path of the API on `/rest`, the parameters, then the body of a
/// batch or the document of Qimen.
pub(super) fn signed_text<'p>(
    pairs: impl Iterator<Item = (&'p str, &'p str)>,
    incoming: &IncomingRequest,
) -> String {
    [&*incoming.signed_path, &string_to_sign(pairs), &incoming.signed_body].concat()
}

/// Returns the text that is signed: names and values without separators, sorted by name, except
/// `sign`.
pub(super) fn string_to_sign<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let mut pairs: Vec<_> = pairs.filter(|(name, _)| *name != "sign").collect();
    // Java compares UTF-16 units, which differs from UTF-8 order for characters above U+FFFF.
    pairs.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
    pairs.into_iter().flat_map(|(name, value)| [name, value]).collect()
}

/// Names of parameters whose values are never shown.
const SECRETS: [&str; 3] = ["session", "access_token", "refresh_token"];

/// Returns the text that is signed, with each session as `***`.
pub(crate) fn masked_text(incoming: &IncomingRequest) -> String {
    let mask = |(name, value)| (name, if SECRETS.contains(&name) { "***" } else { value });
    let body = incoming.signed_body.split_inclusive(['&', '\n', '#']).map(|pair| {
        let Some(value) = pair.strip_prefix("session=") else { return pair.to_owned() };
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"*-._%+".contains(c));
        format!("session=***{}", end.map_or("", |end| &value[end..]))
    });
    let pairs = string_to_sign(incoming.params.iter().map(mask));
    [&*incoming.signed_path, &pairs, &body.collect::<String>()].concat()
}

/// Compares signatures in constant time, as a server should.
pub(super) fn is_equal(sign: &str, expected: &str) -> bool {
    sign.as_bytes().ct_eq(expected.as_bytes()).into()
}

/// Returns a keyed digest as upper-case hex.
fn hmac<M: Mac + KeyInit>(key: &[u8], text: &[u8]) -> String {
    // HMAC accepts keys of any length. The empty string would equal no signature: blank parameters
    // are dropped.
    <M as KeyInit>::new_from_slice(key)
        .map_or_else(|_| String::new(), |mac| hex(&mac.chain_update(text).finalize().into_bytes()))
}

/// Encodes bytes as upper-case hex.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests;
