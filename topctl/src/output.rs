//! Output of results: to standard output, or to files that are replaced atomically.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempPath;
use top_codegen::Diagnostic;

use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::sanitize::sanitize_json;

/// Prints a result. A closed pipe (`| head`) is not an error.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Diagnostics> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let diagnostic = Diagnostic::new(format!("cannot write the result: {error}"));
            Err(SourceDiagnostic::for_file("<stdout>", diagnostic).into())
        }
        _ => Ok(()),
    }
}

/// A temporary file that is complete, but not yet at its destination. Removed when dropped. The
/// file is closed, as there may be thousands.
pub(crate) struct Staged {
    file: TempPath,
    destination: PathBuf,
}

impl Staged {
    /// Writes a temporary file next to the destination. The target of a symbolic link is replaced,
    /// not the link.
    pub(crate) fn write(path: &Path, text: &[u8]) -> Result<Self, SourceDiagnostic> {
        let destination = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = match destination.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        Self::stage(folder, &destination, text).map_err(|error| write_error(path, &error))
    }

    fn stage(folder: &Path, destination: &Path, text: &[u8]) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".topctl-");
        set_permissions(&mut builder, destination);
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(text)?;
        file.flush()?;
        Ok(Self { file: file.into_temp_path(), destination: destination.to_owned() })
    }

    /// Moves the file to its destination, atomically.
    pub(crate) fn persist(self) -> Result<(), SourceDiagnostic> {
        let Self { file, destination } = self;
        file.persist(&destination).map_err(|error| write_error(&destination, &error.error))
    }
}

/// Sets the permissions of the existing file, or those of any new file.
fn set_permissions(builder: &mut tempfile::Builder<'_, '_>, destination: &Path) {
    match fs::metadata(destination) {
        Ok(metadata) => {
            builder.permissions(metadata.permissions());
        }
        Err(_) => set_new_file_permissions(builder),
    }
}

#[cfg(unix)]
fn set_new_file_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666)); // minus the umask
}

#[cfg(not(unix))]
fn set_new_file_permissions(_builder: &mut tempfile::Builder<'_, '_>) {}

pub(crate) fn write_error(path: &Path, error: &io::Error) -> SourceDiagnostic {
    let diagnostic = match error.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::new("the output folder does not exist").with_help("create the folder first")
        }
        io::ErrorKind::PermissionDenied => Diagnostic::new("permission denied"),
        _ => Diagnostic::new(format!("cannot write the result: {error}")),
    };
    SourceDiagnostic::for_file(path.display().to_string(), diagnostic)
}

/// Returns a value as indented JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, Diagnostics> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        SourceDiagnostic::for_file(
            "<stdout>",
            Diagnostic::new(format!("cannot write the result as JSON: {error}")),
        )
    })?;
    Ok((sanitize_json(&text) + "\n").into_bytes())
}
