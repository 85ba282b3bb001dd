//! Files in requests.

use std::fmt;

use bytes::Bytes;

use crate::issue::{Issue, escape_control, quote_excerpt};
use crate::protocol::blank::is_blank;
use crate::quoting::breaks_line;

/// A file: a parameter of type `byte[]` in the platform's documentation. Only at the top level of a
/// request.
///
/// A request with a file is sent as a multipart form. The protocol does not sign files.
///
/// ```
/// use top_runtime::File;
/// let photo = File::new("photo.jpg", vec![0xff, 0xd8]).mime("image/jpeg");
/// assert_eq!(format!("{photo:?}"), r#"File("photo.jpg", image/jpeg, 2 bytes)"#);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct File {
    name: String,
    mime: String,
    bytes: Bytes,
}

impl File {
    /// Creates a file. Default MIME type: `application/octet-stream`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), mime: "application/octet-stream".to_owned(), bytes: bytes.into() }
    }

    /// Sets the MIME type.
    #[must_use]
    pub fn mime(mut self, mime: impl Into<String>) -> Self {
        self.mime = mime.into();
        self
    }

    /// Returns the file name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the MIME type.
    #[must_use]
    pub fn mime_type(&self) -> &str {
        &self.mime
    }

    /// Returns the content.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the issues of a name or MIME type that could break the header of the part, or, for a
    /// name that an end user chose, could lead out of a folder.
    pub(crate) fn issues(&self, param: &str) -> Vec<Issue> {
        let mut issues = Vec::new();
        let name = &self.name;
        let is_unsafe = |c| breaks_line(c) || matches!(c, '"' | '/' | '\\');
        if is_blank(name) || name == "." || name == ".." || name.contains(is_unsafe) {
            let expected = "a file name without folders, quotes and control characters";
            issues.push(Issue::at(param, expected, quote_excerpt(name)));
        }
        if !is_mime(&self.mime) {
            issues.push(Issue::at(param, "a MIME type like `image/jpeg`", quote_excerpt(&self.mime)));
        }
        issues
    }
}

/// Whether a text is a type and a subtype, with or without parameters.
fn is_mime(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_token = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    let is_parameter = |c: char| c == ' ' || c.is_ascii_graphic() && c != '"';
    essence.split_once('/').is_some_and(|(kind, sub)| is_token(kind) && is_token(sub))
        && parameters.chars().all(is_parameter)
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {}, {} bytes)", self.name, escape_control(&self.mime), self.bytes.len())
    }
}
