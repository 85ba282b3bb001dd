//! Files in requests.

mod content;
#[cfg(feature = "files")]
mod progress;
#[cfg(feature = "files")]
mod source;

use std::fmt;
use std::hash::{Hash, Hasher};

use bytes::Bytes;

pub(crate) use content::Content;
#[cfg(feature = "files")]
pub use progress::Progress;
#[cfg(feature = "files")]
use progress::ProgressListener;
#[cfg(feature = "files")]
pub(crate) use source::{Reader, Source};

use crate::issue::{Issue, escape_control, quote_excerpt};
use crate::protocol::blank::is_blank;
use crate::quoting::breaks_line;

/// A file: a parameter of type `byte[]` in the platform's documentation. Only at the top level of a
/// request.
///
/// A request with a file is sent as a multipart form. The protocol does not sign files. With the
/// feature `files`, `File::open` and `File::from_reader` create files that are read while they are
/// sent, and `File::on_progress` observes how much was sent.
///
/// ```
/// use top_runtime::File;
/// let photo = File::new("photo.jpg", vec![0xff, 0xd8]).mime("image/jpeg");
/// assert_eq!(format!("{photo:?}"), r#"File("photo.jpg", image/jpeg, 2 bytes)"#);
/// ```
#[derive(Clone)]
pub struct File {
    name: String,
    mime: String,
    content: Content,
    #[cfg(feature = "files")]
    progress: Option<ProgressListener>,
}

/// Default MIME type.
const OCTETS: &str = "application/octet-stream";

impl File {
    /// Creates a file from bytes in memory. Default MIME type: `application/octet-stream`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::with_content(name.into(), OCTETS.to_owned(), Content::Bytes(bytes.into()))
    }

    fn with_content(name: String, mime: String, content: Content) -> Self {
        Self {
            name,
            mime,
            content,
            #[cfg(feature = "files")]
            progress: None,
        }
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

    /// Returns the length of the content in bytes.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // no caller asks whether a file is empty
    pub fn len(&self) -> u64 {
        self.content.len()
    }

    /// Returns the content if it is in memory. `None` for a file that is read while it is sent.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            #[cfg(feature = "files")]
            Content::Source(_) => None,
        }
    }

    #[cfg(feature = "files")]
    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    #[cfg(feature = "files")]
    pub(crate) fn progress(&self) -> Option<&ProgressListener> {
        self.progress.as_ref()
    }

    /// Whether the content has to be sent in pieces.
    #[cfg(feature = "files")]
    pub(crate) fn is_streamed(&self) -> bool {
        self.bytes().is_none() || self.progress.is_some()
    }

    /// Whether the content can be sent, for another attempt too.
    pub(crate) fn is_available(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            #[cfg(feature = "files")]
            Content::Source(source) => source.is_available(),
        }
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

/// Files that are read while they are sent are equal if they are clones of one file.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.mime == other.mime && self.content == other.content
    }
}

impl Eq for File {}

impl Hash for File {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.mime, self.bytes(), self.len()).hash(state);
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {}, {} bytes)", self.name, escape_control(&self.mime), self.len())
    }
}
