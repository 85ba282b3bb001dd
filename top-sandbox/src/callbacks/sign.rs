//! Signatures of callbacks, written from the platform's documents and the behaviour of its SDK.
//! Shares no code with `top-webhook`.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;

/// A name with its value, each with its bytes in the charset of the callback.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) bytes: (Vec<u8>, Vec<u8>),
}

/// Returns names and values in signing order, that of UTF-16 units. Of several pairs with one name,
/// the last is signed.
pub(super) fn sorted(pairs: Vec<Pair>) -> Vec<u8> {
    let mut latest: Vec<Pair> = Vec::new();
    for pair in pairs {
        latest.retain(|earlier| earlier.name != pair.name);
        latest.push(pair);
    }
    latest.sort_by(|a, b| a.name.encode_utf16().cmp(b.name.encode_utf16()));
    latest.into_iter().flat_map(|pair| [pair.bytes.0, pair.bytes.1].concat()).collect()
}

/// MD5 of secret, text and secret, in upper-case hex.
pub(super) fn md5(secret: &[u8], text: &[u8]) -> String {
    hex(&Md5::digest([secret, text, secret].concat())).to_uppercase()
}

/// HMAC-SHA256 in lower-case hex.
pub(super) fn hmac_sha256(secret: &[u8], text: &[u8]) -> String {
    // Keys of any length are valid.
    Hmac::<Sha256>::new_from_slice(secret)
        .map_or_else(|_| String::new(), |mac| hex(&mac.chain_update(text).finalize().into_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
