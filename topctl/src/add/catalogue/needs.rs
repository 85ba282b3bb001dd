//! What the code of a catalogue depends on, beside the runtime.

use std::collections::BTreeSet;

use crate::add::needs::derive_crates;
use crate::args::Add;

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
        let mut needs = Self { tests: !args.no_tests, derives: derive_crates(args) };
        for text in kept {
            needs.tests |= text.contains("use top_sandbox::");
            if text.contains(" serde::") {
                needs.derives.insert("serde".to_owned());
            }
        }
        needs
    }
}
