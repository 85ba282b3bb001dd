//! A collection of generated modules.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::{Diagnostic, FileDiagnostic, ModuleCode};

/// The modules of several APIs, sorted by name, without duplicates.
///
/// ```
/// use top_codegen::{Modules, Options, read, write};
///
/// let mut modules = Modules::default();
/// let api = read("time.json", br#"{"name": "example.time.get", "responseParams": []}"#)?.api;
/// modules.insert("time.json", &api.method, write(&api, &Options::default()))?;
/// assert!(modules.source().starts_with("/// `example.time.get`\npub mod example_time_get {\n    use "));
/// # Ok::<(), top_codegen::FileDiagnostic>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Modules {
    modules: BTreeMap<String, Module>,
}

/// The code of one API, with its document and method.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Module {
    /// Name of the document, as passed to [`read`](crate::read).
    pub file: String,
    /// The API.
    pub method: String,
    /// Content of the module.
    pub code: String,
}

impl Modules {
    /// Adds the code of one API. A second document of an API is accepted if it generates the same
    /// code.
    ///
    /// # Errors
    /// [`FileDiagnostic`], which names both documents, if they describe one API differently, or if
    /// two APIs have the same module name.
    pub fn insert(&mut self, file: &str, method: &str, written: ModuleCode) -> Result<(), FileDiagnostic> {
        let module = Module { file: file.to_owned(), method: method.to_owned(), code: written.code };
        match self.modules.entry(written.module) {
            Entry::Vacant(place) => {
                place.insert(module);
                Ok(())
            }
            Entry::Occupied(place) => clash(place.key(), place.get(), &module),
        }
    }

    /// Iterates over the modules and their names.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Module)> {
        self.modules.iter().map(|(name, module)| (name.as_str(), module))
    }

    /// Returns the content of a single file: one `pub mod` per module.
    #[must_use]
    pub fn source(&self) -> String {
        self.iter().map(|(name, module)| nested(name, module)).collect::<Vec<_>>().join("\n")
    }
}

fn clash(name: &str, first: &Module, second: &Module) -> Result<(), FileDiagnostic> {
    let diagnostic = if first.method != second.method {
        let (ours, theirs) = (&second.method, &first.method);
        let message =
            format!("`{ours}` would become the module `{name}`, as `{theirs}` of {} does", first.file);
        Diagnostic::new(message).with_help("put them into different files or folders")
    } else if first.code != second.code {
        Diagnostic::new(format!("`{}` is described otherwise in {}", first.method, first.file))
            .with_help("leave one of the two out; `topctl diff` lists the differences")
    } else {
        return Ok(());
    };
    Err(FileDiagnostic::new(&second.file, diagnostic))
}

/// Indents the code as the body of a module. Safe because no literal spans lines.
fn nested(name: &str, module: &Module) -> String {
    let mut text = format!("/// `{}`\npub mod {name} {{\n", module.method);
    for line in module.code.lines() {
        if !line.is_empty() {
            text += "    ";
            text += line;
        }
        text.push('\n');
    }
    text + "}\n"
}
