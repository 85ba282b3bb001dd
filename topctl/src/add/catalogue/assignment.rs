//! Assignment of packages to crates.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use top_codegen::partition;

use super::code::Code;
use super::crates::CrateIndex;

/// Packages of a crate with their numbers of APIs.
pub(super) type Packages = BTreeMap<String, usize>;

/// The packages of each crate. Always contains the main crate, which may have no packages.
pub(super) struct CrateAssignment(BTreeMap<CrateIndex, Packages>);

impl CrateAssignment {
    /// Assigns new packages to crates of at most `max` APIs. Existing packages keep their crates.
    pub(super) fn new(code: &Code<'_>, max: NonZeroUsize) -> Self {
        let sizes = code.sizes();
        let mut crates = BTreeMap::from([(CrateIndex::MAIN, Packages::new())]);
        for (package, index) in partition(&sizes, &code.crate_indices(), max) {
            let apis = sizes.get(&package).copied().unwrap_or_default();
            crates.entry(CrateIndex(index)).or_default().insert(package, apis);
        }
        Self(crates)
    }

    /// Returns the crates with their packages.
    pub(super) fn iter(&self) -> impl Iterator<Item = (CrateIndex, &Packages)> {
        self.0.iter().map(|(index, packages)| (*index, packages))
    }

    /// Returns the parts that a crate re-exports: all parts for the main crate, none for a part.
    pub(super) fn parts_of(&self, index: CrateIndex) -> impl Iterator<Item = (CrateIndex, &Packages)> {
        self.iter().filter(move |(part, _)| index == CrateIndex::MAIN && *part != CrateIndex::MAIN)
    }

    /// Returns the packages of one crate.
    pub(super) fn packages(&self, index: CrateIndex) -> impl Iterator<Item = (&String, usize)> {
        self.0.get(&index).into_iter().flatten().map(|(package, apis)| (package, *apis))
    }

    /// Returns the packages of all crates, sorted by name.
    pub(super) fn all_packages(&self) -> BTreeMap<&str, usize> {
        self.0.values().flatten().map(|(package, apis)| (package.as_str(), *apis)).collect()
    }

    /// Returns the number of crates besides the main one.
    pub(super) fn part_count(&self) -> usize {
        self.0.len() - 1
    }
}
