//! The checks before sending: every breach is kept, with the path it would have on the wire.

use crate::codec::encode::Shape;
use crate::codec::field_table::FieldRules;
use crate::issue::{Issue, IssueKind, quote_excerpt};
use crate::protocol::blank::is_blank;

/// Whether a value counts as given: it is there and, if text, not blank.
pub(crate) fn is_given(shape: Shape<'_>) -> bool {
    match shape {
        Shape::Absent | Shape::List(0) | Shape::Bytes(0) => false,
        Shape::Text(text) => !is_blank(text),
        _ => true,
    }
}

impl FieldRules {
    /// Adds an issue for each rule that the value of member `name` breaks.
    pub(crate) fn check(&self, name: &str, shape: Shape<'_>, into: &mut Vec<Issue>) {
        let mut refuse =
            |kind, expected: String, found: String| into.push(Issue::at(name, expected, found).of(kind));
        if self.required && !is_given(shape) {
            refuse(IssueKind::Missing, "a value: it is required".to_owned(), describe(shape));
        }
        match shape {
            Shape::Text(text) => {
                if let Some(most) = self.max_len {
                    let units = text.encode_utf16().count();
                    if units > most {
                        refuse(
                            IssueKind::TooLong,
                            format!("at most {most} characters"),
                            format!("{units}: {}", quote_excerpt(text)),
                        );
                    }
                }
                if let Some(most) = self.max_bytes.filter(|most| text.len() > *most) {
                    refuse(
                        IssueKind::TooLong,
                        format!("at most {most} bytes"),
                        format!("{}: {}", text.len(), quote_excerpt(text)),
                    );
                }
            }
            Shape::List(items) => {
                if let Some(most) = self.max_items.filter(|most| items > *most) {
                    refuse(IssueKind::TooMany, format!("at most {most} elements"), items.to_string());
                }
            }
            Shape::Bytes(bytes) => {
                if let Some(most) = self.max_bytes.filter(|most| bytes > *most) {
                    refuse(IssueKind::TooLong, format!("at most {most} bytes"), bytes.to_string());
                }
            }
            Shape::Integer(number) => {
                if let Some((least, most)) = self.range.filter(|(a, b)| number < *a || number > *b) {
                    refuse(
                        IssueKind::OutOfRange,
                        format!("a number from {least} to {most}"),
                        number.to_string(),
                    );
                }
            }
            Shape::Absent | Shape::Other => {}
        }
    }
}

/// What a value is, for the error text of a missing one.
fn describe(shape: Shape<'_>) -> String {
    match shape {
        Shape::Text("") => "empty text".to_owned(),
        Shape::Text(_) => "blank text".to_owned(),
        Shape::List(_) => "an empty list".to_owned(),
        Shape::Bytes(_) => "an empty file".to_owned(),
        _ => "nothing".to_owned(),
    }
}
