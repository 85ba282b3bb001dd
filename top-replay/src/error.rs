//! Errors of recordings.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a folder or file of recordings cannot be used.
///
/// The text names the path and the reason; there is no source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderError {
    path: PathBuf,
    reason: String,
}

impl FolderError {
    pub(crate) fn new(path: &Path, reason: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }

    /// Returns the path of the folder or file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for FolderError {}

/// Calls that were not recorded.
///
/// The text contains the first reason and the number of the others; there is no source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError {
    pub(crate) failures: Vec<String>,
    pub(crate) count: usize,
}

impl RecordError {
    /// Returns the reasons, each with the method of its call. Limit: the first 100.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Returns the number of calls that were not recorded.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.failures.first().map_or("", String::as_str);
        match self.count {
            0 | 1 => write!(f, "a call was not recorded: {first}"),
            count => write!(f, "{count} calls were not recorded; the first: {first}"),
        }
    }
}

impl std::error::Error for RecordError {}
