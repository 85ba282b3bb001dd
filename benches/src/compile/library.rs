//! A whole catalogue as one crate to its user: it holds nothing but names, and behind it stand crates of some packages each, so that
//! no process of the compiler has all of them in memory.

use std::fmt::Write as _;

use super::crates::{HEAD, OURS, dependencies, modules};
use super::draw::{Api, IN_PACKAGE};
use super::source::{Style, calls};
use super::workshop::Workshop;

/// How many packages stand in one part: about 1,000 APIs.
const IN_PART: usize = 59;

/// The crate that is named, and its parts.
#[derive(Debug)]
pub struct Library {
    /// The name of the crate.
    pub name: String,
    /// The names of those behind it.
    pub parts: Vec<String>,
}

impl Library {
    /// All APIs with a feature for each package of the platform, none of them on, and `full` for all.
    #[must_use]
    pub fn write(workshop: &Workshop, apis: &[Api]) -> Self {
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
            write_part(workshop, &part, at * IN_PART, files);
            parts.push(part);
        }
        let manifest = format!("{}\n[dependencies]\n{dependencies}", features.text());
        workshop.write(&name, &manifest, &[("lib.rs".to_owned(), lib)]);
        Self { name, parts }
    }

    /// Writes a program that names one package and calls each of its APIs once.
    #[must_use]
    pub fn user(&self, workshop: &Workshop, package: usize, apis: &[Api]) -> String {
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
        workshop.write(&name, &manifest, &[("main.rs".to_owned(), main)]);
        name
    }
}

/// Some packages, a module with a feature of its name each.
fn write_part(workshop: &Workshop, name: &str, first: usize, modules: &[(String, String)]) {
    let (mut lib, mut features) = (HEAD.to_owned(), Features::default());
    for package in first..first + modules.len() {
        let _ = writeln!(lib, "#[cfg(feature = \"p{package}\")]\npub mod p{package};");
        features.add(package, "");
    }
    let files = [modules, &[("lib.rs".to_owned(), lib)]].concat();
    workshop.write(name, &format!("{}\n{}", features.text(), dependencies(Style::Ours)), &files);
}

/// The features of a manifest.
#[derive(Default)]
struct Features {
    each: String,
    full: Vec<String>,
}

impl Features {
    /// One for a package, which turns on others.
    fn add(&mut self, package: usize, others: &str) {
        let _ = writeln!(self.each, "p{package} = [{others}]");
        self.full.push(format!("\"p{package}\""));
    }

    /// The section, with one for all of them.
    fn text(&self) -> String {
        format!("[features]\n{}full = [{}]\n", self.each, self.full.join(", "))
    }
}
