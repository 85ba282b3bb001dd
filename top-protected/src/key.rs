//! Keys, and what they decrypt and hash.

use std::fmt;

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use zeroize::Zeroizing;

use crate::encrypted::Encrypted;
use crate::error::SecurityError;
use crate::source::KeyError;
use crate::{FieldKind, Protected};

/// Bytes of a key. The platform documents AES; that its keys have 128 bits is concluded from its
/// clients.
const KEY_LEN: usize = 16;

/// Bytes of a block of MD5, to which HMAC pads its key with zeros.
const BLOCK_LEN: usize = 64;

/// Bytes of a hash in a search index of a phone number.
const HASH_LEN: usize = 16;

/// Initialisation vector: the same for all texts, as the platform's format has no place for one.
const IV: &[u8; 16] = b"0102030405060708";

/// A key of the platform. Wiped on drop, never printed.
///
/// Decrypts with AES-128 in CBC mode, and hashes with HMAC-MD5. Both are the platform's choice. The
/// initialisation vector is constant, and nothing detects changed text: equal texts look equal, and a
/// changed text can decrypt to another one.
pub struct SecretKey(Zeroizing<[u8; KEY_LEN]>);

impl SecretKey {
    /// Creates a key from the text that the platform returns: base64 of 16 bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError`] for another text. The error does not contain the text.
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        let mut key = Zeroizing::new([0; KEY_LEN]);
        let length = Base64::decode(text, key.as_mut_slice()).map(<[u8]>::len);
        if length != Ok(KEY_LEN) {
            let found = format!("{} characters that are something else", text.chars().count());
            return Err(KeyError::reply("secret", "base64 of 16 bytes", found));
        }
        Ok(Self(key))
    }

    /// Decrypts a text.
    ///
    /// # Errors
    ///
    /// [`SecurityError::Malformed`] for text that is not base64, and for text that this key did not
    /// encrypt. The error does not contain the text.
    pub fn decrypt(&self, text: &Encrypted<'_>) -> Result<Protected, SecurityError> {
        let malformed = |expected, found| SecurityError::malformed(text.kind(), expected, found);
        let cipher = text.cipher();
        let mut bytes = Zeroizing::new(vec![0; cipher.len() / 4 * 3]);
        let length = Base64::decode(cipher, &mut bytes).map(<[u8]>::len).map_err(|_| {
            malformed("encrypted text in base64", format!("{} bytes of something else", cipher.len()))
        })?;
        bytes.truncate(length);
        let plain = cbc::Decryptor::<Aes128>::new((&*self.0).into(), IV.into())
            .decrypt_padded::<Pkcs7>(&mut bytes)
            .ok()
            .and_then(|plain| std::str::from_utf8(plain).ok())
            .ok_or_else(|| {
                let expected = "text that was encrypted with this key";
                let found = format!("{length} bytes that do not decrypt with version {}", text.version());
                malformed(expected, found)
            })?;
        // With room for all: no copy is left behind by growth.
        let mut result = String::with_capacity(text.prefix().len() + plain.len());
        result.push_str(text.prefix());
        result.push_str(plain);
        Ok(result.into())
    }

    /// Returns the term that the search index of encrypted texts contains: see
    /// [`SecurityClient::search`](crate::SecurityClient::search).
    ///
    /// # Errors
    ///
    /// [`SecurityError::Malformed`] for a phone number that is not given by its last 4 digits, and for
    /// more than 1,024 characters.
    pub fn search_term(
        &self,
        kind: FieldKind,
        text: &str,
        settings: &crate::IndexSettings,
    ) -> Result<Protected, SecurityError> {
        crate::index::term(self, kind, text, settings.hash_len())
    }

    /// Returns the HMAC-MD5 of a text.
    pub(crate) fn hash(&self, text: &str) -> [u8; HASH_LEN] {
        let mut key = Zeroizing::new([0; BLOCK_LEN]);
        key[..KEY_LEN].copy_from_slice(&*self.0);
        Hmac::<Md5>::new((&*key).into()).chain_update(text).finalize().into_bytes().into()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(***)")
    }
}
