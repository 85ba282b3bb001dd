//! The app secret: from the environment, or from a file that only its owner can read.

use std::env::VarError;
use std::path::Path;

use top_codegen::Diagnostic;
use zeroize::Zeroizing;

use crate::diagnostic::Diagnostics;
use crate::secret_file::{self, error};

const VARIABLE: &str = "TOP_APP_SECRET";

/// Reads the secret. `None` if there is no file and the variable is not set.
pub(super) fn read(file: Option<&Path>) -> Result<Option<Zeroizing<String>>, Diagnostics> {
    let (source, text) = match (file, std::env::var(VARIABLE)) {
        // A file ends with a line break; a variable with one was copied wrongly, as the client reports.
        (Some(path), _) => {
            let text = secret_file::read(path)?.trim_end_matches(['\r', '\n']).to_owned();
            (path.display().to_string(), Zeroizing::new(text))
        }
        (None, Ok(text)) => (VARIABLE.to_owned(), Zeroizing::new(text)),
        (None, Err(VarError::NotPresent)) => return Ok(None),
        (None, Err(VarError::NotUnicode(_))) => {
            return Err(error(VARIABLE, Diagnostic::new("the app secret is not UTF-8")));
        }
    };
    if text.is_empty() || text.trim() != text.as_str() || text.starts_with(['"', '\'', '\u{feff}']) {
        let diagnostic = Diagnostic::new("the app secret is blank, or has blanks or quotes around it")
            .with_help("copy the secret of the app alone");
        return Err(error(&source, diagnostic));
    }
    Ok(Some(text))
}
