//! Names and folders of the crates of a catalogue.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::SourceDiagnostic;
use crate::output::write_error;

/// Number of a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CrateIndex(pub(super) usize);

impl CrateIndex {
    /// The crate that users depend on. All others are its parts.
    pub(super) const MAIN: Self = Self(0);
}

/// The crates of a catalogue.
pub(super) struct Crates {
    top: PathBuf,
    name: String,
}

impl Crates {
    pub(super) fn new(top: &Path, name: &str) -> Self {
        Self { top: top.to_owned(), name: name.to_owned() }
    }

    /// Returns the name of a crate: `taobao`, `taobao_part1`, or `my-taobao-part1` if the name has
    /// dashes.
    pub(super) fn name_of(&self, index: CrateIndex) -> String {
        if index == CrateIndex::MAIN {
            self.name.clone()
        } else {
            format!("{}{}", self.part_prefix(), index.0)
        }
    }

    pub(super) fn folder_of(&self, index: CrateIndex) -> PathBuf {
        self.top.join(self.name_of(index))
    }

    pub(super) fn package_folder(&self, index: CrateIndex, package: &str) -> PathBuf {
        self.folder_of(index).join("src").join(package)
    }

    /// Returns the existing folders of packages, in the order of the crates.
    pub(super) fn packages(&self) -> Result<Vec<(CrateIndex, String)>, SourceDiagnostic> {
        let mut indices: Vec<_> =
            folders_in(&self.top)?.iter().filter_map(|folder| self.index_of(folder)).collect();
        indices.sort_unstable();
        let mut packages = Vec::new();
        for index in indices {
            let folders = folders_in(&self.folder_of(index).join("src"))?;
            packages.extend(folders.into_iter().map(|package| (index, package)));
        }
        Ok(packages)
    }

    fn part_prefix(&self) -> String {
        let separator = if self.name.contains('-') { '-' } else { '_' };
        format!("{}{separator}part", self.name)
    }

    /// Returns the index of the crate in a folder.
    fn index_of(&self, folder: &str) -> Option<CrateIndex> {
        if folder == self.name {
            return Some(CrateIndex::MAIN);
        }
        let index = CrateIndex(folder.strip_prefix(&self.part_prefix())?.parse().ok()?);
        (self.name_of(index) == folder).then_some(index)
    }
}

/// Returns the names of the folders in a folder. A missing folder has none.
fn folders_in(folder: &Path) -> Result<Vec<String>, SourceDiagnostic> {
    let read = || -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if let Ok(name) = entry.file_name().into_string()
                && entry.path().is_dir()
            {
                names.push(name);
            }
        }
        Ok(names)
    };
    match read() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        names => names.map_err(|error| write_error(folder, &error)),
    }
}
