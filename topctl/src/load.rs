//! Loading of documents.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use top_codegen::{Api, Diagnostic, Document, read, schema};

use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::input::{self, Input};
use crate::report::Reporter;

/// A document with its warnings.
pub(crate) struct Loaded {
    pub(crate) api: Api,
    pub(crate) warnings: Vec<SourceDiagnostic>,
    /// Content of the file.
    pub(crate) bytes: Vec<u8>,
}

impl Loaded {
    pub(crate) fn read(input: &Input) -> Result<Self, LoadError> {
        let bytes = input.bytes()?;
        let document = read(&input.name, &bytes).map_err(|error| LoadError {
            diagnostic: SourceDiagnostic::from_file_diagnostic(&error, &bytes),
            is_not_a_document: error.is_not_a_document(),
        })?;
        let Document { api, warnings } = document;
        let warnings = SourceDiagnostic::for_document(&input.name, warnings, &bytes);
        Ok(Self { api, warnings, bytes })
    }
}

/// Error of one file.
pub(crate) struct LoadError {
    diagnostic: SourceDiagnostic,
    /// `true` if the file is neither a page nor a definition.
    is_not_a_document: bool,
}

impl From<SourceDiagnostic> for LoadError {
    fn from(diagnostic: SourceDiagnostic) -> Self {
        Self { diagnostic, is_not_a_document: false }
    }
}

impl From<LoadError> for Diagnostics {
    fn from(error: LoadError) -> Self {
        error.diagnostic.into()
    }
}

/// Results of documents, and diagnostics of the skipped files.
pub(crate) struct Processed<T> {
    pub(crate) results: Vec<T>,
    pub(crate) skipped: Vec<SourceDiagnostic>,
}

/// Loads one document and prints its warnings.
pub(crate) fn load_one(file: &Path, reporter: &Reporter) -> Result<Api, Diagnostics> {
    let loaded = Loaded::read(&Input::new(file))?;
    reporter.warnings(&loaded.warnings);
    Ok(loaded.api)
}

/// Loads all documents of a command line and prints their warnings.
pub(crate) fn load_all(
    files: &[PathBuf],
    strict: bool,
    reporter: &Reporter,
) -> Result<Vec<Api>, Diagnostics> {
    let inputs = input::expand(files)?;
    let Processed { results, skipped } =
        process_all(&inputs, strict, |input| Ok((input, Loaded::read(input)?)))?;
    reporter.skipped(&skipped);
    let warnings: Vec<_> = results.iter().flat_map(|(_, loaded)| loaded.warnings.clone()).collect();
    reporter.warnings(&warnings);
    deduplicate(results.into_iter().map(|(input, loaded)| (input, loaded.api)))
}

/// Returns each API once, sorted by method. Fails if two documents describe one API differently.
fn deduplicate<'a>(apis: impl Iterator<Item = (&'a Input, Api)>) -> Result<Vec<Api>, Diagnostics> {
    let mut methods: BTreeMap<String, (&Input, Api)> = BTreeMap::new();
    let mut errors = Vec::new();
    for (input, api) in apis {
        match methods.entry(api.method.clone()) {
            Entry::Vacant(entry) => {
                entry.insert((input, api));
            }
            Entry::Occupied(entry) => {
                let (first, existing) = entry.get();
                if schema(existing) != schema(&api) {
                    errors.push(conflict(&api.method, &first.name, &input.name));
                }
            }
        }
    }
    if errors.is_empty() {
        Ok(methods.into_values().map(|(_, api)| api).collect())
    } else {
        Err(Diagnostics(errors))
    }
}

/// Two documents describe one API differently.
fn conflict(method: &str, first: &str, second: &str) -> SourceDiagnostic {
    let diagnostic = Diagnostic::new(format!("`{method}` is described differently in {first}"))
        .with_help("remove one of the two; `topctl diff` lists the differences");
    SourceDiagnostic::for_file(second, diagnostic)
}

/// Processes the inputs in parallel. Returns the errors of all that fail.
///
/// Files of a folder that are not documents are skipped, unless `strict`. At least one document is
/// required.
pub(crate) fn process_all<'a, T: Send>(
    inputs: &'a [Input],
    strict: bool,
    process: impl Fn(&'a Input) -> Result<T, LoadError> + Sync + Send,
) -> Result<Processed<T>, Diagnostics> {
    let results: Vec<_> = inputs.par_iter().map(process).collect();
    let mut processed = Processed { results: Vec::with_capacity(results.len()), skipped: Vec::new() };
    let mut errors = Vec::new();
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(result) => processed.results.push(result),
            Err(error) if error.is_not_a_document && input.may_be_skipped() && !strict => {
                processed.skipped.push(error.diagnostic);
            }
            Err(error) => errors.push(error.diagnostic),
        }
    }
    if processed.results.is_empty() {
        errors.append(&mut processed.skipped);
    }
    if errors.is_empty() { Ok(processed) } else { Err(Diagnostics(errors)) }
}
