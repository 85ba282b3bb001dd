//! Derives that the caller wants on each type.

use proc_macro2::TokenStream;
use syn::Path;

use crate::Notice;

/// Derives that all types of the runtime have.
const EVERYWHERE: &[&str] = &["Clone", "Debug", "Eq", "PartialEq", "TopApi", "TopValue"];

/// Derives that every generated type has anyway.
const OWN: &[&str] = &["Clone", "Debug", "PartialEq"];

/// The paths of the derives. What the runtime's types in the module do not implement is said.
pub(super) fn read(derives: &[String], imports: &[&str], warnings: &mut Vec<Notice>) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    let mut seen: Vec<&str> = OWN.to_vec();
    for derive in derives.iter().map(|derive| derive.trim()) {
        if seen.contains(&derive) {
            continue;
        }
        seen.push(derive);
        let text = match derive {
            "Serialize" | "Deserialize" => format!("serde::{derive}"),
            other => other.to_owned(),
        };
        let parsed = text.parse::<TokenStream>().ok().and_then(|tokens| syn::parse2::<Path>(tokens).ok());
        let Some(path) = parsed else {
            warnings.push(Notice::new(format!("`{derive}` is no path of a derive; it is left out")));
            continue;
        };
        warnings.extend(unfit(&path, imports));
        paths.push(path);
    }
    paths
}

/// What to say where the types of the runtime do not implement the trait, as far as it is known here.
fn unfit(path: &Path, imports: &[&str]) -> Option<Notice> {
    let name = path.segments.last()?.ident.to_string();
    let types: Vec<String> = imports
        .iter()
        .filter(|import| !["TopApi", "TopValue"].contains(import))
        .map(|import| format!("`{import}`"))
        .collect();
    let is_safe = EVERYWHERE.contains(&name.as_str()) || types.is_empty();
    (!is_safe).then(|| {
        let text =
            format!("`{name}` is derived, and {} of top-runtime may not implement it", types.join(", "));
        Notice::new(text).with_help("drop the derive, or give such fields a type of your own")
    })
}
