//! The Rust of several APIs together.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::{Diagnostic, FileDiagnostic, ModuleCode};

/// The modules of several APIs, each once, in the order of their names.
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

/// The Rust of one API, and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Module {
    /// The document, as [`read`](crate::read) was told its name.
    pub file: String,
    /// The API.
    pub method: String,
    /// The module's content.
    pub code: String,
}

impl Modules {
    /// Adds the Rust of one API. The same API may come again, if its document says the same.
    ///
    /// # Errors
    /// [`FileDiagnostic`], which names both documents, for one that says something else of an API, and for two APIs whose modules would
    /// have one name.
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

    /// The modules with their names.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Module)> {
        self.modules.iter().map(|(name, module)| (name.as_str(), module))
    }

    /// All of them as the text of one file: a `pub mod` each.
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

/// The code as the inside of a module. No literal of it spans lines, so all can be moved to the right.
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
