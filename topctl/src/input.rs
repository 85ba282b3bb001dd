//! The files of a command line, folders opened.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use top_codegen::{Diagnostic, documents_in};

use crate::remark::{Refusal, Remark};

/// The largest document that is read, in bytes. The largest known is half a megabyte.
const LARGEST: u64 = 32 << 20;

/// A document that was not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// How messages call it.
    pub(crate) name: String,
    /// Where it is; nothing for standard input.
    path: Option<PathBuf>,
    /// Whether a folder holds it, and nobody named it: then it may be no document at all.
    found: bool,
}

/// Opens folders, and leaves out what is named twice. The order is that of the command line, and by name in folders.
pub(crate) fn expand(files: &[PathBuf]) -> Result<Vec<Input>, Refusal> {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        if file.is_dir() {
            match documents_in(file) {
                Ok(found) => {
                    inputs.extend(found.iter().map(|path| Input { found: true, ..Input::new(path) }));
                }
                Err(problem) => errors.push(Remark::of_problem(&problem, b"")),
            }
        } else {
            inputs.push(Input::new(file));
        }
    }
    let mut seen = HashSet::new();
    inputs.retain(|input| seen.insert(input.identity()));
    if errors.is_empty() { Ok(inputs) } else { Err(Refusal(errors)) }
}

impl Input {
    /// One file, or standard input for `-`.
    pub(crate) fn new(path: &Path) -> Self {
        if path == Path::new("-") {
            return Self { name: "<stdin>".to_owned(), path: None, found: false };
        }
        Self { name: path.display().to_string(), path: Some(path.to_owned()), found: false }
    }

    /// Whether it may be passed over, should it be no document.
    pub(crate) fn may_be_skipped(&self) -> bool {
        self.found
    }

    /// All that is in it.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Remark> {
        let mut bytes = Vec::new();
        let result = match &self.path {
            Some(path) => {
                fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
            }
            None => io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes),
        };
        result.map_err(|error| self.unreadable(&error))?;
        if bytes.len() as u64 > LARGEST {
            let message = format!("the file has more than {} MiB, which no document has", LARGEST >> 20);
            return Err(Remark::of_file(&self.name, Diagnostic::new(message)));
        }
        Ok(bytes)
    }

    fn unreadable(&self, error: &io::Error) -> Remark {
        let notice = match error.kind() {
            io::ErrorKind::NotFound if self.name.contains("://") => {
                Diagnostic::new("expected a file, found an address")
                    .with_help("open it in a browser, copy the page's text into a file, and give that")
            }
            io::ErrorKind::NotFound => Diagnostic::new("there is no such file")
                .with_help("give a page, a definition or a folder of them"),
            io::ErrorKind::PermissionDenied => Diagnostic::new("the file may not be read"),
            _ => Diagnostic::new(format!("the file cannot be read: {error}")),
        };
        Remark::of_file(&self.name, notice)
    }

    /// What tells it from other files, whatever way leads to it.
    fn identity(&self) -> Option<PathBuf> {
        self.path.as_ref().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()))
    }
}
