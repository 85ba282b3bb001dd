//! From documents to modules.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use indicatif::ProgressBar;
use top_codegen::{Notice, Options, write};

use crate::args::Add;
use crate::input::Input;
use crate::load::{Loaded, contradiction, each};
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;

/// From this many documents on a bar shows how far the work is.
const MANY: usize = 50;

/// The Rust of one API.
pub(super) struct Made {
    /// The document, as messages call it.
    pub(super) file: String,
    /// The document's name without its folders.
    pub(super) file_name: String,
    pub(super) method: String,
    pub(super) module: String,
    pub(super) code: String,
    pub(super) warnings: Vec<Remark>,
}

/// Makes the modules, in the order of their names: each once, or nothing at all.
pub(super) fn all(inputs: &[Input], args: &Add, reporter: &Reporter) -> Result<Vec<Made>, Refusal> {
    let options = options(args);
    let bar = bar(inputs.len(), reporter);
    let made = each(inputs, |input| {
        let made = one(input, &options);
        bar.inc(1);
        made
    });
    bar.finish_and_clear();
    distinct(made?)
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

fn one(input: &Input, options: &Options) -> Result<Made, Remark> {
    let Loaded { api, mut warnings, bytes } = Loaded::read(input)?;
    let written = write(&api, options);
    warnings.extend(written.warnings.into_iter().map(|notice| Remark::about(&input.name, notice, &bytes)));
    Ok(Made {
        file: input.name.clone(),
        file_name: input.file_name(),
        method: api.method,
        module: written.module,
        code: written.code,
        warnings,
    })
}

fn distinct(made: Vec<Made>) -> Result<Vec<Made>, Refusal> {
    let mut modules: BTreeMap<String, Made> = BTreeMap::new();
    let mut errors = Vec::new();
    for one in made {
        match modules.entry(one.module.clone()) {
            Entry::Vacant(place) => {
                place.insert(one);
            }
            Entry::Occupied(place) => errors.extend(clash(place.get(), &one)),
        }
    }
    if errors.is_empty() { Ok(modules.into_values().collect()) } else { Err(Refusal(errors)) }
}

/// Why two documents cannot both become a module of that name, if they cannot.
fn clash(first: &Made, second: &Made) -> Option<Remark> {
    if first.method == second.method {
        return (first.code != second.code).then(|| contradiction(&first.method, &first.file, &second.file));
    }
    let (ours, theirs) = (&second.method, &first.method);
    let message =
        format!("`{ours}` would become the module `{}`, as `{theirs}` of {}", first.module, first.file);
    let notice = Notice::new(message).with_help("put them into different files or folders");
    Some(Remark::of_file(&second.file, notice))
}
