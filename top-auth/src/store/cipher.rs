//! Encryption of stored tokens.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::StoreError;
use crate::Token;
use crate::token::{from_json, to_json};

/// Encrypts tokens before they are stored, with a key that the caller manages.
///
/// Without a cipher tokens are stored as plain JSON. `seller` is the key of the entry: bind it to the
/// ciphertext (additional data of an AEAD cipher), so that entries cannot be exchanged.
pub trait TokenCipher: Send + Sync {
    /// Encrypts a token.
    ///
    /// # Errors
    ///
    /// Any text; it is part of the store's error.
    fn seal(&self, seller: &str, plain: &[u8]) -> Result<Vec<u8>, String>;

    /// Decrypts a token.
    ///
    /// # Errors
    ///
    /// The text is not authentic, or was encrypted with another key.
    fn open(&self, seller: &str, sealed: &[u8]) -> Result<Vec<u8>, String>;
}

/// Converts tokens to the bytes of a store, encrypted if there is a cipher.
#[derive(Clone, Default)]
pub(super) struct Codec(Option<Arc<dyn TokenCipher>>);

impl Codec {
    pub(super) fn with(cipher: impl TokenCipher + 'static) -> Self {
        Self(Some(Arc::new(cipher)))
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.0.is_some()
    }

    pub(super) fn encode(&self, seller: &str, token: &Token) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let plain = to_json(token)?;
        match &self.0 {
            None => Ok(plain),
            Some(cipher) => cipher
                .seal(seller, &plain)
                .map(Zeroizing::new)
                .map_err(|error| StoreError::new(format!("the token cannot be encrypted: {error}"))),
        }
    }

    pub(super) fn decode(&self, seller: &str, stored: &[u8]) -> Result<Token, StoreError> {
        match &self.0 {
            None => from_json(stored),
            Some(cipher) => {
                let plain = cipher.open(seller, stored).map(Zeroizing::new).map_err(|error| {
                    StoreError::corrupt(format!("the stored token cannot be decrypted: {error}"))
                })?;
                from_json(&plain)
            }
        }
    }
}

impl fmt::Debug for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "encrypted" } else { "plain" })
    }
}
