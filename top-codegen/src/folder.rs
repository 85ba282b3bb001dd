//! Folders of documents.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::{Diagnostic, FileDiagnostic};

/// File extensions of documents.
const EXTENSIONS: [&str; 3] = ["txt", "md", "json"];

/// Lists the documents in a folder, recursively, sorted by name: files that end in `.txt`, `.md` or
/// `.json`. Symbolic links are followed; cycles are detected.
///
/// # Errors
/// [`FileDiagnostic`] if the folder cannot be read or contains no document.
pub fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, FileDiagnostic> {
    let mut documents = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let at = error.path().unwrap_or(folder).display().to_string();
            FileDiagnostic::new(at, Diagnostic::new(format!("the folder cannot be read: {error}")))
        })?;
        if entry.file_type().is_file() && is_document(entry.path()) {
            documents.push(entry.into_path());
        }
    }
    if documents.is_empty() {
        let diagnostic = Diagnostic::new("there is no document in the folder")
            .with_help("documents end in .txt, .md or .json");
        return Err(FileDiagnostic::new(folder.display().to_string(), diagnostic));
    }
    Ok(documents)
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension
        .is_some_and(|extension| EXTENSIONS.iter().any(|allowed| extension.eq_ignore_ascii_case(allowed)))
}
