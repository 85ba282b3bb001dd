//! From documents to modules.

use indicatif::ProgressBar;
use top_codegen::{ModuleCode, Modules, Options, write};

use crate::args::Add;
use crate::input::Input;
use crate::load::{Each, Failure, Loaded, each};
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;

/// From this many documents on a bar shows how far the work is.
const MANY: usize = 50;

/// The modules of a command, and what is to be said of their documents.
pub(super) struct Made {
    pub(super) modules: Modules,
    pub(super) warnings: Vec<Remark>,
    /// Files that are no documents.
    pub(super) skipped: Vec<Remark>,
    /// How many APIs do not tell for certain how a call went.
    pub(super) in_doubt: usize,
}

/// Makes the modules: of all documents, or nothing.
pub(super) fn all(inputs: &[Input], args: &Add, reporter: &Reporter) -> Result<Made, Refusal> {
    let options = options(args);
    let bar = bar(inputs.len(), reporter);
    let written = each(inputs, args.strict, |input| {
        let one = one(input, &options);
        bar.inc(1);
        one
    });
    bar.finish_and_clear();
    let Each { all, skipped } = written?;
    let mut made = Made { modules: Modules::default(), warnings: Vec::new(), skipped, in_doubt: 0 };
    let mut errors = Vec::new();
    for One { file, method, written, warnings, refused } in all {
        made.warnings.extend(warnings);
        made.in_doubt += usize::from(written.outcome_is_uncertain);
        errors.extend(refused);
        let clash = made.modules.insert(&file, &method, written).err();
        errors.extend(clash.map(|problem| Remark::of_problem(&problem, b"")));
    }
    if errors.is_empty() { Ok(made) } else { Err(Refusal(errors)) }
}

fn options(args: &Add) -> Options {
    let mut options = Options::default();
    options.derives.clone_from(&args.derive);
    options.test = !args.no_tests;
    options
}

/// A bar that is seen on terminals alone.
fn bar(length: usize, reporter: &Reporter) -> ProgressBar {
    if length < MANY || reporter.is_quiet() { ProgressBar::hidden() } else { ProgressBar::new(length as u64) }
}

struct One {
    file: String,
    method: String,
    written: ModuleCode,
    warnings: Vec<Remark>,
    /// What was asked for and cannot be.
    refused: Vec<Remark>,
}

fn one(input: &Input, options: &Options) -> Result<One, Failure> {
    let Loaded { api, mut warnings, bytes } = Loaded::read(input)?;
    let mut written = write(&api, options);
    let notices = std::mem::take(&mut written.warnings);
    warnings.extend(Remark::all_about(&input.name, notices, &bytes));
    let refused = std::mem::take(&mut written.rejected_derives);
    let refused = Remark::all_about(&input.name, refused, &bytes);
    Ok(One { file: input.name.clone(), method: api.method, written, warnings, refused })
}
