//! Modules of a catalogue by package: existing and new ones.

use std::collections::BTreeMap;

use top_codegen::{Module, Modules, package};

use super::assignment::CrateAssignment;
use super::crates::{CrateIndex, Crates};
use crate::add::folder::Folder;
use crate::add::write_files::PlannedFile;
use crate::diagnostic::SourceDiagnostic;

/// Packages by name.
pub(super) struct Code<'a>(BTreeMap<String, Package<'a>>);

#[derive(Default)]
struct Package<'a> {
    /// The crate that contains the package, and the package's folder.
    existing: Option<(CrateIndex, Folder)>,
    new: Vec<(&'a str, &'a Module)>,
}

impl<'a> Code<'a> {
    /// Reads the existing modules and adds the new ones.
    pub(super) fn new(crates: &Crates, modules: &'a Modules) -> Result<Self, SourceDiagnostic> {
        let mut packages: BTreeMap<String, Package<'a>> = BTreeMap::new();
        for (index, name) in crates.packages()? {
            let folder = Folder::read(crates.package_folder(index, &name))?;
            if !folder.modules().is_empty() {
                packages.entry(name).or_default().existing.get_or_insert((index, folder));
            }
        }
        for (name, module) in modules.iter() {
            packages.entry(package(&module.method)).or_default().new.push((name, module));
        }
        Ok(Self(packages))
    }

    /// Returns the number of APIs of each package.
    pub(super) fn sizes(&self) -> BTreeMap<String, usize> {
        let size = |package: &Package<'_>| package.kept().count() + package.new.len();
        self.0.iter().map(|(name, package)| (name.clone(), size(package))).collect()
    }

    /// Returns the crate index of each existing package.
    pub(super) fn crate_indices(&self) -> BTreeMap<String, usize> {
        let index = |package: &Package<'_>| package.existing.as_ref().map(|(index, _)| index.0);
        self.0.iter().filter_map(|(name, package)| Some((name.clone(), index(package)?))).collect()
    }

    /// Returns the text of modules that are not replaced.
    pub(super) fn kept(&self) -> impl Iterator<Item = &str> {
        self.0.values().flat_map(Package::kept)
    }

    /// Plans the files of the new modules.
    pub(super) fn files(
        &self,
        crates: &Crates,
        assignment: &CrateAssignment,
    ) -> Result<Vec<PlannedFile>, SourceDiagnostic> {
        let mut files = Vec::new();
        for (index, packages) in assignment.iter() {
            for name in packages.keys() {
                let package = self.0.get(name).filter(|package| !package.new.is_empty());
                let Some(Package { existing, new }) = package else {
                    continue;
                };
                files.extend(match existing {
                    Some((_, folder)) => folder.plan(new),
                    None => Folder::read(crates.package_folder(index, name))?.plan(new),
                });
            }
        }
        Ok(files)
    }
}

impl Package<'_> {
    fn kept(&self) -> impl Iterator<Item = &str> {
        let existing = self.existing.iter().flat_map(|(_, folder)| folder.modules());
        let is_replaced = |name: &String| self.new.iter().any(|(new, _)| new == name);
        existing.filter(move |(name, _)| !is_replaced(name)).map(|(_, module)| module.text.as_str())
    }
}
