//! The manifest of the workspace: the shared settings of its crates.
//!
//! Users may edit it. An edited manifest is kept if it contains everything that the crates inherit.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use toml::{Table, Value};
use top_codegen::Diagnostic;

use crate::add::dependencies::{Dependencies, SERDE, TOKIO, runtime_features};
use crate::add::header;
use crate::add::library_source::LibrarySource;
use crate::add::write_files::PlannedFile;
use crate::diagnostic::SourceDiagnostic;
use crate::output::write_error;

/// Keys that a package can inherit from its workspace, except `edition`, which is always set.
const INHERITED: &[&str] = &[
    "version",
    "authors",
    "categories",
    "description",
    "documentation",
    "exclude",
    "homepage",
    "include",
    "keywords",
    "license",
    "license-file",
    "publish",
    "readme",
    "repository",
    "rust-version",
];

const TOP: &str = "\
# This file may be edited. The crates inherit from it; run topctl again after an edit of [workspace.package].

[workspace]
resolver = \"3\"
members = [\"*\"]
";

/// The parts of a workspace manifest that its crates use.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// Version of all crates.
    pub(super) version: String,
    package: BTreeSet<String>,
    dependencies: BTreeSet<String>,
    members: Vec<String>,
}

impl Workspace {
    /// Plans the manifest. Keeps an edited one if it is complete.
    pub(super) fn plan(
        top: &Path,
        crates: &[String],
        needed: &Dependencies,
        source: &LibrarySource,
        force: bool,
    ) -> Result<(Self, PlannedFile), SourceDiagnostic> {
        let path = top.join("Cargo.toml");
        let existing = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            text => Some(text.map_err(|error| write_error(&path, &error))?),
        };
        let exists = existing.is_some();
        if let Some(text) = existing.filter(|text| !text.trim().is_empty() && !header::is_unmodified(text)) {
            let workspace = Self::read(&text, &path)?;
            let missing = workspace.missing(crates, needed);
            if missing.is_empty() {
                return Ok((workspace, PlannedFile { path, text }));
            }
            if !force {
                return Err(incomplete(&path, &missing, exists));
            }
        }
        let text = header::with_manifest_header("the documents of the crates", &text(needed, source));
        let workspace = Self::read(&text, &path)?;
        let missing = workspace.missing(crates, needed);
        if missing.is_empty() {
            Ok((workspace, PlannedFile { path, text }))
        } else {
            Err(incomplete(&path, &missing, exists))
        }
    }

    /// Returns the lines of a package that inherits every available key.
    pub(super) fn inherited(&self) -> String {
        let mut lines = String::new();
        for key in INHERITED.iter().filter(|key| self.package.contains(**key)) {
            let _ = writeln!(lines, "{key}.workspace = true");
        }
        let edition = if self.has("edition") { "edition.workspace = true" } else { "edition = \"2024\"" };
        lines + edition + "\n"
    }

    /// Returns `true` if packages inherit the key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.package.contains(key)
    }

    /// Returns the key of the dependency with this name in code.
    pub(super) fn dependency(&self, name: &str) -> Option<&str> {
        self.dependencies.iter().find(|key| key.replace('-', "_") == name).map(String::as_str)
    }

    fn read(text: &str, path: &Path) -> Result<Self, SourceDiagnostic> {
        let manifest: Table = text.parse().map_err(|error: toml::de::Error| {
            let diagnostic = Diagnostic::new(format!("invalid manifest: {}", error.message()));
            SourceDiagnostic::for_file(path.display().to_string(), diagnostic)
        })?;
        let workspace = manifest.get("workspace");
        let inner = |key: &str| workspace.and_then(|workspace| workspace.get(key));
        let keys = |key| -> BTreeSet<String> {
            inner(key)
                .and_then(Value::as_table)
                .map(|table| table.keys().cloned().collect())
                .unwrap_or_default()
        };
        let version = inner("package").and_then(|package| package.get("version")).and_then(Value::as_str);
        let members = inner("members").and_then(Value::as_array).into_iter().flatten();
        Ok(Self {
            version: version.unwrap_or_default().to_owned(),
            package: keys("package"),
            dependencies: keys("dependencies"),
            members: members.filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }

    /// Returns what the crates inherit, but the manifest lacks.
    fn missing(&self, crates: &[String], needed: &Dependencies) -> Vec<String> {
        let mut missing = Vec::new();
        if self.version.is_empty() {
            missing.push("`version` in [workspace.package]".to_owned());
        }
        let mut names = vec!["top-runtime"];
        names.extend(needed.tests.then_some(["top-sandbox", "tokio"]).into_iter().flatten());
        names.extend(needed.derives.iter().map(String::as_str));
        names.retain(|name| self.dependency(&name.replace('-', "_")).is_none());
        missing.extend(names.iter().map(|name| format!("`{name}` in [workspace.dependencies]")));
        let unlisted = crates.iter().filter(|name| !self.members.iter().any(|member| covers(member, name)));
        missing.extend(unlisted.map(|name| format!("`{name}` in `members` of [workspace]")));
        missing
    }
}

fn incomplete(path: &Path, missing: &[String], exists: bool) -> SourceDiagnostic {
    let diagnostic = Diagnostic::new(format!("the manifest of the workspace lacks {}", missing.join(", ")));
    let help = if exists {
        "add it and run the command again"
    } else {
        "run without the derives of other crates, add these crates to the new manifest, and run again"
    };
    SourceDiagnostic::for_file(path.display().to_string(), diagnostic.with_help(help))
}

/// Returns `true` if a member path, which may end in `*`, matches a crate.
fn covers(member: &str, name: &str) -> bool {
    let member = member.strip_prefix("./").unwrap_or(member);
    member.strip_suffix('*').map_or(member == name, |start| name.starts_with(start))
}

/// Returns the text of a new manifest.
fn text(needed: &Dependencies, source: &LibrarySource) -> String {
    let rust = env!("CARGO_PKG_RUST_VERSION");
    let mut text = format!(
        "{TOP}
[workspace.package]
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"{rust}\"
publish = false

[workspace.dependencies]
# Without default features: the program that makes the calls selects the transport.
{}
",
        source
            .line("top-runtime", &[", default-features = false", runtime_features(&needed.derives)].concat())
    );
    if needed.tests {
        let _ = writeln!(text, "{}\n{TOKIO}", source.line("top-sandbox", ""));
    }
    if needed.derives.contains("serde") {
        let _ = writeln!(text, "{SERDE}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn members_match_by_name_or_wildcard() {
        for member in ["taobao_part1", "./taobao_part1", "taobao_part*", "*"] {
            assert!(covers(member, "taobao_part1"), "{member}");
        }
        for member in ["taobao", "crates/*", "taobao_part10"] {
            assert!(!covers(member, "taobao_part1"), "{member}");
        }
    }
}
