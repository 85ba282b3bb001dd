//! Documents of either form.

use crate::recognize::{self, Form};
use crate::{Api, Notice, Problem, definition, page};

/// What a document says, and what was decided on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The API.
    pub api: Api,
    /// Decisions and doubts, in the order of their lines.
    pub warnings: Vec<Notice>,
}

/// Reads a documentation page or a definition file: a definition starts with `{`. The name stands in the errors.
///
/// ```
/// let problem = top_codegen::read("index.json", br#"["a.json", "b.json"]"#).unwrap_err();
/// assert!(problem.is_foreign());
/// ```
///
/// # Errors
/// [`Problem`], with the line and what was expected, for a document that is damaged or contradicts itself, and for what is
/// neither ([`Problem::is_foreign`]).
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Problem> {
    let problem = |notice| Problem::new(name, notice);
    let foreign = |notice| Problem::foreign(name, notice);
    let text = recognize::text(bytes).map_err(foreign)?;
    match recognize::form(text).map_err(foreign)? {
        Form::Page => page::read(text).map_err(problem),
        Form::Definition if recognize::is_definition(text) => definition::read(text).map_err(problem),
        Form::Definition => definition::read(text).map_err(foreign),
    }
}
