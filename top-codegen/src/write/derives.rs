//! Additional derives. A derive that cannot compile is rejected, with the type that lacks the
//! trait.

use proc_macro2::TokenStream;
use syn::Path;

use crate::Diagnostic;

/// Derives that every generated type has.
const OWN: &[&str] = &["Clone", "Debug", "PartialEq", "TopApi", "TopMessage", "TopValue"];

/// Derives in the prelude.
const PRELUDE: &[&str] = &["Copy", "Default", "Eq", "Hash", "Ord", "PartialOrd"];

/// Accepted and rejected derives.
pub(super) struct Derives {
    pub(super) paths: Vec<Path>,
    pub(super) rejected: Vec<Diagnostic>,
}

/// Properties of a module that derives depend on.
pub(super) struct Contents {
    /// Imported types and derives of the runtime.
    pub(super) imports: Vec<&'static str>,
    pub(super) has_enums: bool,
    /// `true` if all members are `Copy`.
    pub(super) is_copy: bool,
    /// `true` if all members have a default.
    pub(super) has_default: bool,
}

impl Default for Contents {
    /// Returns the properties of an empty module.
    fn default() -> Self {
        Self { imports: Vec::new(), has_enums: false, is_copy: true, has_default: true }
    }
}

impl Derives {
    /// Parses and checks the derives.
    pub(super) fn read(derives: &[String], contents: &Contents) -> Self {
        let mut read = Self { paths: Vec::new(), rejected: Vec::new() };
        let mut seen: Vec<String> = Vec::new();
        for derive in derives.iter().map(|derive| derive.trim()) {
            let parsed = match derive {
                "Serialize" | "Deserialize" => path(&format!("serde::{derive}")),
                other => path(other),
            };
            let Some(path) = parsed else {
                read.rejected.push(Diagnostic::new(format!("`{derive}` is not the path of a derive")));
                continue;
            };
            let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            let key =
                if is_std(&names) { names.last().cloned().unwrap_or_default() } else { names.join("::") };
            if seen.contains(&key) || OWN.contains(&key.trim_start_matches("top_runtime::")) {
                continue;
            }
            seen.push(key);
            read.paths.push(path);
        }
        let paths = std::mem::take(&mut read.paths);
        for path in paths {
            match fault(&path, &seen, contents) {
                Some(fault) => read.rejected.push(fault),
                None => read.paths.push(path),
            }
        }
        read
    }
}

fn path(text: &str) -> Option<Path> {
    syn::parse2(text.parse::<TokenStream>().ok()?).ok()
}

/// Returns `true` for a path in the standard library, or without a crate.
fn is_std(names: &[String]) -> bool {
    matches!(names, [_])
        || names.first().is_some_and(|root| ["alloc", "core", "std"].contains(&root.as_str()))
}

/// Returns why a derive cannot compile, if known.
fn fault(path: &Path, seen: &[String], contents: &Contents) -> Option<Diagnostic> {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let name = names.last()?.as_str();
    let rejected = |why: String, help: &str| {
        Some(Diagnostic::new(format!("`{name}` cannot be derived: {why}")).with_help(help))
    };
    if is_std(&names) {
        if !PRELUDE.contains(&name) {
            return rejected(
                "it is not a standard derive".to_owned(),
                "give its path with the crate, like `schemars::JsonSchema`",
            );
        }
        if name == "Ord" && !["Eq", "PartialOrd"].iter().all(|other| seen.iter().any(|one| one == other)) {
            return rejected("it needs `Eq` and `PartialOrd`".to_owned(), "name these two as well");
        }
        if name == "Default" && contents.has_enums {
            return rejected("the module has enums of codes, which have no default".to_owned(), LEAVE_OUT);
        }
        if name == "Default" && !contents.has_default {
            return rejected("required members have no default".to_owned(), LEAVE_OUT);
        }
        if name == "Copy" && !contents.is_copy {
            return rejected("the module has texts or lists, which are not `Copy`".to_owned(), LEAVE_OUT);
        }
    }
    let lacking = contents
        .imports
        .iter()
        .filter(|import| is_std(&names) && !implements(import, name) || is_serde(path) && **import == "File");
    let lacking: Vec<String> = lacking.map(|import| format!("`{import}`")).collect();
    if lacking.is_empty() {
        return None;
    }
    let verb = if lacking.len() == 1 { "does" } else { "do" };
    rejected(format!("{} of top-runtime {verb} not implement it", lacking.join(", ")), LEAVE_OUT)
}

/// Returns `true` for a derive of serde. Enums of codes have `#[top(serde)]` in its place, as the
/// derive would take the names of the variants for codes.
pub(super) fn is_serde(path: &Path) -> bool {
    let mut names = path.segments.iter().map(|segment| segment.ident.to_string());
    let (root, name) = (names.next(), names.next_back());
    root.is_some_and(|root| root == "serde")
        && name.is_some_and(|name| ["Serialize", "Deserialize"].contains(&name.as_str()))
}

const LEAVE_OUT: &str = "leave it out, or write the types that need it by hand";

/// Returns `true` if an import is a type, not a derive.
fn is_type(import: &str) -> bool {
    !["TopApi", "TopMessage", "TopValue"].contains(&import)
}

/// Returns `true` if a runtime type implements a standard derive. `Copy` and `Default` depend on
/// the members.
fn implements(import: &str, derive: &str) -> bool {
    match derive {
        "Ord" | "PartialOrd" => !["Fields", "File", "Value"].contains(&import),
        _ => true,
    }
}

/// Warns about derives of other crates, whose requirements are unknown.
pub(super) fn doubts(paths: &[Path], imports: &[&str]) -> Vec<Diagnostic> {
    let types: Vec<String> =
        imports.iter().filter(|import| is_type(import)).map(|import| format!("`{import}`")).collect();
    if types.is_empty() {
        return Vec::new();
    }
    let foreign = paths.iter().filter(|path| {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        !is_std(&names) && !is_serde(path)
    });
    let names = foreign.filter_map(|path| path.segments.last()).map(|last| last.ident.to_string());
    names
        .map(|name| {
            let text =
                format!("`{name}` is derived, and {} of top-runtime may not implement it", types.join(", "));
            Diagnostic::new(text).with_help("drop the derive, or give such fields a type of your own")
        })
        .collect()
}
