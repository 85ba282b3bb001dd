//! Charsets of callbacks.

use std::borrow::Cow;

use encoding_rs::GBK;

use crate::error::VerifyError;
use crate::quoting::quote;

/// A charset in which a callback is written and signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Charset {
    #[default]
    Utf8,
    /// GBK, and its relatives GB2312 and GB18030.
    Gbk,
}

/// A text with its bytes in the charset of the callback, which are signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    text: String,
    /// The bytes, if they are not those of `text`.
    bytes: Option<Vec<u8>>,
}

impl Charset {
    /// Returns the charset of a name in a content type.
    pub(crate) fn of_name(name: &str) -> Result<Self, VerifyError> {
        let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is(&["utf-8", "utf8", "us-ascii", "ascii"]) {
            Ok(Self::Utf8)
        } else if is(&["gbk", "gb2312", "gb18030", "x-gbk", "cp936", "ms936"]) {
            Ok(Self::Gbk)
        } else {
            Err(VerifyError::UnsupportedCharset { found: quote(name) })
        }
    }

    /// Decodes a text. `part` describes it in the error.
    pub(crate) fn decode(self, bytes: Vec<u8>, part: &'static str) -> Result<Text, VerifyError> {
        let invalid = || VerifyError::InvalidText { part };
        match self {
            Self::Utf8 => {
                String::from_utf8(bytes).map(|text| Text { text, bytes: None }).map_err(|_| invalid())
            }
            Self::Gbk => {
                let text =
                    GBK.decode_without_bom_handling_and_without_replacement(&bytes).ok_or_else(invalid)?;
                let text = text.into_owned();
                Ok(Text { text, bytes: Some(bytes) })
            }
        }
    }

    /// Encodes a text that did not come in the charset, as the SDK does.
    pub(crate) fn text(self, text: &str, part: &'static str) -> Result<Text, VerifyError> {
        let bytes = self.encode(text).ok_or(VerifyError::InvalidText { part })?;
        let bytes = (self != Self::Utf8).then(|| bytes.into_owned());
        Ok(Text { text: text.to_owned(), bytes })
    }

    /// Encodes a secret. `None` if the charset cannot represent it.
    pub(crate) fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Utf8 => Some(Cow::Borrowed(text.as_bytes())),
            Self::Gbk => {
                let (bytes, _, failed) = GBK.encode(text);
                (!failed).then_some(bytes)
            }
        }
    }
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.text.as_bytes())
    }

    pub(crate) fn into_string(self) -> String {
        self.text
    }
}
