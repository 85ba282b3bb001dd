//! Signatures and their comparison, in a time that does not depend on where they differ.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest as _, Md5};
use sha2::Sha256;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::charset::Charset;
use crate::error::VerifyError;
use crate::secrets::AppKey;

/// How a scheme signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// MD5 of secret, text and secret, in upper-case hex.
    Md5,
    /// HMAC-SHA256 with the secret as key, in upper-case hex.
    HmacSha256,
    /// HMAC-SHA256 of app key and text with the secret as key, in lower-case hex.
    HmacSha256OfApp,
}

/// A text that may be the signed one. Its parts are signed one after another.
pub(crate) type SignedText<'t> = Vec<Cow<'t, [u8]>>;

impl Algorithm {
    /// Returns the number of hex digits.
    const fn len(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::HmacSha256 | Self::HmacSha256OfApp => 64,
        }
    }

    /// Checks length, case and digits. They are no secret, so their reasons may be reached early.
    pub(crate) fn check_format(self, signature: &[u8]) -> Result<(), VerifyError> {
        if signature.len() != self.len() {
            return Err(VerifyError::SignatureLength { expected: self.len(), found: signature.len() });
        }
        if !signature.iter().all(u8::is_ascii_hexdigit) {
            return Err(VerifyError::SignatureDigits);
        }
        let (is_other_case, expected): (fn(&u8) -> bool, _) = match self {
            Self::Md5 | Self::HmacSha256 => (u8::is_ascii_lowercase, "upper-case"),
            Self::HmacSha256OfApp => (u8::is_ascii_uppercase, "lower-case"),
        };
        if signature.iter().any(is_other_case) {
            return Err(VerifyError::SignatureCase { expected });
        }
        Ok(())
    }

    /// Returns the index of the app and of the text that the signature belongs to.
    ///
    /// Every app is tried with every text, and every comparison reads all digits (`subtle`), so the
    /// time tells neither the place of a wrong digit nor which secret is nearly right.
    pub(crate) fn find(
        self,
        signature: &[u8],
        apps: &[&AppKey],
        texts: &[SignedText<'_>],
        charset: Charset,
    ) -> Option<(usize, usize)> {
        let (mut found, mut app_at, mut text_at) = (Choice::from(0), 0_u64, 0_u64);
        for (app, app_index) in apps.iter().zip(0_u64..) {
            for (text, text_index) in texts.iter().zip(0_u64..) {
                let expected = Zeroizing::new(self.sign(app, text, charset).unwrap_or_default());
                let is_equal = expected.as_bytes().ct_eq(signature);
                app_at.conditional_assign(&app_index, is_equal);
                text_at.conditional_assign(&text_index, is_equal);
                found |= is_equal;
            }
        }
        let index = |at| usize::try_from(at).ok();
        if bool::from(found) { Some((index(app_at)?, index(text_at)?)) } else { None }
    }

    /// Returns the signature of a text. `None` if the charset cannot represent the secret.
    fn sign(self, app: &AppKey, text: &SignedText<'_>, charset: Charset) -> Option<String> {
        let secret = Zeroizing::new(charset.encode(app.secret.expose())?.into_owned());
        match self {
            Self::Md5 => {
                let state = text.iter().fold(Md5::new_with_prefix(&*secret), Md5::chain_update);
                Some(hex(&state.chain_update(&*secret).finalize(), b"0123456789ABCDEF"))
            }
            Self::HmacSha256 => Some(hex(&hmac(&secret, text)?, b"0123456789ABCDEF")),
            Self::HmacSha256OfApp => {
                let mut of_app: SignedText<'_> = vec![app.key.as_bytes().into()];
                of_app.extend(text.iter().map(|part| Cow::Borrowed(&**part)));
                Some(hex(&hmac(&secret, &of_app)?, b"0123456789abcdef"))
            }
        }
    }
}

fn hmac(secret: &[u8], text: &SignedText<'_>) -> Option<[u8; 32]> {
    let state = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    Some(text.iter().fold(state, Mac::chain_update).finalize().into_bytes().into())
}

fn hex(bytes: &[u8], digits: &[u8; 16]) -> String {
    let digit = |nibble: u8| char::from(digits[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// Returns the SHA-256 of parts, each with its length.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> [u8; 32] {
    let mut state = Sha256::new();
    for part in parts {
        state.update((part.len() as u64).to_be_bytes());
        state.update(part);
    }
    state.finalize().into()
}
