//! Results on their way out: standard output, or files that appear whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempPath;
use top_codegen::Diagnostic;

use crate::plain::plain_json;
use crate::remark::{Refusal, Remark};

/// Prints a result. A reader that has seen enough (`head`) is no error.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Refusal> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let notice = Diagnostic::new(format!("the result cannot be written: {error}"));
            Err(Remark::of_file("<stdout>", notice).into())
        }
        _ => Ok(()),
    }
}

/// A file that is written and not yet in its place. Dropped, it is gone. It is not open: there may be thousands.
pub(crate) struct Staged {
    file: TempPath,
    place: PathBuf,
}

impl Staged {
    /// Writes the text beside its place. A link stays one: what it leads to is replaced.
    pub(crate) fn write(path: &Path, text: &[u8]) -> Result<Self, Remark> {
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = match place.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        Self::stage(folder, &place, text).map_err(|error| unwritable(path, &error))
    }

    fn stage(folder: &Path, place: &Path, text: &[u8]) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".topctl-");
        permit(&mut builder, place);
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(text)?;
        file.flush()?;
        Ok(Self { file: file.into_temp_path(), place: place.to_owned() })
    }

    /// Puts the file in its place, in one step.
    pub(crate) fn put(self) -> Result<(), Remark> {
        let Self { file, place } = self;
        file.persist(&place).map_err(|error| unwritable(&place, &error.error))
    }
}

/// The permissions of the file that is replaced, or those of any new file.
fn permit(builder: &mut tempfile::Builder<'_, '_>, place: &Path) {
    match fs::metadata(place) {
        Ok(metadata) => {
            builder.permissions(metadata.permissions());
        }
        Err(_) => permit_as_new(builder),
    }
}

#[cfg(unix)]
fn permit_as_new(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666)); // less what the user's mask takes away
}

#[cfg(not(unix))]
fn permit_as_new(_builder: &mut tempfile::Builder<'_, '_>) {}

pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Remark {
    let notice = match error.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::new("the folder for the result does not exist").with_help("make it first")
        }
        io::ErrorKind::PermissionDenied => Diagnostic::new("the result may not be written there"),
        _ => Diagnostic::new(format!("the result cannot be written: {error}")),
    };
    Remark::of_file(path.display().to_string(), notice)
}

/// A value as indented JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, Refusal> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        Remark::of_file("<stdout>", Diagnostic::new(format!("the result cannot be written as JSON: {error}")))
    })?;
    Ok((plain_json(&text) + "\n").into_bytes())
}
