//! Modules to files.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::make::Made;
use super::place::Planned;
use super::seal;
use crate::output::unwritable;
use crate::remark::Remark;

/// The file that lists the modules of a folder.
const LIST: &str = "mod.rs";

/// How many documents a file names as its origin.
const NAMED: usize = 3;

/// All in one file: of one API its items, of several a module each.
pub(super) fn together(made: &[Made]) -> String {
    let code = match made {
        [one] => one.code.clone(),
        several => several.iter().map(module).collect::<Vec<_>>().join("\n"),
    };
    seal::sealed(&origin(made), &code)
}

fn module(one: &Made) -> String {
    let mut text = format!("pub mod {} {{\n", one.module);
    for line in one.code.lines() {
        if !line.is_empty() {
            text += "    ";
            text += line;
        }
        text.push('\n');
    }
    text + "}\n"
}

fn origin(made: &[Made]) -> String {
    if made.len() > NAMED {
        return format!("{} documents", made.len());
    }
    made.iter().map(|one| one.file_name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A file for each in the folder, and one that lists them with those that were made before.
pub(super) fn apart(folder: &Path, made: Vec<Made>) -> Result<Vec<Planned>, Remark> {
    let mut modules = made_before(folder).map_err(|error| unwritable(folder, &error))?;
    modules.extend(made.iter().map(|one| one.module.clone()));
    let mut planned: Vec<_> = made
        .into_iter()
        .map(|one| Planned {
            path: folder.join(format!("{}.rs", one.module)),
            text: seal::sealed(&one.file_name, &one.code),
        })
        .collect();
    planned.push(list(folder, &modules));
    Ok(planned)
}

/// The list of modules. One that somebody wrote and that has them all stays as it is.
fn list(folder: &Path, modules: &BTreeSet<String>) -> Planned {
    let path = folder.join(LIST);
    if let Ok(text) = fs::read_to_string(&path)
        && modules.iter().all(|module| declares(&text, module))
    {
        return Planned { path, text };
    }
    let mut code = String::new();
    for module in modules {
        let _ = writeln!(code, "pub mod {module};");
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

/// The modules in the folder that have our seal, edited or not.
fn made_before(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut modules = BTreeSet::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(modules),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let is_list = path.file_name().is_some_and(|name| name == LIST);
        if let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
            && is_rust
            && !is_list
            && fs::read_to_string(&path).is_ok_and(|text| seal::is_sealed(&text))
        {
            modules.insert(stem.to_owned());
        }
    }
    Ok(modules)
}
