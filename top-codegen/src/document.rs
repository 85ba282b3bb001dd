//! Reading of pages and definitions.

use crate::recognize::{self, Form};
use crate::{Api, Diagnostic, FileDiagnostic, definition, outline, page};

/// An API or a topic, and the warnings from reading its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The API.
    pub api: Api,
    /// Warnings about uncertain decisions, in line order.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a documentation page or a definition file (JSON) of an API of TOP or IOP, or of a topic of
/// the message service. `name` is the name of the file in errors.
///
/// ```
/// let error = top_codegen::read("index.json", br#"["a.json", "b.json"]"#).unwrap_err();
/// assert!(error.is_not_a_document());
/// ```
///
/// # Errors
/// [`FileDiagnostic`], with the line and what was expected, if the document is damaged, contradicts
/// itself, or is neither a page nor a definition ([`FileDiagnostic::is_not_a_document`]).
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, FileDiagnostic> {
    let error = |diagnostic| FileDiagnostic::new(name, diagnostic);
    let foreign = |diagnostic| FileDiagnostic::not_a_document(name, diagnostic);
    let text = recognize::text(bytes).map_err(foreign)?;
    match recognize::form(text).map_err(foreign)? {
        Form::Page => page::read(text).map_err(error),
        Form::Outline => outline::read(text).map_err(error),
        Form::Definition if recognize::is_definition(text) => definition::read(text).map_err(error),
        Form::Definition => definition::read(text).map_err(foreign),
    }
}
