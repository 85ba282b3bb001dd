//! `topctl add`.

mod catalogue;
mod edited;
mod folder;
mod make;
mod place;
mod seal;
mod together;

use std::path::{Path, PathBuf};

use folder::Folder;
use place::Planned;

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
    reporter.warnings(&made.warnings);
    match target(args) {
        Target::Stdout => output::print(together::together(&made.modules).as_bytes()),
        Target::File(path) => {
            let top = path.parent().unwrap_or(Path::new("")).to_owned();
            let planned = vec![Planned { text: together::together(&made.modules), path }];
            place::all(planned, &top, args.force, reporter)
        }
        Target::Folder(top) => {
            let modules: Vec<_> = made.modules.iter().collect();
            place::all(Folder::read(top.clone())?.with(&modules), &top, args.force, reporter)
        }
        Target::Catalogue(top, name) => catalogue::write(&top, &name, &made.modules, args, reporter),
    }
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
