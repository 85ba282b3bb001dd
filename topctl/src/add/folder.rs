//! Files of generated modules: one file for all, or a folder with a file per API.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use top_codegen::{Module, Modules};

use super::header;
use super::write_files::PlannedFile;
use crate::diagnostic::SourceDiagnostic;
use crate::output::write_error;

/// File that declares the modules of a folder.
const MOD_FILE: &str = "mod.rs";

/// Maximal number of documents that a header names.
const MAX_NAMED: usize = 3;

/// Returns the text of a single file. Several APIs get a module each.
pub(super) fn single_file(modules: &Modules) -> String {
    let mut iter = modules.iter();
    let code = match (iter.next(), iter.next()) {
        (Some((_, module)), None) => module.code.clone(),
        _ => modules.source(),
    };
    header::with_header(&origin(modules), &code)
}

fn origin(modules: &Modules) -> String {
    if modules.iter().len() > MAX_NAMED {
        return format!("{} documents", modules.iter().len());
    }
    modules.iter().map(|(_, module)| document_name(module)).collect::<Vec<_>>().join(", ")
}

/// Returns the file name of a module's document.
fn document_name(module: &Module) -> &str {
    Path::new(&module.file).file_name().and_then(|name| name.to_str()).unwrap_or(&module.file)
}

/// A folder with its generated modules.
pub(super) struct Folder {
    path: PathBuf,
    /// Modules with a header of topctl, edited or not.
    modules: BTreeMap<String, ExistingModule>,
}

/// A module that topctl wrote before.
pub(super) struct ExistingModule {
    method: String,
    pub(super) text: String,
}

impl Folder {
    /// Reads a folder. A missing folder is empty.
    pub(super) fn read(path: PathBuf) -> Result<Self, SourceDiagnostic> {
        let modules = read_modules(&path).map_err(|error| write_error(&path, &error))?;
        Ok(Self { path, modules })
    }

    /// Returns the existing modules by name.
    pub(super) fn modules(&self) -> &BTreeMap<String, ExistingModule> {
        &self.modules
    }

    /// Plans a file for each new module, and `mod.rs` with the new and the existing modules.
    pub(super) fn plan(&self, modules: &[(&str, &Module)]) -> Vec<PlannedFile> {
        let existing = self.modules.iter().map(|(name, module)| (name.as_str(), module.method.as_str()));
        let mut methods: BTreeMap<_, _> = existing.collect();
        methods.extend(modules.iter().map(|(name, module)| (*name, module.method.as_str())));
        let files = modules.iter().map(|(name, module)| PlannedFile {
            path: self.path.join(format!("{name}.rs")),
            text: header::with_header(document_name(module), &module.code),
        });
        files.chain([self.plan_mod_file(&methods)]).collect()
    }

    /// Plans `mod.rs`. Keeps an existing one that declares every module.
    fn plan_mod_file(&self, methods: &BTreeMap<&str, &str>) -> PlannedFile {
        let path = self.path.join(MOD_FILE);
        if let Ok(text) = fs::read_to_string(&path)
            && methods.keys().all(|module| declares(&text, module))
        {
            return PlannedFile { path, text };
        }
        let mut code = String::new();
        for (module, method) in methods {
            let _ = writeln!(code, "/// `{method}`\npub mod {module};");
        }
        PlannedFile { path, text: header::with_header("the files of this folder", &code) }
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

fn read_modules(folder: &Path) -> io::Result<BTreeMap<String, ExistingModule>> {
    let mut modules = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(modules),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let is_mod_file = path.file_name().is_some_and(|name| name == MOD_FILE);
        if let Some(module) = path.file_stem().and_then(|stem| stem.to_str())
            && is_rust
            && !is_mod_file
            && let Ok(text) = fs::read_to_string(&path)
            && header::has_header(&text)
        {
            let method = method_of(&text).unwrap_or(module).to_owned();
            modules.insert(module.to_owned(), ExistingModule { method, text });
        }
    }
    Ok(modules)
}

/// Returns the method in a module's `#[top_api]` attribute.
fn method_of(code: &str) -> Option<&str> {
    code.split_once("method = \"")?.1.split('"').next()
}
