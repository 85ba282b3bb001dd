//! `topctl add`.

mod catalogue;
mod edited;
mod folder;
mod make;
mod needs;
mod place;
mod seal;
mod source;
mod together;

use std::path::{Path, PathBuf};

use catalogue::Catalogue;
use folder::Folder;
use place::Planned;
use source::Source;

use crate::args::Add;
use crate::remark::Refusal;
use crate::report::Reporter;
use crate::{input, output};

/// Where the Rust goes.
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
    /// A folder of crates.
    Catalogue(PathBuf, String),
}

pub(crate) fn run(args: &Add, reporter: &Reporter) -> Result<(), Refusal> {
    let inputs = input::expand(&args.files)?;
    let made = make::all(&inputs, args, reporter)?;
    reporter.skipped(&made.skipped);
    reporter.warnings(&made.warnings);
    if made.in_doubt > 0 {
        reporter.say(&in_doubt(made.in_doubt));
    }
    let source = Source::of(args)?;
    match target(args) {
        Target::Stdout => {
            output::print(together::together(&made.modules).as_bytes())?;
            needs::show(Path::new(""), args, &source, reporter);
            Ok(())
        }
        Target::File(path) => {
            let top = path.parent().unwrap_or(Path::new("")).to_owned();
            let planned = vec![Planned { text: together::together(&made.modules), path }];
            place::all(planned, &top, args.force, reporter)?;
            needs::show(&top, args, &source, reporter);
            Ok(())
        }
        Target::Folder(top) => {
            let modules: Vec<_> = made.modules.iter().collect();
            place::all(Folder::read(top.clone())?.with(&modules), &top, args.force, reporter)?;
            needs::show(&top, args, &source, reporter);
            Ok(())
        }
        Target::Catalogue(top, name) => {
            let (top, name) = (top.as_path(), name.as_str());
            catalogue::write(&Catalogue { top, name, source: &source }, &made.modules, args, reporter)
        }
    }
}

/// How many APIs have to be looked at by a person.
fn in_doubt(apis: usize) -> String {
    let (apis, document) = if apis == 1 {
        ("1 API".to_owned(), "its document")
    } else {
        (format!("{apis} APIs"), "their documents")
    };
    format!(
        "{apis}: {document} may tell how a call failed, which is not certain and not marked; a failed call is no error there"
    )
}

/// A folder that is there means a file per API too: nothing else can go into it.
fn target(args: &Add) -> Target {
    match (&args.out, &args.crate_name) {
        (None, _) => Target::Stdout,
        (Some(out), Some(name)) => Target::Catalogue(out.clone(), name.clone()),
        (Some(out), None) if args.module_per_api || out.is_dir() => Target::Folder(out.clone()),
        (Some(out), None) => Target::File(out.clone()),
    }
}
