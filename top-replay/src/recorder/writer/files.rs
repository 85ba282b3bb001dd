//! The folder: numbers of files, and writing a file at once.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::error::FolderError;
use crate::recording::Recording;
use crate::replay::file_names;

/// Limit: characters of a method in a file name.
const MAX_METHOD: usize = 100;

/// Limit: numbers that are tried for one file while other processes write into the folder.
const MAX_TRIES: u64 = 1_000;

pub(super) struct Files {
    folder: PathBuf,
    /// Number of the last file.
    last: u64,
    pseudonyms: u64,
}

impl Files {
    pub(super) fn open(folder: &Path) -> Result<Self, FolderError> {
        create(folder).map_err(|error| FolderError::new(folder, format!("cannot be created: {error}")))?;
        let mut files = Self { folder: folder.to_owned(), last: 0, pseudonyms: 0 };
        for name in file_names(folder)? {
            let path = folder.join(&name);
            let recording = Recording::read(&path).map_err(|reason| FolderError::new(&path, reason))?;
            files.pseudonyms = files.pseudonyms.max(recording.pseudonyms);
            let digits = name.split('-').next().unwrap_or_default();
            files.last = files.last.max(digits.parse().unwrap_or(0));
        }
        Ok(files)
    }

    /// Returns the highest number of a pseudonym in the files that were there.
    pub(super) fn pseudonyms(&self) -> u64 {
        self.pseudonyms
    }

    /// Writes a file that appears complete or not at all, and never replaces another.
    pub(super) fn write(&mut self, method: &str, text: &str) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("cannot be written: {error}");
        // Mode 0600 on Unix.
        let mut file = Builder::new().prefix(".recording-").tempfile_in(&self.folder).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        for _ in 0..MAX_TRIES {
            self.last += 1;
            let path = self.folder.join(format!("{:04}-{}.json", self.last, file_part(method)));
            match file.persist_noclobber(path) {
                Ok(_) => return Ok(()),
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => file = error.file,
                Err(error) => return Err(failed(error.error)),
            }
        }
        Err("cannot be written: other processes write into the folder".to_owned())
    }
}

fn create(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Returns a method as a part of a file name: letters, digits, `.`, `_` and `-`.
fn file_part(method: &str) -> String {
    let is_kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    method.chars().take(MAX_METHOD).map(|c| if is_kept(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_contain_no_path() {
        assert_eq!(file_part("taobao.time.get"), "taobao.time.get");
        assert_eq!(file_part("../../etc/x\0\\y:z"), ".._.._etc_x__y_z");
        assert_eq!(file_part(&"é".repeat(500)).len(), MAX_METHOD);
    }

    #[test]
    fn files_are_private_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("new/recordings");
        let mut files = Files::open(&folder).unwrap();
        let mut others = Files::open(&folder).unwrap();
        files.write("a.b", "1").unwrap();
        others.write("a.b", "2").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/nowhere", folder.join("0003-a.b.json")).unwrap();
        files.write("a.b", "3").unwrap();
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!((text("0001-a.b.json"), text("0002-a.b.json")), ("1".to_owned(), "2".to_owned()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(&folder.join("0001-a.b.json"))), (0o700, 0o600));
            assert_eq!(text("0004-a.b.json"), "3");
        }
    }
}
