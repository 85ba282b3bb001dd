//! The crates of a catalogue in their folder. The one that users name has the number 0, the parts behind it have the others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::output::unwritable;
use crate::remark::Remark;

/// Where the crates are, and what they are called.
pub(super) struct Crates {
    top: PathBuf,
    name: String,
}

impl Crates {
    pub(super) fn new(top: &Path, name: &str) -> Self {
        Self { top: top.to_owned(), name: name.to_owned() }
    }

    /// The name of a crate: `taobao`, `taobao_part1`, and `my-taobao-part1` where that is how names are written.
    pub(super) fn name_of(&self, place: usize) -> String {
        if place == 0 { self.name.clone() } else { format!("{}{place}", self.part()) }
    }

    pub(super) fn folder_of(&self, place: usize) -> PathBuf {
        self.top.join(self.name_of(place))
    }

    /// The folder of a package.
    pub(super) fn package(&self, place: usize, package: &str) -> PathBuf {
        self.folder_of(place).join("src").join(package)
    }

    /// The folders of packages that are there, in the order of the crates.
    pub(super) fn packages(&self) -> Result<Vec<(usize, String)>, Remark> {
        let mut places: Vec<_> = folders_in(&self.top)?.iter().filter_map(|name| self.place(name)).collect();
        places.sort_unstable();
        let mut packages = Vec::new();
        for place in places {
            let found = folders_in(&self.folder_of(place).join("src"))?;
            packages.extend(found.into_iter().map(|package| (place, package)));
        }
        Ok(packages)
    }

    fn part(&self) -> String {
        let dash = if self.name.contains('-') { '-' } else { '_' };
        format!("{}{dash}part", self.name)
    }

    /// The number of the crate in a folder of this name.
    fn place(&self, folder: &str) -> Option<usize> {
        if folder == self.name {
            return Some(0);
        }
        let place = folder.strip_prefix(&self.part())?.parse().ok()?;
        (self.name_of(place) == folder).then_some(place)
    }
}

/// The names of the folders in one; none where that is not there.
fn folders_in(folder: &Path) -> Result<Vec<String>, Remark> {
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
        names => names.map_err(|error| unwritable(folder, &error)),
    }
}
