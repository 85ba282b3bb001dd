//! A workspace of crates for a whole catalogue: one that users name, with a feature for each package of the platform, and parts
//! behind it once there are too many APIs for one.

mod code;
mod crates;
mod library;
mod manifest;
mod needs;
mod workspace;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;

use top_codegen::{Diagnostic, Modules, partition};

use super::place;
use super::source::{Source, quoted};
use crate::args::Add;
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;
use code::Code;
use crates::Crates;
use needs::Needs;
use workspace::Workspace;

/// How many APIs go into one crate: checking that many takes about 2 GiB, so that two processors have room for theirs in 8 GiB.
const IN_CRATE: NonZeroUsize = NonZeroUsize::new(1000).unwrap();

/// The packages of each crate, with how many APIs they have. The crate that users name is the first, be it empty.
type Layout = BTreeMap<usize, BTreeMap<String, usize>>;

/// Which catalogue is written.
pub(super) struct Catalogue<'a> {
    /// The folder of the workspace.
    pub(super) top: &'a Path,
    /// The crate that users name.
    pub(super) name: &'a str,
    /// Where the libraries are that it depends on.
    pub(super) source: &'a Source,
}

/// Writes the workspace, or adds to the one that is there.
pub(super) fn write(
    catalogue: &Catalogue<'_>,
    modules: &Modules,
    args: &Add,
    reporter: &Reporter,
) -> Result<(), Refusal> {
    let Catalogue { top, name, source } = *catalogue;
    let crates = Crates::new(top, name);
    let code = Code::new(&crates, modules)?;
    let most = args.apis_per_crate.unwrap_or(IN_CRATE);
    let layout = layout(&code, most);
    let needs = Needs::new(args, code.kept());
    let names: Vec<_> = layout.keys().map(|place| crates.name_of(*place)).collect();
    let (workspace, root) = Workspace::plan(top, &names, &needs, source, args.force)?;

    let mut planned = vec![root];
    for place in layout.keys() {
        planned.push(manifest::plan(&crates, *place, &layout, &workspace, &needs));
        planned.push(library::plan(&crates, *place, &layout, &workspace));
    }
    planned.extend(code.files(&crates, &layout)?);
    place::all(planned, top, args.force, reporter)?;
    reporter.warnings(&too_large(&crates, &layout, most));
    reporter.lines(&usage(catalogue, &layout));
    source.doubt().into_iter().for_each(|doubt| reporter.say(doubt));
    reporter.say(&summary(name, &layout));
    Ok(())
}

fn layout(code: &Code<'_>, most: NonZeroUsize) -> Layout {
    let sizes = code.sizes();
    let mut layout = Layout::from([(0, BTreeMap::new())]);
    for (package, place) in partition(&sizes, &code.places(), most) {
        let apis = sizes.get(&package).copied().unwrap_or_default();
        layout.entry(place).or_default().insert(package, apis);
    }
    layout
}

/// What to say of crates that outgrew what they were made for.
fn too_large(crates: &Crates, layout: &Layout, most: NonZeroUsize) -> Vec<Remark> {
    let grown = layout.iter().filter_map(|(place, packages)| {
        let apis: usize = packages.values().sum();
        (packages.len() > 1 && apis > most.get() + most.get() / 2).then_some((*place, apis))
    });
    grown
        .map(|(place, apis)| {
            let notice = Diagnostic::new(format!(
                "the crate has {apis} APIs by now, since no package moves to another"
            ))
            .with_help("to spread them anew, delete the folders of the crates and add all documents at once");
            Remark::of_file(crates.folder_of(place).display().to_string(), notice)
        })
        .collect()
}

/// What a program writes that depends on it.
fn usage(catalogue: &Catalogue<'_>, layout: &Layout) -> String {
    let Catalogue { top, name, source } = catalogue;
    let folder = quoted(&top.join(name).display().to_string());
    let first = layout.values().flat_map(BTreeMap::keys).min().map_or("full", String::as_str);
    format!(
        "A program beside {} depends on it so, with a feature for each package that it calls:\n\n\
         [dependencies]\n{name} = {{ path = {folder}, features = [\"{first}\"] }}\n{}\n",
        top.display(),
        source.line("top-runtime", "")
    )
}

fn summary(name: &str, layout: &Layout) -> String {
    let packages: usize = layout.values().map(BTreeMap::len).sum();
    let apis: usize = layout.values().flat_map(BTreeMap::values).sum();
    let parts = match layout.len() - 1 {
        0 => String::new(),
        1 => ", with one part behind it".to_owned(),
        parts => format!(", with {parts} parts behind it"),
    };
    format!("`{name}` has {} in {}{parts}", number(apis, "API"), number(packages, "package"))
}

/// A number of things.
fn number(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
