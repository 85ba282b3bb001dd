//! A whole catalogue as one crate: a facade that re-exports crates of some packages each, so that
//! no compiler process has the whole catalogue in memory.

use std::fmt::Write as _;

use super::crates::{HEAD, OURS, dependencies, modules};
use super::draw::{Api, IN_PACKAGE};
use super::scratch_workspace::ScratchWorkspace;
use super::source::{Style, calls};

/// Packages in one part, about 1,000 APIs.
const IN_PART: usize = 59;

/// The facade crate and its parts.
#[derive(Debug)]
pub struct Library {
    /// Name of the facade crate.
    pub name: String,
    /// Names of the parts.
    pub parts: Vec<String>,
}

impl Library {
    /// Writes the crates, with a feature for each package of the platform (default: none) and
    /// `full` for all.
    #[must_use]
    pub fn write(workspace: &ScratchWorkspace, apis: &[Api]) -> Self {
        let name = format!("library_{}", apis.len());
        let modules = modules(Style::Ours, apis);
        let (mut lib, mut features, mut parts) = (HEAD.to_owned(), Features::default(), Vec::new());
        let mut dependencies = String::new();
        for (at, files) in modules.chunks(IN_PART).enumerate() {
            let part = format!("{name}_part{at}");
            for package in at * IN_PART..at * IN_PART + files.len() {
                let _ = writeln!(lib, "#[cfg(feature = \"p{package}\")]\npub use {part}::p{package};");
                features.add(package, &format!("\"dep:{part}\", \"{part}?/p{package}\""));
            }
            let _ = writeln!(dependencies, "{part} = {{ path = \"../{part}\", optional = true }}");
            write_part(workspace, &part, at * IN_PART, files);
            parts.push(part);
        }
        let manifest = format!("{}\n[dependencies]\n{dependencies}", features.text());
        workspace.write(&name, &manifest, &[("lib.rs".to_owned(), lib)]);
        Self { name, parts }
    }

    /// Writes a program that depends on one package and calls each of its APIs once.
    #[must_use]
    pub fn user(&self, workspace: &ScratchWorkspace, package: usize, apis: &[Api]) -> String {
        let (library, name) = (&self.name, format!("user_of_{}", self.name));
        let calls = calls(
            Style::Ours,
            &format!("{library}::p{package}"),
            &apis[package * IN_PACKAGE..][..IN_PACKAGE],
        );
        let main = format!("{HEAD}{OURS}{calls}];\n");
        let manifest = format!(
            "{}{library} = {{ path = \"../{library}\", features = [\"p{package}\"] }}\n",
            dependencies(Style::Ours)
        );
        workspace.write(&name, &manifest, &[("main.rs".to_owned(), main)]);
        name
    }
}

/// Writes a part: a module and a feature for each package.
fn write_part(workspace: &ScratchWorkspace, name: &str, first: usize, modules: &[(String, String)]) {
    let (mut lib, mut features) = (HEAD.to_owned(), Features::default());
    for package in first..first + modules.len() {
        let _ = writeln!(lib, "#[cfg(feature = \"p{package}\")]\npub mod p{package};");
        features.add(package, "");
    }
    let files = [modules, &[("lib.rs".to_owned(), lib)]].concat();
    workspace.write(name, &format!("{}\n{}", features.text(), dependencies(Style::Ours)), &files);
}

/// The features of a manifest.
#[derive(Default)]
struct Features {
    each: String,
    full: Vec<String>,
}

impl Features {
    /// Adds the feature of a package, which enables others.
    fn add(&mut self, package: usize, others: &str) {
        let _ = writeln!(self.each, "p{package} = [{others}]");
        self.full.push(format!("\"p{package}\""));
    }

    /// Returns the section `[features]`.
    fn text(&self) -> String {
        format!("[features]\n{}full = [{}]\n", self.each, self.full.join(", "))
    }
}
