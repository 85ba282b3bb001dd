//! What is to be said of a document: an error that ends its reading, or a warning about a decision.

use std::error::Error;
use std::fmt;

/// Something to be said about one place of a document, in one line: what a document has of line feeds and other control characters
/// is escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    line: Option<usize>,
    message: String,
    help: Option<String>,
}

impl Diagnostic {
    /// A notice about the document as a whole.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { line: None, message: one_line(message.into()), help: None }
    }

    /// A notice about one line of it, counted from 1.
    #[must_use]
    pub fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(message) }
    }

    /// The same notice with what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(one_line(help.into()));
        self
    }

    /// The line it is about, counted from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is to be said: what was expected, what was found.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// The text, which may repeat what stands in a document, without what would end the line or be obeyed by a terminal.
fn one_line(text: String) -> String {
    if !text.chars().any(char::is_control) {
        return text;
    }
    let shown =
        |char: char| if char.is_control() { char.escape_default().to_string() } else { char.to_string() };
    text.chars().map(shown).collect()
}

/// The start of a text, for messages.
pub(crate) fn shortened(text: &str) -> String {
    let mut chars = text.lines().next().unwrap_or_default().chars();
    let start: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { start + "..." } else { start }
}

/// Why a document could not be understood. Its text names the file and the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    file: String,
    diagnostic: Diagnostic,
    is_not_a_document: bool,
}

impl FileDiagnostic {
    /// An error in the document of this name.
    #[must_use]
    pub fn new(file: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self { file: file.into(), diagnostic, is_not_a_document: false }
    }

    /// An error about what is no document.
    pub(crate) fn not_a_document(file: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self { is_not_a_document: true, ..Self::new(file, diagnostic) }
    }

    /// Whether the file is neither a page nor a definition, not even a damaged one: a note, a list of files, an image. Who reads
    /// a folder may pass over it.
    #[must_use]
    pub fn is_not_a_document(&self) -> bool {
        self.is_not_a_document
    }

    /// The name of the document, as it was given to [`read`](crate::read).
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What is wrong, and where.
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
