//! The app secret: from the environment, or from a file that only its owner can read.

use std::path::Path;

use top_codegen::Diagnostic;
use zeroize::Zeroizing;

use crate::diagnostic::{Diagnostics, SourceDiagnostic};

const VARIABLE: &str = "TOP_APP_SECRET";

/// Maximal size of a file with a secret, in bytes.
const MAX_SIZE: u64 = 4096;

/// Reads the secret. `None` if there is no file and the variable is not set.
pub(super) fn read(file: Option<&Path>) -> Result<Option<Zeroizing<String>>, Diagnostics> {
    let (source, text) = match file {
        Some(path) => (path.display().to_string(), read_file(path)?),
        None => match std::env::var(VARIABLE) {
            Ok(text) => (VARIABLE.to_owned(), Zeroizing::new(text)),
            Err(std::env::VarError::NotPresent) => return Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(error(VARIABLE, Diagnostic::new("the app secret is not UTF-8")));
            }
        },
    };
    // A file ends with a line break; a variable with one was copied wrongly, as the client reports.
    let text =
        if file.is_some() { Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()) } else { text };
    if text.is_empty() || text.trim() != text.as_str() || text.starts_with(['"', '\'', '\u{feff}']) {
        let diagnostic = Diagnostic::new("the app secret is blank, or has blanks or quotes around it")
            .with_help("copy the secret of the app alone");
        return Err(error(&source, diagnostic));
    }
    Ok(Some(text))
}

fn read_file(path: &Path) -> Result<Zeroizing<String>, Diagnostics> {
    let name = path.display().to_string();
    let metadata = std::fs::metadata(path)
        .map_err(|cause| error(&name, Diagnostic::new(format!("the file cannot be read: {cause}"))))?;
    check_mode(&name, &metadata)?;
    if metadata.len() > MAX_SIZE {
        return Err(error(&name, Diagnostic::new(format!("a secret of more than {MAX_SIZE} bytes"))));
    }
    let text = std::fs::read_to_string(path);
    text.map(Zeroizing::new)
        .map_err(|cause| error(&name, Diagnostic::new(format!("the file cannot be read: {cause}"))))
}

#[cfg(unix)]
fn check_mode(name: &str, metadata: &std::fs::Metadata) -> Result<(), Diagnostics> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let message = format!("other users have access to the file of the app secret (mode {mode:04o})");
    Err(error(name, Diagnostic::new(message).with_help(format!("run `chmod 600 {name}`"))))
}

#[cfg(not(unix))]
fn check_mode(_name: &str, _metadata: &std::fs::Metadata) -> Result<(), Diagnostics> {
    Ok(())
}

pub(super) fn error(source: &str, diagnostic: Diagnostic) -> Diagnostics {
    SourceDiagnostic::for_file(source, diagnostic).into()
}
