//! A workspace of crates for a whole catalogue: a main crate with a feature for each package of the
//! platform, and parts that it re-exports if there are too many APIs for one crate.

mod assignment;
mod code;
mod crates;
mod library;
mod manifest;
mod workspace;

use std::num::NonZeroUsize;
use std::path::Path;

use top_codegen::{Diagnostic, Modules};

use super::dependencies::Dependencies;
use super::library_source::{LibrarySource, quoted};
use super::write_files;
use crate::args::Add;
use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::report::Reporter;
use assignment::CrateAssignment;
use code::Code;
use crates::Crates;
use workspace::Workspace;

/// Default number of APIs per crate. Checking that many takes about 2 GiB, so that two parallel
/// jobs fit into 8 GiB.
const DEFAULT_APIS_PER_CRATE: NonZeroUsize = NonZeroUsize::new(1000).unwrap();

/// The catalogue to write.
pub(super) struct Catalogue<'a> {
    /// Folder of the workspace.
    pub(super) top: &'a Path,
    /// Name of the main crate.
    pub(super) name: &'a str,
    pub(super) source: &'a LibrarySource,
}

/// Writes the workspace, or adds to an existing one.
pub(super) fn write(
    catalogue: &Catalogue<'_>,
    modules: &Modules,
    args: &Add,
    reporter: &Reporter,
) -> Result<(), Diagnostics> {
    let Catalogue { top, name, source } = *catalogue;
    let crates = Crates::new(top, name);
    let code = Code::new(&crates, modules)?;
    let max = args.apis_per_crate.unwrap_or(DEFAULT_APIS_PER_CRATE);
    let assignment = CrateAssignment::new(&code, max);
    let dependencies = Dependencies::new(args, code.kept());
    let names: Vec<_> = assignment.iter().map(|(index, _)| crates.name_of(index)).collect();
    let (workspace, root) = Workspace::plan(top, &names, &dependencies, source, args.force)?;

    let mut planned = vec![root];
    for (index, _) in assignment.iter() {
        planned.push(manifest::plan(&crates, index, &assignment, &workspace, &dependencies));
        planned.push(library::plan(&crates, index, &assignment, &workspace));
    }
    planned.extend(code.files(&crates, &assignment)?);
    write_files::write_all(planned, top, args.force, reporter)?;
    reporter.warnings(&oversized_crates(&crates, &assignment, max));
    reporter.lines(&usage(catalogue, &assignment));
    source.registry_note().into_iter().for_each(|note| reporter.status(note));
    reporter.status(&summary(name, &assignment));
    Ok(())
}

/// Warns of crates with more than one package that exceed the limit by half.
fn oversized_crates(
    crates: &Crates,
    assignment: &CrateAssignment,
    max: NonZeroUsize,
) -> Vec<SourceDiagnostic> {
    let oversized = assignment.iter().filter_map(|(index, packages)| {
        let apis: usize = packages.values().sum();
        (packages.len() > 1 && apis > max.get() + max.get() / 2).then_some((index, apis))
    });
    oversized
        .map(|(index, apis)| {
            let diagnostic = Diagnostic::new(format!(
                "the crate has grown to {apis} APIs: packages never move to another crate"
            ))
            .with_help(
                "to redistribute them, delete the folders of the crates and add all documents at once",
            );
            SourceDiagnostic::for_file(crates.folder_of(index).display().to_string(), diagnostic)
        })
        .collect()
}

/// Shows the dependency lines of a program that uses the main crate.
fn usage(catalogue: &Catalogue<'_>, assignment: &CrateAssignment) -> String {
    let Catalogue { top, name, source } = catalogue;
    let folder = quoted(&top.join(name).display().to_string());
    let packages = assignment.all_packages();
    let first = packages.keys().next().copied().unwrap_or("full");
    format!(
        "Dependencies of a program next to {}, with a feature for each package that it calls:\n\n\
         [dependencies]\n{name} = {{ path = {folder}, features = [\"{first}\"] }}\n{}\n",
        top.display(),
        source.line("top-runtime", "")
    )
}

fn summary(name: &str, assignment: &CrateAssignment) -> String {
    let packages = assignment.all_packages();
    let apis: usize = packages.values().sum();
    let parts = match assignment.part_count() {
        0 => String::new(),
        parts => format!(" and {}", count(parts, "part")),
    };
    format!("`{name}` has {} in {}{parts}", count(apis, "API"), count(packages.len(), "package"))
}

/// Formats a number with its noun.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
