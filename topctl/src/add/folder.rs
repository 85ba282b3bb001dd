//! A folder with a file per API, and one that lists them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use top_codegen::Module;

use super::place::Planned;
use super::seal;
use super::together::file_name;
use crate::output::unwritable;
use crate::remark::Remark;

/// The file that lists the modules of a folder.
const LIST: &str = "mod.rs";

/// A folder, and what was made in it before.
pub(super) struct Folder {
    path: PathBuf,
    /// The modules that have our seal, edited or not.
    made: BTreeMap<String, Made>,
}

/// A module that was made before.
pub(super) struct Made {
    method: String,
    /// The file's content.
    pub(super) text: String,
}

impl Folder {
    /// Reads a folder; one that is not there is empty.
    pub(super) fn read(path: PathBuf) -> Result<Self, Remark> {
        let made = made_before(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(Self { path, made })
    }

    /// The modules that are there, with what they are.
    pub(super) fn made(&self) -> &BTreeMap<String, Made> {
        &self.made
    }

    /// A file for each module, and the list of them with those that were made before.
    pub(super) fn with(&self, modules: &[(&str, &Module)]) -> Vec<Planned> {
        let before = self.made.iter().map(|(name, made)| (name.as_str(), made.method.as_str()));
        let mut methods: BTreeMap<_, _> = before.collect();
        methods.extend(modules.iter().map(|(name, module)| (*name, module.method.as_str())));
        let files = modules.iter().map(|(name, module)| Planned {
            path: self.path.join(format!("{name}.rs")),
            text: seal::sealed(file_name(module), &module.code),
        });
        files.chain([self.list(&methods)]).collect()
    }

    /// The list of modules with their methods. One that somebody wrote and that has them all stays as it is.
    fn list(&self, methods: &BTreeMap<&str, &str>) -> Planned {
        let path = self.path.join(LIST);
        if let Ok(text) = fs::read_to_string(&path)
            && methods.keys().all(|module| declares(&text, module))
        {
            return Planned { path, text };
        }
        let mut code = String::new();
        for (module, method) in methods {
            let _ = writeln!(code, "/// `{method}`\npub mod {module};");
        }
        Planned { path, text: seal::sealed("the files beside it", &code) }
    }
}

fn declares(text: &str, module: &str) -> bool {
    text.lines().any(|line| {
        line.trim_end().strip_suffix(';').is_some_and(|line| {
            let mut words = line.split_whitespace().rev();
            words.next() == Some(module) && words.next() == Some("mod")
        })
    })
}

fn made_before(folder: &Path) -> io::Result<BTreeMap<String, Made>> {
    let mut modules = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(modules),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let is_list = path.file_name().is_some_and(|name| name == LIST);
        if let Some(module) = path.file_stem().and_then(|stem| stem.to_str())
            && is_rust
            && !is_list
            && let Ok(text) = fs::read_to_string(&path)
            && seal::is_sealed(&text)
        {
            let method = method(&text).unwrap_or(module).to_owned();
            modules.insert(module.to_owned(), Made { method, text });
        }
    }
    Ok(modules)
}

/// The method that a module's attribute names.
fn method(code: &str) -> Option<&str> {
    code.split_once("method = \"")?.1.split('"').next()
}
