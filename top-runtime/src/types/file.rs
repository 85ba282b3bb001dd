//! A file in a request.

mod nested;

use std::fmt;

use bytes::Bytes;

use crate::issue::{Issue, excerpt};

/// A file, for the parameters that the platform's pages call `byte[]`. It stands at the top level of a request only.
///
/// A request that holds one is sent as a multipart form. Files are not part of the signature: the protocol signs texts alone.
///
/// ```
/// use top_runtime::File;
/// let photo = File::new("photo.jpg", vec![0xff, 0xd8]).mime("image/jpeg");
/// assert_eq!(format!("{photo:?}"), r#"File("photo.jpg", image/jpeg, 2 bytes)"#);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    mime: String,
    bytes: Bytes,
}

impl File {
    /// A file of this name and content. Its type is `application/octet-stream` unless [`File::mime`] says otherwise.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), mime: "application/octet-stream".to_owned(), bytes: bytes.into() }
    }

    /// Another MIME type.
    #[must_use]
    pub fn mime(mut self, mime: impl Into<String>) -> Self {
        self.mime = mime.into();
        self
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its MIME type.
    #[must_use]
    pub fn mime_type(&self) -> &str {
        &self.mime
    }

    /// Its content.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// What of it would break the header of its part: whoever chooses the name could otherwise write headers.
    pub(crate) fn issues(&self, param: &str) -> Vec<Issue> {
        let breaks = |text: &str| text.is_empty() || text.chars().any(|c| c.is_control() || c == '"');
        let mut issues = Vec::new();
        if breaks(&self.name) {
            let expected = "a file name without quotes and control characters";
            issues.push(Issue::at(param, expected, excerpt(&self.name)));
        }
        if breaks(&self.mime) || !self.mime.is_ascii() {
            issues.push(Issue::at(param, "a MIME type like `image/jpeg`", excerpt(&self.mime)));
        }
        issues
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {}, {} bytes)", self.name, self.mime, self.bytes.len())
    }
}
