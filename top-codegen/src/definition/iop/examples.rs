//! Example values of a definition, by name.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::super::raw::Raw;
use super::super::source::Source;
use super::raw::RawDemo;
use crate::Diagnostic;

/// The examples of the members of one object.
#[derive(Default)]
pub(super) struct Examples<'a> {
    by_name: HashMap<String, RawDemo<'a>>,
}

impl<'a> Examples<'a> {
    /// Reads the examples of one level. Elements that are no objects are skipped.
    pub(super) fn read(raw: Raw<'a>, source: &Source<'a>) -> Result<Self, Diagnostic> {
        let mut by_name = HashMap::new();
        if let Some(raw) = raw.filter(|raw| raw.get().starts_with('[')) {
            let demos: Vec<&'a RawValue> = source.parse(raw.get())?;
            for demo in demos.into_iter().filter(|demo| demo.get().starts_with('{')) {
                let demo: RawDemo<'a> = source.parse(demo.get())?;
                by_name.entry(source.words(demo.param_name, "paramName")?).or_insert(demo);
            }
        }
        Ok(Self { by_name })
    }

    /// Returns the example of a member.
    pub(super) fn get(&self, name: &str) -> Option<&RawDemo<'a>> {
        self.by_name.get(name)
    }
}
