//! Counts of correctly read pages.

use std::fmt;

use serde_json::Value;
use top_codegen::read;

use crate::expected;

/// Results of reading pages.
#[derive(Default)]
pub(crate) struct Count {
    pub(crate) right: usize,
    /// Wrong, with a warning.
    pub(crate) doubted: Vec<String>,
    /// Wrong without a warning.
    pub(crate) silently_wrong: Vec<String>,
    /// Rejected with an error.
    pub(crate) refused: Vec<String>,
}

impl Count {
    /// Reads a page and compares the result.
    pub(crate) fn read(&mut self, name: &str, text: &str, schema: &Value) {
        match read(name, text.as_bytes()) {
            Err(error) => self.refused.push(error.to_string()),
            Ok(document) => {
                let differences = expected::differences(schema, &document.api);
                if differences.is_empty() {
                    self.right += 1;
                } else if document.warnings.is_empty() {
                    self.silently_wrong.push(format!("{name}: {}", differences.join("; ")));
                } else {
                    self.doubted.push(format!("{name}: {}", differences.join("; ")));
                }
            }
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (doubted, silent, refused) = (self.doubted.len(), self.silently_wrong.len(), self.refused.len());
        write!(
            f,
            "{} right, {doubted} wrong with a warning, {silent} wrong without one, {refused} refused",
            self.right
        )
    }
}
