//! Rules of single members, and the checks before sending.

use super::{FieldTable, Members};
use crate::codec::encode::Shape;
use crate::issue::{Issue, IssueKind, quote_excerpt};
use crate::tree::Node;

/// A struct with its members among those of another struct.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flattened {
    pub(crate) table: &'static FieldTable,
    /// Whether all members may be missing.
    pub(crate) optional: bool,
}

impl Flattened {
    /// Whether an object contains a member of the struct, or the struct is required.
    pub(crate) fn is_present(&self, node: Node<'_>) -> bool {
        !self.optional || self.table.has_member_in(node)
    }
}

/// Rules of one member: the element name of its list wrapper, and the checks before sending.
#[derive(Debug, Clone, Copy)]
pub struct FieldRules {
    /// Index of the member.
    pub(super) at: usize,
    pub(crate) item: Option<&'static str>,
    pub(crate) flattened: Option<Flattened>,
    pub(crate) required: bool,
    pub(crate) max_len: Option<usize>,
    pub(crate) max_bytes: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) range: Option<(i128, i128)>,
}

impl FieldRules {
    /// Creates an empty set of rules.
    #[must_use]
    #[allow(clippy::new_without_default)] // only the derives create rules, in constants
    pub const fn new() -> Self {
        Self {
            at: 0,
            item: None,
            flattened: None,
            required: false,
            max_len: None,
            max_bytes: None,
            max_items: None,
            range: None,
        }
    }

    /// Creates the rules of a flattened struct.
    #[must_use]
    pub const fn flatten<T: Members>() -> Self {
        let mut rules = Self::new();
        rules.flattened = Some(Flattened { table: T::LAYOUT, optional: T::OPTIONAL });
        rules
    }

    /// Sets the index of the member.
    #[must_use]
    pub const fn at(mut self, member: usize) -> Self {
        self.at = member;
        self
    }

    /// Sets the element name in the list wrapper. Default: the name of the element's type.
    #[must_use]
    pub const fn item(mut self, name: &'static str) -> Self {
        self.item = Some(name);
        self
    }

    /// Requires a value that is not blank and not empty.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Limits the text to UTF-16 units, the unit of the official SDK.
    #[must_use]
    pub const fn max_len(mut self, units: usize) -> Self {
        self.max_len = Some(units);
        self
    }

    /// Limits the text to bytes of UTF-8, or the file to bytes.
    #[must_use]
    pub const fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = Some(bytes);
        self
    }

    /// Limits the elements of a list.
    #[must_use]
    pub const fn max_items(mut self, items: usize) -> Self {
        self.max_items = Some(items);
        self
    }

    /// Limits a whole number to `min..=max`.
    #[must_use]
    pub const fn range(mut self, min: i128, max: i128) -> Self {
        self.range = Some((min, max));
        self
    }
}

impl FieldRules {
    /// Checks the value of member `name` and appends an issue for each broken rule.
    pub(crate) fn check(&self, name: &str, shape: Shape<'_>, issues: &mut Vec<Issue>) {
        if self.required && !shape.has_value() {
            let expected = "a value: it is required";
            issues.push(Issue::at(name, expected, describe(shape)).of(IssueKind::Missing));
        }
        let mut exceeds = |kind, expected: String, found: String| {
            issues.push(Issue::at(name, expected, found).of(kind));
        };
        match shape {
            Shape::Text(text) => {
                if let Some(max) = self.max_len {
                    let units = text.encode_utf16().count();
                    if units > max {
                        let found = format!("{units}: {}", quote_excerpt(text));
                        exceeds(IssueKind::TooLong, format!("at most {max} characters"), found);
                    }
                }
                if let Some(max) = self.max_bytes.filter(|max| text.len() > *max) {
                    let found = format!("{}: {}", text.len(), quote_excerpt(text));
                    exceeds(IssueKind::TooLong, format!("at most {max} bytes"), found);
                }
            }
            Shape::List(items) => {
                if let Some(max) = self.max_items.filter(|max| items > *max) {
                    exceeds(IssueKind::TooMany, format!("at most {max} elements"), items.to_string());
                }
            }
            Shape::Bytes(bytes) => {
                if let Some(max) = self.max_bytes.filter(|max| bytes > *max) {
                    exceeds(IssueKind::TooLong, format!("at most {max} bytes"), bytes.to_string());
                }
            }
            Shape::Integer(number) => {
                if let Some((min, max)) = self.range.filter(|(min, max)| number < *min || number > *max) {
                    let expected = format!("a number from {min} to {max}");
                    exceeds(IssueKind::OutOfRange, expected, number.to_string());
                }
            }
            Shape::Absent | Shape::Other => {}
        }
    }
}

/// Describes a missing value for an error text.
fn describe(shape: Shape<'_>) -> String {
    match shape {
        Shape::Text("") => "empty text".to_owned(),
        Shape::Text(_) => "blank text".to_owned(),
        Shape::List(_) => "an empty list".to_owned(),
        Shape::Bytes(_) => "an empty file".to_owned(),
        _ => "nothing".to_owned(),
    }
}
