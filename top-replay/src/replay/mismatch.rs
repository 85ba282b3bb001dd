//! The error of a request without a recording.

use std::fmt;
use std::path::{Path, PathBuf};

/// Limit: differences in a text.
const MAX_SHOWN: usize = 2;

/// A request that no recording answers.
///
/// The cause of an error of kind `Transport`:
///
/// ```
/// use top_replay::Mismatch;
/// use top_runtime::Error;
/// use top_runtime::error::ErrorKind;
///
/// fn mismatch(error: &Error) -> Option<&Mismatch> {
///     match error.kind() {
///         ErrorKind::Transport(lost) => lost.error.get_ref().downcast_ref(),
///         _ => None,
///     }
/// }
/// # let _ = mismatch;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub(super) method: String,
    pub(super) folder: PathBuf,
    pub(super) reason: String,
    pub(super) nearest: Option<String>,
    pub(super) differences: Vec<Difference>,
    pub(super) count: usize,
}

/// A value that differs from the nearest recording.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Path of the value: `create_request.items[0].price`.
    pub path: String,
    /// The value in the recording, at most 40 characters. `None` if the recording has none.
    pub recorded: Option<String>,
    /// The value in the request, at most 40 characters. `None` if the request has none.
    pub asked: Option<String>,
}

impl Mismatch {
    pub(super) fn new(method: &str, folder: &Path, reason: String) -> Self {
        let (method, folder) = (method.to_owned(), folder.to_owned());
        Self { method, folder, reason, nearest: None, differences: Vec::new(), count: 0 }
    }

    /// Returns the name of the API that was called.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the file of the nearest recording: the one with the fewest differences, or the last
    /// equal one. `None` if the method was never recorded.
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }

    /// Returns what differs from the nearest recording. Limit: the first 20.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no recording in {}", self.folder.display())?;
        if !self.reason.is_empty() {
            return write!(f, ": {}", self.reason);
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "; nearest {nearest}")?;
        }
        for (index, difference) in self.differences.iter().take(MAX_SHOWN).enumerate() {
            write!(f, "{}{difference}", if index == 0 { ": " } else { "; " })?;
        }
        match self.count.saturating_sub(MAX_SHOWN.min(self.differences.len())) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }?;
        f.write_str(" (correct the request, `ignore` the parameter, or record again)")
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value =
            |value: &Option<String>| value.as_ref().map_or("nothing".to_owned(), |v| format!("`{v}`"));
        write!(f, "`{}` recorded {}, asked {}", self.path, value(&self.recorded), value(&self.asked))
    }
}

impl std::error::Error for Mismatch {}
