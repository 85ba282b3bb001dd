//! Documents read, with what is to be said of them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use top_codegen::{Api, Document, Notice, read, schema};

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
    pub(crate) fn read(input: &Input) -> Result<Self, Remark> {
        let bytes = input.bytes()?;
        let document = read(&input.name, &bytes).map_err(|problem| Remark::of_problem(&problem, &bytes))?;
        let Document { api, warnings } = document;
        let warnings =
            warnings.into_iter().map(|notice| Remark::about(&input.name, notice, &bytes)).collect();
        Ok(Self { api, warnings, bytes })
    }
}

/// One document; what is to be said of it is said.
pub(crate) fn one(file: &Path, reporter: &Reporter) -> Result<Api, Refusal> {
    let loaded = Loaded::read(&Input::new(file))?;
    reporter.warnings(&loaded.warnings);
    Ok(loaded.api)
}

/// All documents of a command line; what is to be said of them is said.
pub(crate) fn all(files: &[PathBuf], reporter: &Reporter) -> Result<Vec<Api>, Refusal> {
    let inputs = input::expand(files)?;
    let loaded = each(&inputs, Loaded::read)?;
    let (apis, warnings): (Vec<_>, Vec<_>) = loaded.into_iter().map(|one| (one.api, one.warnings)).unzip();
    reporter.warnings(&warnings.concat());
    distinct(inputs.iter().zip(apis))
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
    let notice = Notice::new(format!("`{method}` is described otherwise in {first}"))
        .with_help("leave one of the two out; `topctl diff` lists the differences");
    Remark::of_file(second, notice)
}

/// Does something with each input, in parallel: either all succeed, or the errors of all that do not.
pub(crate) fn each<T: Send>(
    inputs: &[Input],
    make: impl Fn(&Input) -> Result<T, Remark> + Sync + Send,
) -> Result<Vec<T>, Refusal> {
    let results: Vec<_> = inputs.par_iter().map(make).collect();
    let mut all = Vec::with_capacity(results.len());
    let mut errors = Vec::new();
    for result in results {
        match result {
            Ok(one) => all.push(one),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(all) } else { Err(Refusal(errors)) }
}
