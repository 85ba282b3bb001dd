//! Signatures of requests, by the platform's page on calling APIs. `tests/protocol_vectors`
//! contains its three examples.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha2::Sha256;

use crate::AppSecret;
use crate::protocol::Protocol;

/// Signature algorithm. The platform accepts all three. The default is the strongest and, on CPUs
/// with SHA extensions, the fastest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SignMethod {
    /// `md5`: MD5 of secret, text and secret. 32 hex digits.
    Md5,
    /// `hmac`: HMAC-MD5 with the secret as key. 32 hex digits.
    Hmac,
    /// `hmac-sha256`: HMAC-SHA256 with the secret as key. 64 hex digits.
    #[default]
    HmacSha256,
}

impl SignMethod {
    /// Returns the value of the system parameter `sign_method` for gateways of TOP.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Hmac => "hmac",
            Self::HmacSha256 => "hmac-sha256",
        }
    }

    /// Returns the value of the system parameter in a protocol. Empty if the protocol does not accept
    /// the method.
    pub(crate) const fn name_in(self, protocol: &Protocol) -> &'static str {
        protocol.sign_methods[self as usize]
    }

    /// Returns the method of an index in [`Protocol::sign_methods`].
    pub(crate) const fn of_index(index: usize) -> Self {
        match index {
            0 => Self::Md5,
            1 => Self::Hmac,
            _ => Self::HmacSha256,
        }
    }
}

impl fmt::Display for SignMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Upper-case hex digits of a digest of at most 32 bytes, without an allocation.
#[derive(Clone)]
pub(crate) struct Signature {
    hex: [u8; 64],
    len: usize,
}

impl Signature {
    fn of(digest: &[u8]) -> Self {
        let mut hex = [0; 64];
        let len = base16ct::upper::encode(digest, &mut hex).map_or(0, <[u8]>::len);
        Self { hex, len }
    }

    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(&self.hex[..self.len]).unwrap_or_default()
    }
}

/// Hash state that contains the secret: created once per client, cloned per request.
#[derive(Clone)]
pub(crate) struct Signer {
    keyed: Keyed,
    /// Suffix of the text for MD5; also masked in messages.
    secret: AppSecret,
}

#[derive(Clone)]
enum Keyed {
    Md5(Md5),
    Hmac(Hmac<Md5>),
    HmacSha256(Hmac<Sha256>),
}

impl Signer {
    pub(crate) fn new(method: SignMethod, secret: &AppSecret) -> Self {
        let key = secret.expose().as_bytes();
        let keyed = match method {
            SignMethod::Md5 => Keyed::Md5(Md5::new().chain_update(key)),
            SignMethod::Hmac => Keyed::Hmac(keyed(key)),
            SignMethod::HmacSha256 => Keyed::HmacSha256(keyed(key)),
        };
        Self { keyed, secret: secret.clone() }
    }

    /// Returns the secret, to mask it in texts.
    pub(crate) const fn secret(&self) -> &AppSecret {
        &self.secret
    }

    /// Signs a text: sorted names and values without separators.
    pub(crate) fn sign(&self, text: &str) -> Signature {
        match &self.keyed {
            Keyed::Md5(state) => {
                Signature::of(&state.clone().chain_update(text).chain_update(self.secret.expose()).finalize())
            }
            Keyed::Hmac(state) => Signature::of(&state.clone().chain_update(text).finalize().into_bytes()),
            Keyed::HmacSha256(state) => {
                Signature::of(&state.clone().chain_update(text).finalize().into_bytes())
            }
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

/// Creates an HMAC state. Keys of any length are valid.
fn keyed<M: Mac + KeyInit>(key: &[u8]) -> M {
    <M as KeyInit>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"))
}
