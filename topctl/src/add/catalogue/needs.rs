//! What the code of a catalogue depends on, beside the runtime.

use std::collections::BTreeSet;

use crate::args::Add;

/// Roots of paths that are no crates, or are there anyway.
const AT_HAND: &[&str] = &["alloc", "core", "crate", "self", "std", "super", "top_runtime"];

/// The same for all crates.
pub(super) struct Needs {
    /// Whether there are tests that call the sandbox.
    pub(super) tests: bool,
    /// Crates whose derives are named, as code names them.
    pub(super) derives: BTreeSet<String>,
}

impl Needs {
    /// What this command's code needs, and that of the modules that stay.
    pub(super) fn new<'a>(args: &Add, kept: impl Iterator<Item = &'a str>) -> Self {
        let derives = args.derive.iter().filter_map(|path| derive_crate(path.trim())).map(str::to_owned);
        let mut needs = Self { tests: !args.no_tests, derives: derives.collect() };
        for text in kept {
            needs.tests |= text.contains("use top_sandbox::");
            if text.contains(" serde::") {
                needs.derives.insert("serde".to_owned());
            }
        }
        needs
    }
}

/// The crate that a derive's path begins with. The two of serde may be named without it.
fn derive_crate(path: &str) -> Option<&str> {
    match path.split_once("::") {
        Some((root, _)) => Some(root).filter(|root| !AT_HAND.contains(root)),
        None => ["Serialize", "Deserialize"].contains(&path).then_some("serde"),
    }
}

#[cfg(test)]
mod tests {
    use super::derive_crate;

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
}
