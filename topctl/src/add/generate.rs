//! Generates modules from documents.

use indicatif::ProgressBar;
use top_codegen::{ModuleCode, Modules, Options, write};

use crate::args::Add;
use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::input::Input;
use crate::load::{LoadError, Loaded, Processed, process_all};
use crate::report::Reporter;

/// Minimal number of documents for a progress bar.
const MIN_FOR_PROGRESS: usize = 50;

/// Generated modules with the diagnostics of their documents.
pub(super) struct Generated {
    pub(super) modules: Modules,
    pub(super) warnings: Vec<SourceDiagnostic>,
    /// Files that are not documents.
    pub(super) skipped: Vec<SourceDiagnostic>,
    /// Number of APIs whose business outcome is uncertain.
    pub(super) uncertain: usize,
}

/// Generates the modules of all documents, or returns the errors of all that fail.
pub(super) fn generate_all(
    inputs: &[Input],
    args: &Add,
    reporter: &Reporter,
) -> Result<Generated, Diagnostics> {
    let options = options(args);
    let bar = progress_bar(inputs.len(), reporter);
    let processed = process_all(inputs, args.strict, |input| {
        let generated = generate_one(input, &options);
        bar.inc(1);
        generated
    });
    bar.finish_and_clear();
    let Processed { results, skipped } = processed?;
    let mut generated =
        Generated { modules: Modules::default(), warnings: Vec::new(), skipped, uncertain: 0 };
    let mut errors = Vec::new();
    for GeneratedApi { file, method, code, warnings, rejected } in results {
        generated.warnings.extend(warnings);
        generated.uncertain += usize::from(code.outcome_is_uncertain);
        errors.extend(rejected);
        let clash = generated.modules.insert(&file, &method, code).err();
        errors.extend(clash.map(|error| SourceDiagnostic::from_file_diagnostic(&error, b"")));
    }
    if errors.is_empty() { Ok(generated) } else { Err(Diagnostics(errors)) }
}

fn options(args: &Add) -> Options {
    let mut options = Options::default();
    options.derives.clone_from(&args.derive);
    options.test = !args.no_tests;
    options
}

/// Returns a progress bar, which is visible on terminals only.
fn progress_bar(length: usize, reporter: &Reporter) -> ProgressBar {
    if length < MIN_FOR_PROGRESS || reporter.is_quiet() {
        ProgressBar::hidden()
    } else {
        ProgressBar::new(length as u64)
    }
}

struct GeneratedApi {
    file: String,
    method: String,
    code: ModuleCode,
    warnings: Vec<SourceDiagnostic>,
    rejected: Vec<SourceDiagnostic>,
}

fn generate_one(input: &Input, options: &Options) -> Result<GeneratedApi, LoadError> {
    let Loaded { api, mut warnings, bytes } = Loaded::read(input)?;
    let mut code = write(&api, options);
    let diagnostics = std::mem::take(&mut code.warnings);
    warnings.extend(SourceDiagnostic::for_document(&input.name, diagnostics, &bytes));
    let rejected = std::mem::take(&mut code.rejected_derives);
    let rejected = SourceDiagnostic::for_document(&input.name, rejected, &bytes);
    Ok(GeneratedApi { file: input.name.clone(), method: api.method, code, warnings, rejected })
}
