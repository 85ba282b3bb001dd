//! Dependencies of generated code, and those that a manifest lacks.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::{Table, Value};

use super::library_source::LibrarySource;
use crate::args::Add;
use crate::report::Reporter;

/// Path roots that need no dependency.
const BUILTIN_ROOTS: &[&str] = &["alloc", "core", "crate", "self", "std", "super", "top_runtime"];

/// Features of tokio that generated tests need.
const TOKIO_FEATURES: [&str; 2] = ["macros", "rt"];

/// Dependency line of tokio for generated tests.
pub(super) const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }";

/// Dependency line of serde, whose derives may be named without a path.
pub(super) const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }";

/// Dependencies of the crates of a catalogue, besides `top-runtime`.
pub(super) struct Dependencies {
    /// `true` if some module has tests that call the sandbox.
    pub(super) tests: bool,
    /// Crates of derives, by their names in code.
    pub(super) derives: BTreeSet<String>,
}

impl Dependencies {
    /// Collects the dependencies of new code and of the modules that are kept.
    pub(super) fn new<'a>(args: &Add, kept: impl Iterator<Item = &'a str>) -> Self {
        let mut dependencies = Self { tests: !args.no_tests, derives: derive_crates(args) };
        for text in kept {
            dependencies.tests |= text.contains("use top_sandbox::");
            if text.contains(" serde::") {
                dependencies.derives.insert("serde".to_owned());
            }
        }
        dependencies
    }
}

/// Prints the dependency lines that the manifest of the package around `path` lacks. Without a
/// manifest, prints all of them.
pub(super) fn print_missing(
    path: &Path,
    args: &Add,
    has_tests: bool,
    source: &LibrarySource,
    reporter: &Reporter,
) {
    let manifest = package_manifest(path);
    let table = manifest.as_ref().map(|(_, table)| table);
    let mut dependencies = String::new();
    let mut add = |name: &str, features: &[&str], line: String| {
        if !table.is_some_and(|table| has_dependency(table, &["dependencies"], name, features)) {
            let _ = writeln!(dependencies, "{line}");
        }
    };
    let derives = derive_crates(args);
    let features: &[&str] = if derives.contains("serde") { &["serde"] } else { &[] };
    add("top-runtime", features, source.line("top-runtime", runtime_features(&derives)));
    for name in derives {
        let line = if name == "serde" { SERDE.to_owned() } else { format!("{name} = \"*\"") };
        add(&name, &[], line);
    }
    let mut dev_dependencies = String::new();
    if has_tests {
        let sections = ["dependencies", "dev-dependencies"];
        if !table.is_some_and(|table| has_dependency(table, &sections, "top-sandbox", &[])) {
            let _ = writeln!(dev_dependencies, "{}", source.line("top-sandbox", ""));
        }
        if !table.is_some_and(|table| has_dependency(table, &sections, "tokio", &TOKIO_FEATURES)) {
            let _ = writeln!(dev_dependencies, "{TOKIO}");
        }
    }
    if dependencies.is_empty() && dev_dependencies.is_empty() {
        return;
    }
    let mut text = match &manifest {
        Some((path, _)) => format!("{} lacks:\n", path.display()),
        None => "The Cargo.toml of the package needs:\n".to_owned(),
    };
    for (title, lines) in [("[dependencies]", &dependencies), ("[dev-dependencies]", &dev_dependencies)] {
        if !lines.is_empty() {
            let _ = write!(text, "\n{title}\n{lines}");
        }
    }
    reporter.lines(&text);
    if let Some(note) = source.registry_note() {
        reporter.status(note);
    }
}

/// Returns the key of the features of `top-runtime` that derives of these crates need.
pub(super) fn runtime_features(derives: &BTreeSet<String>) -> &'static str {
    if derives.contains("serde") { ", features = [\"serde\"]" } else { "" }
}

/// Returns the crates of the derives in `--derive`, by their names in code.
fn derive_crates(args: &Add) -> BTreeSet<String> {
    args.derive.iter().filter_map(|path| derive_crate(path.trim())).map(str::to_owned).collect()
}

/// Returns the crate of a derive's path. `Serialize` and `Deserialize` are those of serde.
fn derive_crate(path: &str) -> Option<&str> {
    match path.split_once("::") {
        Some((root, _)) => Some(root).filter(|root| !BUILTIN_ROOTS.contains(root)),
        None => ["Serialize", "Deserialize"].contains(&path).then_some("serde"),
    }
}

/// Returns the manifest of the package that contains a path, if it can be read.
fn package_manifest(path: &Path) -> Option<(PathBuf, Table)> {
    let path = env::current_dir().ok()?.join(path);
    let manifests = path.ancestors().map(|folder| folder.join("Cargo.toml"));
    let tables = manifests.filter_map(|path| {
        let table: Table = fs::read_to_string(&path).ok()?.parse().ok()?;
        table.contains_key("package").then_some((path, table))
    });
    tables.into_iter().next()
}

/// Returns `true` if one of the sections, for any target, has the dependency with these features.
fn has_dependency(manifest: &Table, sections: &[&str], name: &str, features: &[&str]) -> bool {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    let sections =
        tables.flat_map(|table| sections.iter().filter_map(|section| table.get(*section)?.as_table()));
    let mut entries = sections.flat_map(Table::iter).filter(|(key, value)| {
        let package = value.get("package").and_then(Value::as_str).unwrap_or(key);
        package.replace('_', "-") == name.replace('_', "-")
    });
    entries.any(|(_, value)| {
        let is_inherited = value.get("workspace").and_then(Value::as_bool).unwrap_or_default();
        let enabled = value.get("features").and_then(Value::as_array);
        let enabled: Vec<&str> = enabled.into_iter().flatten().filter_map(Value::as_str).collect();
        is_inherited || enabled.contains(&"full") || features.iter().all(|feature| enabled.contains(feature))
    })
}

#[cfg(test)]
mod tests {
    use super::{derive_crate, has_dependency};

    #[test]
    fn derive_paths_name_their_crates() {
        for (path, expected) in [
            ("Eq", None),
            ("Serialize", Some("serde")),
            ("serde::Deserialize", Some("serde")),
            ("std::hash::Hash", None),
            ("schemars::JsonSchema", Some("schemars")),
        ] {
            assert_eq!(derive_crate(path), expected, "{path}");
        }
    }

    #[test]
    fn dependencies_are_found_in_every_notation() {
        for (manifest, expected) in [
            ("[dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }", true),
            ("[dev-dependencies]\ntokio = { version = \"1\", features = [\"full\"] }", true),
            ("[dev-dependencies.tokio]\nworkspace = true", true),
            (
                "[dependencies]\nruntime = { package = \"tokio\", version = \"1\", features = [\"full\"] }",
                true,
            ),
            ("[target.'cfg(unix)'.dependencies]\ntokio = { version = \"1\", features = [\"full\"] }", true),
            ("[dependencies]\ntokio = \"1\"", false),
            ("[dependencies]\ntokio = { version = \"1\", features = [\"rt\"] }", false),
            ("[build-dependencies]\ntokio = { version = \"1\", features = [\"full\"] }", false),
            ("[dependencies]\ntokio-util = { version = \"1\", features = [\"full\"] }", false),
        ] {
            let table = manifest.parse().unwrap();
            assert_eq!(
                has_dependency(&table, &["dependencies", "dev-dependencies"], "tokio", &["macros", "rt"]),
                expected,
                "{manifest}"
            );
        }
    }
}
