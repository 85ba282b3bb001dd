//! Input files of a command line, with folders expanded.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use top_codegen::{Diagnostic, documents_in};

use crate::diagnostic::{Diagnostics, SourceDiagnostic};

/// Maximal size of a document in bytes. The largest known document has 0.5 MiB.
const MAX_SIZE: u64 = 32 << 20;

/// A file that has not been opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Name in messages.
    pub(crate) name: String,
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// `true` if the file was found in a folder, so that it may be skipped.
    in_folder: bool,
}

/// Expands folders and removes duplicates. Keeps the order of the command line; folders are sorted
/// by name.
pub(crate) fn expand(files: &[PathBuf]) -> Result<Vec<Input>, Diagnostics> {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        if file.is_dir() {
            match documents_in(file) {
                Ok(paths) => {
                    inputs.extend(paths.iter().map(|path| Input { in_folder: true, ..Input::new(path) }));
                }
                Err(error) => errors.push(SourceDiagnostic::from_file_diagnostic(&error, b"")),
            }
        } else {
            inputs.push(Input::new(file));
        }
    }
    let mut identities = HashSet::new();
    inputs.retain(|input| identities.insert(input.identity()));
    if errors.is_empty() { Ok(inputs) } else { Err(Diagnostics(errors)) }
}

impl Input {
    /// Creates an input of a file, or of standard input for `-`.
    pub(crate) fn new(path: &Path) -> Self {
        if path == Path::new("-") {
            return Self { name: "<stdin>".to_owned(), path: None, in_folder: false };
        }
        Self { name: path.display().to_string(), path: Some(path.to_owned()), in_folder: false }
    }

    /// Returns `true` if the file may be skipped unless it is a document.
    pub(crate) fn may_be_skipped(&self) -> bool {
        self.in_folder
    }

    /// Reads the content.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, SourceDiagnostic> {
        let mut bytes = Vec::new();
        let result = match &self.path {
            Some(path) => {
                fs::File::open(path).and_then(|file| file.take(MAX_SIZE + 1).read_to_end(&mut bytes))
            }
            None => io::stdin().lock().take(MAX_SIZE + 1).read_to_end(&mut bytes),
        };
        result.map_err(|error| self.read_error(&error))?;
        if bytes.len() as u64 > MAX_SIZE {
            let message = format!("the file has more than {} MiB", MAX_SIZE >> 20);
            return Err(SourceDiagnostic::for_file(&self.name, Diagnostic::new(message)));
        }
        Ok(bytes)
    }

    fn read_error(&self, error: &io::Error) -> SourceDiagnostic {
        let diagnostic = match error.kind() {
            io::ErrorKind::NotFound if self.name.contains("://") => {
                Diagnostic::new("expected a file, found a URL")
                    .with_help("open it in a browser, copy the page's text into a file, and pass the file")
            }
            io::ErrorKind::NotFound => {
                Diagnostic::new("no such file").with_help("pass a page, a definition, or a folder of them")
            }
            io::ErrorKind::PermissionDenied => Diagnostic::new("permission denied"),
            _ => Diagnostic::new(format!("the file cannot be read: {error}")),
        };
        SourceDiagnostic::for_file(&self.name, diagnostic)
    }

    /// Returns the canonical path, which identifies the file.
    fn identity(&self) -> Option<PathBuf> {
        self.path.as_ref().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()))
    }
}
