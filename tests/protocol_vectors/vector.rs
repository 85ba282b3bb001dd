//! Reads the vectors of the files.

use libtest_mimic::Trial;
use serde_json::Value;

use crate::check::Checked;

/// One vector.
#[derive(Clone)]
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) input: Value,
    pub(crate) expect: Value,
}

impl Vector {
    /// Reads all vectors of a file.
    pub(crate) fn all(file: &str) -> Vec<Self> {
        let file: Value = serde_json::from_str(file).unwrap();
        let vectors = file["vectors"].as_array().unwrap();
        vectors
            .iter()
            .map(|vector| Self {
                id: vector["id"].as_str().unwrap().to_owned(),
                kind: vector["kind"].as_str().unwrap_or_default().to_owned(),
                input: vector["input"].clone(),
                expect: vector["expect"].clone(),
            })
            .collect()
    }

    /// Creates a test of this vector, named by file and id.
    pub(crate) fn trial(self, file: &str, test: fn(&Self) -> Checked) -> Trial {
        Trial::test(format!("{file}::{}", self.id), move || test(&self).map_err(Into::into))
    }
}

/// Returns a text member, or an empty text if it is absent.
pub(crate) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Returns names and texts of an object, or nothing if it is absent.
pub(crate) fn pairs(value: &Value) -> impl Iterator<Item = (&str, &str)> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
}
