//! Documents of either form.

use crate::recognize::{self, Form};
use crate::{Api, Diagnostic, FileDiagnostic, definition, page};

/// What a document says, and what was decided on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The API.
    pub api: Api,
    /// Decisions and doubts, in the order of their lines.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a documentation page or a definition file: a definition starts with `{`. The name stands in the errors.
///
/// ```
/// let error = top_codegen::read("index.json", br#"["a.json", "b.json"]"#).unwrap_err();
/// assert!(error.is_not_a_document());
/// ```
///
/// # Errors
/// [`FileDiagnostic`], with the line and what was expected, for a document that is damaged or contradicts itself, and for what is
/// neither ([`FileDiagnostic::is_not_a_document`]).
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, FileDiagnostic> {
    let error = |diagnostic| FileDiagnostic::new(name, diagnostic);
    let foreign = |diagnostic| FileDiagnostic::not_a_document(name, diagnostic);
    let text = recognize::text(bytes).map_err(foreign)?;
    match recognize::form(text).map_err(foreign)? {
        Form::Page => page::read(text).map_err(error),
        Form::Definition if recognize::is_definition(text) => definition::read(text).map_err(error),
        Form::Definition => definition::read(text).map_err(foreign),
    }
}
