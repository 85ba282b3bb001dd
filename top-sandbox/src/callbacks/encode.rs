//! Texts of a callback as bytes.

use encoding_rs::GBK;

use super::send::CallbackError;

/// Boundary of multipart forms.
pub(super) const BOUNDARY: &str = "top-sandbox-boundary";

/// Encodes texts in the charset of a callback.
#[derive(Debug, Clone, Copy)]
pub(super) struct Encoder {
    pub(super) is_gbk: bool,
}

impl Encoder {
    /// Returns the name of the charset for a content type.
    pub(super) const fn name(self) -> &'static str {
        if self.is_gbk { "GBK" } else { "UTF-8" }
    }

    /// Encodes a text.
    pub(super) fn bytes(self, text: &str) -> Result<Vec<u8>, CallbackError> {
        if !self.is_gbk {
            return Ok(text.as_bytes().to_vec());
        }
        match GBK.encode(text) {
            (bytes, _, false) => Ok(bytes.into_owned()),
            _ => Err(CallbackError::new("GBK cannot represent a text of the callback")),
        }
    }

    /// Encodes a text as `application/x-www-form-urlencoded` does.
    pub(super) fn percent(self, text: &str) -> Result<String, CallbackError> {
        Ok(form_urlencoded::byte_serialize(&self.bytes(text)?).collect())
    }

    /// Encodes names and values as a query or form.
    pub(super) fn pairs(self, pairs: &[(String, String)]) -> Result<String, CallbackError> {
        let pair = |(name, value): &(String, String)| {
            Ok::<_, CallbackError>([self.percent(name)?, self.percent(value)?].join("="))
        };
        Ok(pairs.iter().map(pair).collect::<Result<Vec<_>, _>>()?.join("&"))
    }

    /// Writes a multipart form.
    pub(super) fn multipart(self, pairs: &[(String, String)]) -> Result<Vec<u8>, CallbackError> {
        let mut body = Vec::new();
        for (name, value) in pairs {
            let name = name.replace('"', "%22");
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), &self.bytes(value)?, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        Ok(body)
    }
}
