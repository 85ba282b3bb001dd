//! The files of a command line, folders opened.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use top_codegen::Notice;
use walkdir::WalkDir;

use crate::remark::{Refusal, Remark};

/// What documents are called in folders.
const EXTENSIONS: [&str; 3] = ["txt", "md", "json"];

/// The largest document that is read, in bytes. The largest known is half a megabyte.
const LARGEST: u64 = 32 << 20;

/// A document that was not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// How messages call it.
    pub(crate) name: String,
    /// Where it is; nothing for standard input.
    path: Option<PathBuf>,
}

/// Opens folders, and leaves out what is named twice. The order is that of the command line, and by name in folders.
pub(crate) fn expand(files: &[PathBuf]) -> Result<Vec<Input>, Refusal> {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        if file.is_dir() {
            match folder(file) {
                Ok(found) => inputs.extend(found),
                Err(error) => errors.push(error),
            }
        } else {
            inputs.push(Input::new(file));
        }
    }
    let mut seen = HashSet::new();
    inputs.retain(|input| seen.insert(input.identity()));
    if errors.is_empty() { Ok(inputs) } else { Err(Refusal(errors)) }
}

fn folder(path: &Path) -> Result<Vec<Input>, Remark> {
    let mut inputs = Vec::new();
    for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let at = error.path().unwrap_or(path).display().to_string();
            Remark::of_file(at, Notice::new(format!("the folder cannot be read: {error}")))
        })?;
        let named = entry.path().extension().and_then(|extension| extension.to_str());
        let is_document =
            named.is_some_and(|named| EXTENSIONS.iter().any(|one| named.eq_ignore_ascii_case(one)));
        if is_document && entry.file_type().is_file() {
            inputs.push(Input::new(entry.path()));
        }
    }
    if inputs.is_empty() {
        let notice = Notice::new("there is no document in the folder")
            .with_help("documents end in .txt, .md or .json");
        return Err(Remark::of_file(path.display().to_string(), notice));
    }
    Ok(inputs)
}

impl Input {
    /// One file, or standard input for `-`.
    pub(crate) fn new(path: &Path) -> Self {
        if path == Path::new("-") {
            return Self { name: "<stdin>".to_owned(), path: None };
        }
        Self { name: path.display().to_string(), path: Some(path.to_owned()) }
    }

    /// The name without its folders.
    pub(crate) fn file_name(&self) -> String {
        let name = self.path.as_ref().and_then(|path| path.file_name());
        name.map_or_else(|| "standard input".to_owned(), |name| name.to_string_lossy().into_owned())
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
            return Err(Remark::of_file(&self.name, Notice::new(message)));
        }
        Ok(bytes)
    }

    fn unreadable(&self, error: &io::Error) -> Remark {
        let notice = match error.kind() {
            io::ErrorKind::NotFound => Notice::new("there is no such file")
                .with_help("give a page, a definition or a folder of them"),
            io::ErrorKind::PermissionDenied => Notice::new("the file may not be read"),
            _ => Notice::new(format!("the file cannot be read: {error}")),
        };
        Remark::of_file(&self.name, notice)
    }

    /// What tells it from other files, whatever way leads to it.
    fn identity(&self) -> Option<PathBuf> {
        self.path.as_ref().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()))
    }
}
