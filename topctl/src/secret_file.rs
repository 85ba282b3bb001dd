//! Files with secrets, to which only their owner has access.

use std::path::Path;

use top_codegen::Diagnostic;
use zeroize::Zeroizing;

use crate::diagnostic::{Diagnostics, SourceDiagnostic};

/// Maximal size of a file with a secret, in bytes.
const MAX_SIZE: u64 = 16 << 10;

/// Reads a file with a secret. An error if other users have access to the file.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<String>, Diagnostics> {
    let name = path.display().to_string();
    let unreadable = |cause| error(&name, Diagnostic::new(format!("the file cannot be read: {cause}")));
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    check_mode(&name, &metadata)?;
    if metadata.len() > MAX_SIZE {
        return Err(error(&name, Diagnostic::new(format!("the file has more than {MAX_SIZE} bytes"))));
    }
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(unreadable)
}

#[cfg(unix)]
fn check_mode(name: &str, metadata: &std::fs::Metadata) -> Result<(), Diagnostics> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let message = format!("other users have access to this file with a secret (mode {mode:04o})");
    Err(error(name, Diagnostic::new(message).with_help(format!("run `chmod 600 {name}`"))))
}

#[cfg(not(unix))]
fn check_mode(_name: &str, _metadata: &std::fs::Metadata) -> Result<(), Diagnostics> {
    Ok(())
}

/// Creates an error about a file, a variable or another source.
pub(crate) fn error(source: &str, diagnostic: Diagnostic) -> Diagnostics {
    SourceDiagnostic::for_file(source, diagnostic).into()
}
