//! Changes of signed callbacks, which a server must detect.

use super::signed::SignedCallback;

/// A change of a signed callback.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tamper {
    /// No signature.
    WithoutSignature,
    /// The signature in the other case: lower case for upper case, and the reverse for a push.
    OtherCase,
    /// The signature without its last character.
    TruncatedSignature,
    /// Another first digit of the signature.
    WrongFirstDigit,
    /// Another last digit of the signature.
    WrongLastDigit,
    /// A parameter of the URL a second time, with its value. Without an effect if there is none of
    /// the name.
    DoubledParam(String),
    /// A parameter that was not signed.
    AddedParam(String, String),
    /// Another bit in a byte of the body; the position is taken modulo the length. Without a body:
    /// one more digit in the value of the first parameter.
    ChangedByte(usize),
    /// The name of another charset in the content type.
    Charset(String),
}

impl SignedCallback {
    /// Returns the callback with a change, and with the signature of the original.
    #[must_use]
    pub fn tampered(&self, tamper: &Tamper) -> Self {
        let mut changed = self.clone();
        match tamper {
            Tamper::WithoutSignature => {
                changed.query.retain(|(name, _)| !super::signed::is_sign(name));
                changed.headers.retain(|(name, _)| !super::signed::is_sign(name));
            }
            Tamper::OtherCase => changed.edit_signature(|sign| match sign.to_lowercase() {
                lower if lower == sign => sign.to_uppercase(),
                lower => lower,
            }),
            Tamper::TruncatedSignature => {
                changed.edit_signature(|sign| sign.chars().take(sign.len().saturating_sub(1)).collect());
            }
            Tamper::WrongFirstDigit => changed.edit_signature(|sign| other_digit(sign, 0)),
            Tamper::WrongLastDigit => {
                changed.edit_signature(|sign| other_digit(sign, sign.len().saturating_sub(1)));
            }
            Tamper::DoubledParam(name) => {
                let doubled = changed.query.iter().find(|(param, _)| param == name).cloned();
                changed.query.extend(doubled);
            }
            Tamper::AddedParam(name, value) => {
                let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect();
                changed.query.push((encode(name), encode(value)));
            }
            Tamper::ChangedByte(at) => changed.change_byte(*at),
            Tamper::Charset(charset) => {
                for (_, value) in changed.headers.iter_mut().filter(|(name, _)| name == "content-type") {
                    let media_type = value.split(';').next().unwrap_or_default();
                    *value = format!("{media_type};charset={charset}");
                }
            }
        }
        changed
    }

    fn edit_signature(&mut self, edit: impl FnOnce(&str) -> String) {
        if let Some(signature) = self.signature_mut() {
            *signature = edit(signature);
        }
    }

    fn change_byte(&mut self, at: usize) {
        if self.body.is_empty() {
            if let Some((_, value)) = self.query.first_mut() {
                value.push('0');
            }
            return;
        }
        let at = at % self.body.len();
        if let Some(byte) = self.body.get_mut(at) {
            *byte ^= 1;
        }
    }
}

/// Returns a signature with another digit at a place, of the same case.
fn other_digit(sign: &str, at: usize) -> String {
    let other = |c| if c == '0' { '1' } else { '0' };
    sign.chars().enumerate().map(|(index, c)| if index == at { other(c) } else { c }).collect()
}
