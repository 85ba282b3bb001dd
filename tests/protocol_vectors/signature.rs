//! Computes signatures independently, from the platform's specification and the digest crates.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha2::Sha256;

/// Returns the string to sign: names and values sorted by the UTF-16 units of the names, without
/// blank pairs.
pub(crate) fn text<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let given = |(name, value): &(&str, &str)| !is_blank(name) && !is_blank(value);
    let mut pairs: Vec<_> = pairs.into_iter().filter(given).collect();
    pairs.sort_by_key(|(name, _)| name.encode_utf16().collect::<Vec<_>>());
    pairs.into_iter().flat_map(|(name, value)| [name, value]).collect()
}

/// Returns the signature of a text.
pub(crate) fn sign(method: &str, secret: &str, text: &str) -> String {
    match method {
        "md5" => hex(&Md5::digest([secret, text, secret].concat())),
        "hmac" => hex(&mac::<Hmac<Md5>>(secret, text)),
        "hmac-sha256" => hex(&mac::<Hmac<Sha256>>(secret, text)),
        other => panic!("no such sign method: {other}"),
    }
}

fn mac<M: Mac + KeyInit>(secret: &str, text: &str) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(digest: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Returns whether a text is empty or consists of characters for which Java's
/// `Character.isWhitespace` is true.
fn is_blank(text: &str) -> bool {
    const RANGES: [(u32, u32); 8] = [
        (0x9, 0xd),
        (0x1c, 0x20),
        (0x1680, 0x1680),
        (0x2000, 0x2006),
        (0x2008, 0x200a),
        (0x2028, 0x2029),
        (0x205f, 0x205f),
        (0x3000, 0x3000),
    ];
    let is_space = |c: char| RANGES.iter().any(|(a, b)| (*a..=*b).contains(&u32::from(c)));
    text.chars().all(is_space)
}
