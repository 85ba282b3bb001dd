//! What generated code depends on, and what of it a manifest lacks.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::{Table, Value};

use super::source::Source;
use crate::args::Add;
use crate::report::Reporter;

/// Roots of paths that are no crates, or are there anyway.
const AT_HAND: &[&str] = &["alloc", "core", "crate", "self", "std", "super", "top_runtime"];

/// What `tokio` needs for the generated tests.
const FEATURES: [&str; 2] = ["macros", "rt"];

/// What the generated tests need of tokio, as a line of a manifest.
pub(super) const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }";

/// The line for serde, whose derives have names of their own.
pub(super) const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }";

/// Shows the lines that the manifest around `place` lacks, or all of them where there is no manifest.
pub(super) fn show(place: &Path, args: &Add, source: &Source, reporter: &Reporter) {
    let manifest = around(place);
    let there = manifest.as_ref().map(|(_, table)| table);
    let mut normal = String::new();
    let mut add = |name: &str, line: String| {
        if !there.is_some_and(|table| has(table, &["dependencies"], name, &[])) {
            let _ = writeln!(normal, "{line}");
        }
    };
    add("top-runtime", source.line("top-runtime", ""));
    for name in derive_crates(args) {
        add(&name, if name == "serde" { SERDE.to_owned() } else { format!("{name} = \"*\"") });
    }
    let mut dev = String::new();
    if !args.no_tests {
        let sections = ["dependencies", "dev-dependencies"];
        if !there.is_some_and(|table| has(table, &sections, "top-sandbox", &[])) {
            let _ = writeln!(dev, "{}", source.line("top-sandbox", ""));
        }
        if !there.is_some_and(|table| has(table, &sections, "tokio", &FEATURES)) {
            let _ = writeln!(dev, "{TOKIO}");
        }
    }
    if normal.is_empty() && dev.is_empty() {
        return;
    }
    let mut text = match &manifest {
        Some((path, _)) => format!("{} lacks:\n", path.display()),
        None => "The Cargo.toml of the package needs:\n".to_owned(),
    };
    for (title, lines) in [("[dependencies]", &normal), ("[dev-dependencies]", &dev)] {
        if !lines.is_empty() {
            let _ = write!(text, "\n{title}\n{lines}");
        }
    }
    reporter.lines(&text);
    if let Some(doubt) = source.doubt() {
        reporter.say(doubt);
    }
}

/// The crates of the derives that a command names, as code names them.
pub(super) fn derive_crates(args: &Add) -> BTreeSet<String> {
    args.derive.iter().filter_map(|path| derive_crate(path.trim())).map(str::to_owned).collect()
}

/// The crate that a derive's path begins with. The two of serde may be named without it.
fn derive_crate(path: &str) -> Option<&str> {
    match path.split_once("::") {
        Some((root, _)) => Some(root).filter(|root| !AT_HAND.contains(root)),
        None => ["Serialize", "Deserialize"].contains(&path).then_some("serde"),
    }
}

/// The manifest of the package that a place is in, if it can be read.
fn around(place: &Path) -> Option<(PathBuf, Table)> {
    let place = env::current_dir().ok()?.join(place);
    let manifests = place.ancestors().map(|folder| folder.join("Cargo.toml"));
    let tables = manifests.filter_map(|path| {
        let table: Table = fs::read_to_string(&path).ok()?.parse().ok()?;
        table.contains_key("package").then_some((path, table))
    });
    tables.into_iter().next()
}

/// Whether a manifest has a dependency in one of these sections, for any target, with these features.
fn has(manifest: &Table, sections: &[&str], name: &str, features: &[&str]) -> bool {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    let found =
        tables.flat_map(|table| sections.iter().filter_map(|section| table.get(*section)?.as_table()));
    let mut found = found.flat_map(Table::iter).filter(|(key, value)| {
        let package = value.get("package").and_then(Value::as_str).unwrap_or(key);
        package.replace('_', "-") == name.replace('_', "-")
    });
    found.any(|(_, value)| {
        let is_inherited = value.get("workspace").and_then(Value::as_bool).unwrap_or_default();
        let listed = value.get("features").and_then(Value::as_array);
        let listed: Vec<&str> = listed.into_iter().flatten().filter_map(Value::as_str).collect();
        is_inherited || listed.contains(&"full") || features.iter().all(|feature| listed.contains(feature))
    })
}

#[cfg(test)]
mod tests {
    use super::{derive_crate, has};

    #[test]
    fn a_derive_needs_the_crate_that_its_path_begins_with() {
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
    fn a_dependency_is_found_however_it_is_written() {
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
                has(&table, &["dependencies", "dev-dependencies"], "tokio", &["macros", "rt"]),
                expected,
                "{manifest}"
            );
        }
    }
}
