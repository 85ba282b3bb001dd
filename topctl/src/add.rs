//! `topctl add`.

mod catalogue;
mod dependencies;
mod folder;
mod generate;
mod header;
pub(crate) mod library_source;
mod write_files;

use std::path::{Path, PathBuf};

use catalogue::Catalogue;
use folder::{Folder, single_file};
use library_source::LibrarySource;
use write_files::{PlannedFile, write_all};

use crate::args::Add;
use crate::diagnostic::Diagnostics;
use crate::report::Reporter;
use crate::{input, output};

/// Destination of the generated code.
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
    /// A workspace folder and the name of its main crate.
    Catalogue(PathBuf, String),
}

pub(crate) fn run(args: &Add, reporter: &Reporter) -> Result<(), Diagnostics> {
    let inputs = input::expand(&args.files)?;
    let generated = generate::generate_all(&inputs, args, reporter)?;
    reporter.skipped(&generated.skipped);
    reporter.warnings(&generated.warnings);
    if generated.uncertain > 0 {
        reporter.status(&uncertain_outcomes(generated.uncertain));
    }
    let source = LibrarySource::from_args(args)?;
    let print_missing = |path: &Path| {
        // Topics have no tests.
        let has_tests = generated.modules.iter().any(|(_, module)| module.code.contains("use top_sandbox::"));
        dependencies::print_missing(path, args, has_tests, &source, reporter);
    };
    match target(args) {
        Target::Stdout => {
            output::print(single_file(&generated.modules).as_bytes())?;
            print_missing(Path::new(""));
            Ok(())
        }
        Target::File(path) => {
            let top = path.parent().unwrap_or(Path::new("")).to_owned();
            let planned = vec![PlannedFile { text: single_file(&generated.modules), path }];
            write_all(planned, &top, args.force, reporter)?;
            print_missing(&top);
            Ok(())
        }
        Target::Folder(top) => {
            let modules: Vec<_> = generated.modules.iter().collect();
            write_all(Folder::read(top.clone())?.plan(&modules), &top, args.force, reporter)?;
            print_missing(&top);
            Ok(())
        }
        Target::Catalogue(top, name) => {
            let (top, name) = (top.as_path(), name.as_str());
            catalogue::write(&Catalogue { top, name, source: &source }, &generated.modules, args, reporter)
        }
    }
}

/// Tells how many APIs need a manual check.
fn uncertain_outcomes(apis: usize) -> String {
    let apis = if apis == 1 { "1 API".to_owned() } else { format!("{apis} APIs") };
    format!(
        "{apis}: the reply may report business failures, but the document does not say how for certain; a failed call returns no \
         error"
    )
}

/// An existing folder selects a file per API: no other output can be written to it.
fn target(args: &Add) -> Target {
    match (&args.out, &args.crate_name) {
        (None, _) => Target::Stdout,
        (Some(out), Some(name)) => Target::Catalogue(out.clone(), name.clone()),
        (Some(out), None) if args.module_per_api || out.is_dir() => Target::Folder(out.clone()),
        (Some(out), None) => Target::File(out.clone()),
    }
}
