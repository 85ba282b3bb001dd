//! Modules in one file.

use std::path::Path;

use top_codegen::{Module, Modules};

use super::seal;

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
pub(super) fn file_name(module: &Module) -> &str {
    Path::new(&module.file).file_name().and_then(|name| name.to_str()).unwrap_or(&module.file)
}
