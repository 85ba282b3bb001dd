//! `topctl add`.

mod arrange;
mod edited;
mod make;
mod place;
mod seal;

use std::path::PathBuf;

use crate::args::Add;
use crate::remark::Refusal;
use crate::report::Reporter;
use crate::{input, output};

/// Where the Rust goes.
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

pub(crate) fn run(args: &Add, reporter: &Reporter) -> Result<(), Refusal> {
    let inputs = input::expand(&args.files)?;
    let made = make::all(&inputs, args, reporter)?;
    reporter.warnings(&made.warnings);
    match target(args) {
        Target::Stdout => output::print(arrange::together(&made.modules).as_bytes()),
        Target::File(path) => {
            let planned = vec![place::Planned { text: arrange::together(&made.modules), path }];
            place::all(planned, args.force, reporter)
        }
        Target::Folder(folder) => place::all(arrange::apart(&folder, &made.modules)?, args.force, reporter),
    }
}

/// A folder that is there means a file per API too: nothing else can go into it.
fn target(args: &Add) -> Target {
    match &args.out {
        None => Target::Stdout,
        Some(out) if args.module_per_api || out.is_dir() => Target::Folder(out.clone()),
        Some(out) => Target::File(out.clone()),
    }
}
