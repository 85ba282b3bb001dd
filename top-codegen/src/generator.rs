//! Code generation in a build script.

mod directive;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fmt, fs};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::{Diagnostic, FileDiagnostic, Modules, Options, documents_in, read, write};
use directive::Directive;

/// Name of the file that [`Generator::write_to_out_dir`] writes.
const FILE_NAME: &str = "apis.rs";

/// Generates Rust code from documents in a build script. In `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), top_codegen::Diagnostics> {
///     top_codegen::Generator::new().folder("apis").write_to_out_dir()
/// }
/// ```
///
/// In `src/apis.rs`, which then contains one module per API:
///
/// ```text
/// include!(concat!(env!("OUT_DIR"), "/apis.rs"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Generator {
    options: Options,
    documents: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    strict: bool,
}

/// The code of all documents, and the warnings.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Generated {
    /// The code: one `pub mod` per API.
    pub source: String,
    /// Warnings about uncertain decisions, with the names of their documents.
    pub warnings: Vec<FileDiagnostic>,
}

impl Generator {
    /// Creates a generator without documents.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page or a definition. Build scripts run in the folder of their package, so
    /// `apis/stock.txt` is next to `src`.
    #[must_use]
    pub fn document(mut self, path: impl Into<PathBuf>) -> Self {
        self.documents.push(path.into());
        self
    }

    /// Adds the documents of a folder, recursively: files that end in `.txt`, `.md` or `.json`. A
    /// file that is neither a page nor a definition is skipped with a warning.
    #[must_use]
    pub fn folder(mut self, path: impl Into<PathBuf>) -> Self {
        self.folders.push(path.into());
        self
    }

    /// Rejects files in folders that are neither a page nor a definition, instead of skipping them.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Sets the options of the generated code.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Generates the code.
    ///
    /// # Errors
    /// [`Diagnostics`] with the errors of all documents.
    pub fn generate(&self) -> Result<Generated, Diagnostics> {
        let mut paths: Vec<(PathBuf, bool)> =
            self.documents.iter().map(|path| (path.clone(), true)).collect();
        let mut errors = Vec::new();
        for folder in &self.folders {
            match documents_in(folder) {
                Ok(documents) => paths.extend(documents.into_iter().map(|path| (path, self.strict))),
                Err(error) => errors.push(error),
            }
        }
        let written: Vec<_> = paths
            .par_iter()
            .map(|(path, is_required)| (generate_one(path, &self.options), *is_required))
            .collect();
        let mut modules = Modules::default();
        let (mut warnings, mut skipped) = (Vec::new(), Vec::new());
        for ((file, result), is_required) in written {
            let inserted = result.and_then(|(method, mut written)| {
                errors.extend(
                    written
                        .rejected_derives
                        .drain(..)
                        .map(|diagnostic| FileDiagnostic::new(&file, diagnostic)),
                );
                let diagnostics = std::mem::take(&mut written.warnings);
                warnings
                    .extend(diagnostics.into_iter().map(|diagnostic| FileDiagnostic::new(&file, diagnostic)));
                modules.insert(&file, &method, written)
            });
            match inserted.err() {
                Some(error) if error.is_not_a_document() && !is_required => skipped.push(error),
                error => errors.extend(error),
            }
        }
        // A folder without any document is probably the wrong folder.
        if modules.iter().len() == 0 { &mut errors } else { &mut warnings }.append(&mut skipped);
        let generated = Generated { source: modules.source(), warnings };
        if errors.is_empty() { Ok(generated) } else { Err(Diagnostics(errors)) }
    }

    /// Generates the code, writes it to `apis.rs` in cargo's `OUT_DIR`, and prints the
    /// `rerun-if-changed` lines. Cargo shows warnings and errors.
    ///
    /// # Errors
    /// [`Diagnostics`] with the errors of all documents, or the error of writing the file. Nothing
    /// is written if a document has an error.
    pub fn write_to_out_dir(&self) -> Result<(), Diagnostics> {
        for path in self.documents.iter().chain(&self.folders) {
            Directive::RerunIfChanged.print(&path.display());
        }
        let result = self.generate().and_then(|generated| {
            for warning in &generated.warnings {
                Directive::Warning.print(warning);
            }
            save(&generated.source).map_err(|error| Diagnostics(vec![error]))
        });
        if let Err(Diagnostics(errors)) = &result {
            for error in errors {
                Directive::Error.print(error);
            }
        }
        result
    }
}

fn generate_one(
    path: &Path,
    options: &Options,
) -> (String, Result<(String, crate::ModuleCode), FileDiagnostic>) {
    let file = path.display().to_string();
    let written = fs::read(path)
        .map_err(|error| {
            FileDiagnostic::new(&file, Diagnostic::new(format!("the file cannot be read: {error}")))
        })
        .and_then(|bytes| read(&file, &bytes))
        .map(|document| {
            let mut written = write(&document.api, options);
            written.warnings.splice(0..0, document.warnings);
            (document.api.method, written)
        });
    (file, written)
}

fn save(source: &str) -> Result<(), FileDiagnostic> {
    let folder = env::var_os("OUT_DIR").ok_or_else(|| {
        let diagnostic = Diagnostic::new("cargo sets OUT_DIR for build scripts, and it is not set");
        FileDiagnostic::new(
            FILE_NAME,
            diagnostic.with_help("call this in build.rs; elsewhere call `generate`"),
        )
    })?;
    let path = Path::new(&folder).join(FILE_NAME);
    fs::write(&path, source).map_err(|error| {
        FileDiagnostic::new(
            path.display().to_string(),
            Diagnostic::new(format!("the file cannot be written: {error}")),
        )
    })
}

/// The errors of all documents. `main` of a build script may return it: `Debug` prints one line per
/// error.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<FileDiagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut errors = self.0.iter();
        errors.next().map_or(Ok(()), |error| write!(f, "{error}"))?;
        errors.try_for_each(|error| write!(f, "\n{error}"))
    }
}

impl fmt::Debug for Diagnostics {
    /// Prints like `Display`, because `main` prints its error with `Debug`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Diagnostics {}
