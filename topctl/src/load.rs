//! Documents read, with what is to be said of them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use top_codegen::{Api, Diagnostic, Document, read, schema};

use crate::input::{self, Input};
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;

/// A document, its decisions as remarks with their lines.
pub(crate) struct Loaded {
    pub(crate) api: Api,
    pub(crate) warnings: Vec<Remark>,
    /// The text that it was read from.
    pub(crate) bytes: Vec<u8>,
}

impl Loaded {
    /// A document of the file.
    pub(crate) fn read(input: &Input) -> Result<Self, Failure> {
        let bytes = input.bytes()?;
        let document = read(&input.name, &bytes).map_err(|problem| Failure {
            remark: Remark::of_problem(&problem, &bytes),
            is_foreign: problem.is_not_a_document(),
        })?;
        let Document { api, warnings } = document;
        let warnings = Remark::all_about(&input.name, warnings, &bytes);
        Ok(Self { api, warnings, bytes })
    }
}

/// Why nothing became of a file.
pub(crate) struct Failure {
    remark: Remark,
    /// Whether the file is neither a page nor a definition.
    is_foreign: bool,
}

impl From<Remark> for Failure {
    fn from(remark: Remark) -> Self {
        Self { remark, is_foreign: false }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        failure.remark.into()
    }
}

/// Results of the documents among files, and what is to be said of those that were passed over.
pub(crate) struct Each<T> {
    pub(crate) all: Vec<T>,
    pub(crate) skipped: Vec<Remark>,
}

/// One document; what is to be said of it is said.
pub(crate) fn one(file: &Path, reporter: &Reporter) -> Result<Api, Refusal> {
    let loaded = Loaded::read(&Input::new(file))?;
    reporter.warnings(&loaded.warnings);
    Ok(loaded.api)
}

/// All documents of a command line; what is to be said of them is said.
pub(crate) fn all(files: &[PathBuf], strict: bool, reporter: &Reporter) -> Result<Vec<Api>, Refusal> {
    let inputs = input::expand(files)?;
    let Each { all, skipped } = each(&inputs, strict, |input| Ok((input, Loaded::read(input)?)))?;
    reporter.skipped(&skipped);
    let warnings: Vec<_> = all.iter().flat_map(|(_, loaded)| loaded.warnings.clone()).collect();
    reporter.warnings(&warnings);
    distinct(all.into_iter().map(|(input, loaded)| (input, loaded.api)))
}

/// Each API once, in the order of the methods. Two documents of one API must say the same.
fn distinct<'a>(apis: impl Iterator<Item = (&'a Input, Api)>) -> Result<Vec<Api>, Refusal> {
    let mut methods: BTreeMap<String, (&Input, Api)> = BTreeMap::new();
    let mut errors = Vec::new();
    for (input, api) in apis {
        match methods.entry(api.method.clone()) {
            Entry::Vacant(place) => {
                place.insert((input, api));
            }
            Entry::Occupied(place) => {
                let (first, known) = place.get();
                if schema(known) != schema(&api) {
                    errors.push(contradiction(&api.method, &first.name, &input.name));
                }
            }
        }
    }
    if errors.is_empty() {
        Ok(methods.into_values().map(|(_, api)| api).collect())
    } else {
        Err(Refusal(errors))
    }
}

/// Two documents describe one API, and not alike.
fn contradiction(method: &str, first: &str, second: &str) -> Remark {
    let notice = Diagnostic::new(format!("`{method}` is described otherwise in {first}"))
        .with_help("leave one of the two out; `topctl diff` lists the differences");
    Remark::of_file(second, notice)
}

/// Does something with each input, in parallel: either all succeed, or the errors of all that do not. Files of a folder that are no
/// documents are passed over, unless `strict`; some document must be there.
pub(crate) fn each<'a, T: Send>(
    inputs: &'a [Input],
    strict: bool,
    make: impl Fn(&'a Input) -> Result<T, Failure> + Sync + Send,
) -> Result<Each<T>, Refusal> {
    let results: Vec<_> = inputs.par_iter().map(make).collect();
    let mut each = Each { all: Vec::with_capacity(results.len()), skipped: Vec::new() };
    let mut errors = Vec::new();
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(one) => each.all.push(one),
            Err(failure) if failure.is_foreign && input.may_be_skipped() && !strict => {
                each.skipped.push(failure.remark);
            }
            Err(failure) => errors.push(failure.remark),
        }
    }
    if each.all.is_empty() {
        errors.append(&mut each.skipped);
    }
    if errors.is_empty() { Ok(each) } else { Err(Refusal(errors)) }
}
