//! The code of a catalogue: what was made before and what joins it, by packages.

use std::collections::BTreeMap;

use top_codegen::{Module, Modules, package};

use super::Layout;
use super::crates::Crates;
use crate::add::folder::Folder;
use crate::add::place::Planned;
use crate::remark::Remark;

/// The packages by their names.
pub(super) struct Code<'a>(BTreeMap<String, Package<'a>>);

#[derive(Default)]
struct Package<'a> {
    /// The crate that has it by now, and its folder there.
    before: Option<(usize, Folder)>,
    modules: Vec<(&'a str, &'a Module)>,
}

impl<'a> Code<'a> {
    /// What is in the crates, with the modules that join it.
    pub(super) fn new(crates: &Crates, modules: &'a Modules) -> Result<Self, Remark> {
        let mut packages: BTreeMap<String, Package<'a>> = BTreeMap::new();
        for (place, name) in crates.packages()? {
            let folder = Folder::read(crates.package(place, &name))?;
            if !folder.made().is_empty() {
                packages.entry(name).or_default().before.get_or_insert((place, folder));
            }
        }
        for (name, module) in modules.iter() {
            packages.entry(package(&module.method)).or_default().modules.push((name, module));
        }
        Ok(Self(packages))
    }

    /// How many APIs each package has.
    pub(super) fn sizes(&self) -> BTreeMap<String, usize> {
        self.0
            .iter()
            .map(|(name, package)| (name.clone(), package.kept().count() + package.modules.len()))
            .collect()
    }

    /// The crates that have packages by now.
    pub(super) fn places(&self) -> BTreeMap<String, usize> {
        let place = |package: &Package<'_>| package.before.as_ref().map(|(place, _)| *place);
        self.0.iter().filter_map(|(name, package)| Some((name.clone(), place(package)?))).collect()
    }

    /// The text of modules that stay as they are.
    pub(super) fn kept(&self) -> impl Iterator<Item = &str> {
        self.0.values().flat_map(Package::kept)
    }

    /// The files of the modules that join.
    pub(super) fn files(&self, crates: &Crates, layout: &Layout) -> Result<Vec<Planned>, Remark> {
        let mut files = Vec::new();
        for (place, packages) in layout {
            for name in packages.keys() {
                let Some(Package { before, modules }) =
                    self.0.get(name).filter(|one| !one.modules.is_empty())
                else {
                    continue;
                };
                files.extend(match before {
                    Some((_, folder)) => folder.with(modules),
                    None => Folder::read(crates.package(*place, name))?.with(modules),
                });
            }
        }
        Ok(files)
    }
}

impl Package<'_> {
    fn kept(&self) -> impl Iterator<Item = &str> {
        let made = self.before.iter().flat_map(|(_, folder)| folder.made());
        let is_replaced = |name: &String| self.modules.iter().any(|(new, _)| new == name);
        made.filter(move |(name, _)| !is_replaced(name)).map(|(_, made)| made.text.as_str())
    }
}
