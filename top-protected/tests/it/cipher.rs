//! Encryption as the platform does it, with a CBC mode and padding of its own.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use base64ct::{Base64, Encoding};
use top_protected::SecretKey;

/// Bytes of the key of the tests.
pub(crate) const KEY: [u8; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/// [`KEY`] as the platform returns it.
pub(crate) const KEY_TEXT: &str = "AQIDBAUGBwgJCgsMDQ4PEA==";

pub(crate) fn key() -> SecretKey {
    SecretKey::from_base64(KEY_TEXT).unwrap()
}

/// Returns the base64 of a text that was encrypted with a key.
pub(crate) fn encrypt(key: [u8; 16], text: &str) -> String {
    Base64::encode_string(&encrypt_padded(key, padded(text.as_bytes())))
}

/// Returns the bytes with a padding of 1 to 16 bytes, each with the number of these bytes.
pub(crate) fn padded(bytes: &[u8]) -> Vec<u8> {
    let padding = 16 - bytes.len() % 16;
    let mut padded = bytes.to_vec();
    padded.resize(bytes.len() + padding, u8::try_from(padding).unwrap());
    padded
}

/// Encrypts whole blocks.
pub(crate) fn encrypt_padded(key: [u8; 16], mut bytes: Vec<u8>) -> Vec<u8> {
    let cipher = Aes128::new(&key.into());
    let mut previous = *b"0102030405060708";
    for block in bytes.chunks_exact_mut(16) {
        for (byte, previous) in block.iter_mut().zip(previous) {
            *byte ^= previous;
        }
        let mut encrypted: [u8; 16] = block.try_into().unwrap();
        let mut array = encrypted.into();
        cipher.encrypt_block(&mut array);
        encrypted = array.into();
        block.copy_from_slice(&encrypted);
        previous = encrypted;
    }
    bytes
}
