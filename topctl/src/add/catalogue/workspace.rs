//! The manifest of the workspace: what its crates have in common. It is the user's to edit, so an edited one stays as it is as long
//! as it has what the crates need.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use toml::{Table, Value};
use top_codegen::Diagnostic;

use super::needs::Needs;
use crate::add::needs::{SERDE, TOKIO};
use crate::add::place::Planned;
use crate::add::seal;
use crate::add::source::Source;
use crate::output::unwritable;
use crate::remark::Remark;

/// What a package can take from its workspace, but for the edition, which it always has.
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
# Yours to edit. The crates take from here what they have in common; after an edit of [workspace.package] run topctl again.

[workspace]
resolver = \"3\"
members = [\"*\"]
";

/// What the manifest of a workspace says.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// The version of all crates.
    pub(super) version: String,
    package: BTreeSet<String>,
    dependencies: BTreeSet<String>,
    members: Vec<String>,
}

impl Workspace {
    /// The manifest as it will be. What somebody edited or wrote, and is complete, stays.
    pub(super) fn plan(
        top: &Path,
        crates: &[String],
        needs: &Needs,
        source: &Source,
        force: bool,
    ) -> Result<(Self, Planned), Remark> {
        let path = top.join("Cargo.toml");
        let there = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            text => Some(text.map_err(|error| unwritable(&path, &error))?),
        };
        let is_there = there.is_some();
        if let Some(text) = there.filter(|text| !text.trim().is_empty() && !seal::is_untouched(text)) {
            let workspace = Self::read(&text, &path)?;
            let lacking = workspace.lacking(crates, needs);
            if lacking.is_empty() {
                return Ok((workspace, Planned { path, text }));
            }
            if !force {
                return Err(incomplete(&path, &lacking, is_there));
            }
        }
        let text = seal::sealed_manifest("the documents of the crates", &text(needs, source));
        let workspace = Self::read(&text, &path)?;
        let lacking = workspace.lacking(crates, needs);
        if lacking.is_empty() {
            Ok((workspace, Planned { path, text }))
        } else {
            Err(incomplete(&path, &lacking, is_there))
        }
    }

    /// The lines of a package that takes all from here that can be taken.
    pub(super) fn inherited(&self) -> String {
        let mut lines = String::new();
        for key in INHERITED.iter().filter(|key| self.package.contains(**key)) {
            let _ = writeln!(lines, "{key}.workspace = true");
        }
        let edition = if self.has("edition") { "edition.workspace = true" } else { "edition = \"2024\"" };
        lines + edition + "\n"
    }

    /// Whether packages have this of here.
    pub(super) fn has(&self, key: &str) -> bool {
        self.package.contains(key)
    }

    /// How a dependency is written that code knows by this name.
    pub(super) fn dependency(&self, name: &str) -> Option<&str> {
        self.dependencies.iter().find(|key| key.replace('-', "_") == name).map(String::as_str)
    }

    fn read(text: &str, path: &Path) -> Result<Self, Remark> {
        let manifest: Table = text.parse().map_err(|error: toml::de::Error| {
            let notice = Diagnostic::new(format!("the manifest cannot be read: {}", error.message()));
            Remark::of_file(path.display().to_string(), notice)
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

    /// What the crates take from here and do not find.
    fn lacking(&self, crates: &[String], needs: &Needs) -> Vec<String> {
        let mut lacking = Vec::new();
        if self.version.is_empty() {
            lacking.push("`version` in [workspace.package]".to_owned());
        }
        let mut names = vec!["top-runtime"];
        names.extend(needs.tests.then_some(["top-sandbox", "tokio"]).into_iter().flatten());
        names.extend(needs.derives.iter().map(String::as_str));
        names.retain(|name| self.dependency(&name.replace('-', "_")).is_none());
        lacking.extend(names.iter().map(|name| format!("`{name}` in [workspace.dependencies]")));
        let strangers = crates.iter().filter(|name| !self.members.iter().any(|member| covers(member, name)));
        lacking.extend(strangers.map(|name| format!("`{name}` in `members` of [workspace]")));
        lacking
    }
}

fn incomplete(path: &Path, lacking: &[String], is_there: bool) -> Remark {
    let notice = Diagnostic::new(format!("the manifest of the workspace lacks {}", lacking.join(", ")));
    let help = if is_there {
        "add it there, and run again"
    } else {
        "leave out the derives of other crates, add what they need to the manifest that is written then, and run again"
    };
    Remark::of_file(path.display().to_string(), notice.with_help(help))
}

/// Whether a member's path, which may end in `*`, is that of a crate.
fn covers(member: &str, name: &str) -> bool {
    let member = member.strip_prefix("./").unwrap_or(member);
    member.strip_suffix('*').map_or(member == name, |start| name.starts_with(start))
}

/// The manifest as we write it.
fn text(needs: &Needs, source: &Source) -> String {
    let rust = env!("CARGO_PKG_RUST_VERSION");
    let mut text = format!(
        "{TOP}
[workspace.package]
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"{rust}\"
publish = false

[workspace.dependencies]
# Without its default features: the program that makes the calls chooses how.
{}
",
        source.line("top-runtime", ", default-features = false")
    );
    if needs.tests {
        let _ = writeln!(text, "{}\n{TOKIO}", source.line("top-sandbox", ""));
    }
    if needs.derives.contains("serde") {
        let _ = writeln!(text, "{SERDE}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_member_is_named_or_covered_by_a_star() {
        for member in ["taobao_part1", "./taobao_part1", "taobao_part*", "*"] {
            assert!(covers(member, "taobao_part1"), "{member}");
        }
        for member in ["taobao", "crates/*", "taobao_part10"] {
            assert!(!covers(member, "taobao_part1"), "{member}");
        }
    }
}
