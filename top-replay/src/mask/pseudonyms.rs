//! Pseudonyms: values in place of personal data, equal for equal values.

use std::collections::HashMap;

/// Beginning of a text pseudonym.
const PREFIX: &str = "masked-";

/// Offset of a pseudonym for a number. Greater than the values of most APIs, and exact as `f64`.
const OFFSET: u64 = 9_000_000_000_000_000;

/// Limit of numbers of pseudonyms, so that they remain exact as `f64`.
const MAX: u64 = 7_000_000_000_000;

/// The pseudonyms of a recording. Values are kept in memory only.
#[derive(Default)]
pub(crate) struct Pseudonyms {
    numbers: HashMap<String, u64>,
    last: u64,
}

impl Pseudonyms {
    /// Starts with pseudonyms that earlier files of a folder do not contain.
    pub(crate) fn after(last: u64) -> Self {
        Self { numbers: HashMap::new(), last }
    }

    /// Returns the highest number of a pseudonym.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// Returns the pseudonym of a text. Empty texts and pseudonyms are returned as they are.
    pub(crate) fn text(&mut self, value: &str) -> String {
        if value.trim().is_empty() || value == super::SECRET || number_of(value).is_some() {
            return value.to_owned();
        }
        format!("{PREFIX}{}", self.number_for(value))
    }

    /// Returns the pseudonym of a number.
    pub(crate) fn number(&mut self, value: &str) -> String {
        if number_of(value).is_some() {
            return value.to_owned();
        }
        (OFFSET + self.number_for(value)).to_string()
    }

    fn number_for(&mut self, value: &str) -> u64 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        self.last = (self.last + 1).min(MAX);
        self.numbers.insert(value.to_owned(), self.last);
        self.last
    }
}

/// Returns the number of a pseudonym: `masked-7` and `9000000000000007` have the number 7.
pub(crate) fn number_of(value: &str) -> Option<u64> {
    let digits = value.strip_prefix(PREFIX);
    let number: u64 = digits.unwrap_or(value).parse().ok()?;
    match digits {
        Some(digits) => (digits == number.to_string()).then_some(number),
        None => number.checked_sub(OFFSET).filter(|number| (1..=MAX).contains(number)),
    }
}
