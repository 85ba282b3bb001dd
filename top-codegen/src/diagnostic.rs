//! Diagnostics about documents: errors and warnings.

use std::error::Error;
use std::fmt;

/// A diagnostic about one place in a document. Message and help are single lines: control
/// characters copied from the document are escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    line: Option<usize>,
    message: String,
    help: Option<String>,
}

impl Diagnostic {
    /// Creates a diagnostic about the whole document.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { line: None, message: one_line(message.into()), help: None }
    }

    /// Creates a diagnostic about one line, counted from 1.
    #[must_use]
    pub fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(message) }
    }

    /// Adds advice on how to fix the document.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(one_line(help.into()));
        self
    }

    /// Returns the line, counted from 1; `None` for the whole document.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Returns the message: what was expected and what was found.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns advice on how to fix the document, if any.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// Escapes control characters. The text may quote a document, whose line feeds and terminal
/// sequences must not take effect.
fn one_line(text: String) -> String {
    if !text.chars().any(char::is_control) {
        return text;
    }
    let escape =
        |char: char| if char.is_control() { char.escape_default().to_string() } else { char.to_string() };
    text.chars().map(escape).collect()
}

/// A diagnostic with the name of its file. `Display` prints `FILE:LINE: MESSAGE (help: ADVICE)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    file: String,
    diagnostic: Diagnostic,
    is_not_a_document: bool,
}

impl FileDiagnostic {
    /// Creates a diagnostic about the document `file`.
    #[must_use]
    pub fn new(file: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self { file: file.into(), diagnostic, is_not_a_document: false }
    }

    /// Creates an error about a file that is not a document.
    pub(crate) fn not_a_document(file: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self { is_not_a_document: true, ..Self::new(file, diagnostic) }
    }

    /// Returns `true` if the file is neither a page nor a definition, for example a note, a list of
    /// files or an image. Programs that read a folder may skip such a file.
    #[must_use]
    pub fn is_not_a_document(&self) -> bool {
        self.is_not_a_document
    }

    /// Returns the name that was passed to [`read`](crate::read).
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the diagnostic without the name of the file.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }
}

impl fmt::Display for FileDiagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if let Some(line) = self.diagnostic.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.diagnostic.message)?;
        self.diagnostic.help.iter().try_for_each(|help| write!(f, " (help: {help})"))
    }
}

impl Error for FileDiagnostic {}
