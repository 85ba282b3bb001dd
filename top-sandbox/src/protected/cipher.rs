//! A key: AES-128 in CBC mode, and HMAC-MD5.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha2::{Digest as _, Sha256};

use super::ProtectedOwner;

/// Initialisation vector of the platform: constant, as the format has no place for one.
const IV: &[u8; 16] = b"0102030405060708";

/// A key of an owner.
pub(super) struct Key([u8; 16]);

impl Key {
    /// Derives the key of an owner and a version: the same one in each run of a test.
    pub(super) fn new(owner: &ProtectedOwner, version: u32) -> Self {
        let owner = match owner {
            ProtectedOwner::Seller(nick) => format!("seller {nick}"),
            ProtectedOwner::App => "app".to_owned(),
            ProtectedOwner::Account(number) => format!("account {number}"),
        };
        let hash = Sha256::new().chain_update(version.to_be_bytes()).chain_update(owner).finalize();
        let mut key = [0; 16];
        key.copy_from_slice(&hash[..16]);
        Self(key)
    }

    /// Returns the key as the platform sends it.
    pub(super) fn to_base64(&self) -> String {
        Base64::encode_string(&self.0)
    }

    /// Encrypts a text. The result is base64.
    pub(super) fn encrypt(&self, text: &str) -> String {
        let cipher = cbc::Encryptor::<Aes128>::new((&self.0).into(), IV.into());
        // Padding adds 1 to 16 bytes.
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(text.len() / 16 * 16 + 16, 0);
        cipher.encrypt_padded::<Pkcs7>(&mut bytes, text.len()).map(Base64::encode_string).unwrap_or_default()
    }

    /// Returns the HMAC-MD5 of a text.
    pub(super) fn hash(&self, text: &str) -> Vec<u8> {
        // HMAC accepts keys of any length.
        <Hmac<Md5> as KeyInit>::new_from_slice(&self.0)
            .map_or_else(|_| Vec::new(), |mac| mac.chain_update(text).finalize().into_bytes().to_vec())
    }

    /// Returns the HMAC-MD5 of a text in base64.
    pub(super) fn hash_base64(&self, text: &str) -> String {
        Base64::encode_string(&self.hash(text))
    }
}
