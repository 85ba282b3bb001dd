//! Modules to files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use top_codegen::{Module, Modules};

use super::place::Planned;
use super::seal;
use crate::output::unwritable;
use crate::remark::Remark;

/// The file that lists the modules of a folder.
const LIST: &str = "mod.rs";

/// How many documents a file names as its origin.
const NAMED: usize = 3;

/// All in one file: of one API its items, of several a module each.
pub(super) fn together(modules: &Modules) -> String {
    let mut only = modules.iter();
    let code = match (only.next(), only.next()) {
        (Some((_, module)), None) => module.code.clone(),
        _ => modules.source(),
    };
    seal::sealed(&origin(modules), &code)
}

fn origin(modules: &Modules) -> String {
    if modules.iter().len() > NAMED {
        return format!("{} documents", modules.iter().len());
    }
    modules.iter().map(|(_, module)| file_name(module)).collect::<Vec<_>>().join(", ")
}

/// The document's name without its folders.
fn file_name(module: &Module) -> &str {
    Path::new(&module.file).file_name().and_then(|name| name.to_str()).unwrap_or(&module.file)
}

/// A file for each in the folder, and one that lists them with those that were made before.
pub(super) fn apart(folder: &Path, modules: &Modules) -> Result<Vec<Planned>, Remark> {
    let mut methods = made_before(folder).map_err(|error| unwritable(folder, &error))?;
    methods.extend(modules.iter().map(|(name, module)| (name.to_owned(), module.method.clone())));
    let files = modules.iter().map(|(name, module)| Planned {
        path: folder.join(format!("{name}.rs")),
        text: seal::sealed(file_name(module), &module.code),
    });
    Ok(files.chain([list(folder, &methods)]).collect())
}

/// The list of modules with their methods. One that somebody wrote and that has them all stays as it is.
fn list(folder: &Path, methods: &BTreeMap<String, String>) -> Planned {
    let path = folder.join(LIST);
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

fn declares(text: &str, module: &str) -> bool {
    text.lines().any(|line| {
        line.trim_end().strip_suffix(';').is_some_and(|line| {
            let mut words = line.split_whitespace().rev();
            words.next() == Some(module) && words.next() == Some("mod")
        })
    })
}

/// The modules in the folder that have our seal, edited or not, with their methods.
fn made_before(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut methods = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(methods),
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
            methods.insert(module.to_owned(), method(&text).unwrap_or(module).to_owned());
        }
    }
    Ok(methods)
}

/// The method that a module's attribute names.
fn method(code: &str) -> Option<&str> {
    code.split_once("method = \"")?.1.split('"').next()
}
