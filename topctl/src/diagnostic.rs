//! Diagnostics with the source line that they refer to.

use top_codegen::{Diagnostic, FileDiagnostic};

/// Maximal number of characters of a source line. A definition may be one very long line.
const MAX_LINE_CHARS: usize = 160;

/// An error or warning about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceDiagnostic {
    pub(crate) file: String,
    pub(crate) diagnostic: Diagnostic,
    /// The source line, if the diagnostic has a line number and the file is text.
    pub(crate) line: Option<String>,
}

/// The errors of a failed command: at least one.
#[derive(Debug)]
pub(crate) struct Diagnostics(pub(crate) Vec<SourceDiagnostic>);

impl SourceDiagnostic {
    /// Adds source lines to the diagnostics of one document. The document is split once for all.
    pub(crate) fn for_document(file: &str, diagnostics: Vec<Diagnostic>, document: &[u8]) -> Vec<Self> {
        let has_lines = diagnostics.iter().any(|diagnostic| diagnostic.line().is_some());
        let text = str::from_utf8(document).ok().filter(|_| has_lines);
        let lines: Vec<&str> = text.into_iter().flat_map(str::lines).collect();
        let locate = |diagnostic: Diagnostic| {
            let index = diagnostic.line().and_then(|line| line.checked_sub(1));
            let line = index.and_then(|index| lines.get(index)).map(|line| truncate(line));
            Self { file: file.to_owned(), diagnostic, line }
        };
        diagnostics.into_iter().map(locate).collect()
    }

    /// Creates a diagnostic about a file as a whole, or its name.
    pub(crate) fn for_file(file: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self { file: file.into(), diagnostic, line: None }
    }

    /// Adds the source line to a diagnostic of `top-codegen`.
    pub(crate) fn from_file_diagnostic(error: &FileDiagnostic, document: &[u8]) -> Self {
        let diagnostic = error.diagnostic().clone();
        let text = str::from_utf8(document).ok();
        let index = diagnostic.line().and_then(|line| line.checked_sub(1));
        let line = text.zip(index).and_then(|(text, index)| text.lines().nth(index)).map(truncate);
        Self { file: error.file().to_owned(), diagnostic, line }
    }
}

impl From<SourceDiagnostic> for Diagnostics {
    fn from(diagnostic: SourceDiagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

fn truncate(line: &str) -> String {
    match line.char_indices().nth(MAX_LINE_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
