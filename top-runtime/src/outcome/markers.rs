//! Where a type says whether the business call worked.

use super::{Outcome, words};
use crate::Value;
use crate::values::whole_number;

/// Where a type says whether the business call worked: what the attributes `success`, `error_code`, `error_message` and `outcome`
/// stand for.
#[derive(Debug)]
pub struct OutcomeFields(&'static [OutcomeField]);

impl OutcomeFields {
    /// It does not say.
    pub const NONE: Self = Self(&[]);

    /// It says so in these places.
    #[must_use]
    pub const fn new(markers: &'static [OutcomeField]) -> Self {
        Self(markers)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some are in other types.
    pub(crate) fn lead_further(&self) -> bool {
        self.0.iter().any(|marker| matches!(marker.0, Place::Inside(..) | Place::Flattened(_)))
    }

    /// The wire names of the flags, and their good values.
    pub(crate) fn flags(&self) -> impl Iterator<Item = (&'static str, SuccessValue)> {
        self.0.iter().filter_map(|marker| match marker.0 {
            Place::Flag(name, good) => Some((name, good)),
            _ => None,
        })
    }

    /// The wire name of the code.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.0.iter().find_map(|marker| match marker.0 {
            Place::Code(name) => Some(name),
            _ => None,
        })
    }

    /// The wire name of the message.
    pub(crate) fn message(&self) -> Option<&'static str> {
        self.0.iter().find_map(|marker| match marker.0 {
            Place::Message(name) => Some(name),
            _ => None,
        })
    }

    /// The functions that judge the whole.
    pub(crate) fn functions(&self) -> impl Iterator<Item = fn(&Value) -> Outcome> {
        self.0.iter().filter_map(|marker| match marker.0 {
            Place::Whole(judge) => Some(judge),
            _ => None,
        })
    }

    /// The markers of the member of this name, if it is an `outcome`.
    pub(crate) fn inside(&self, member: &str) -> Option<&'static Self> {
        self.0.iter().find_map(|marker| match marker.0 {
            Place::Inside(name, markers) if name == member => Some(markers()),
            _ => None,
        })
    }

    /// The markers of each flattened struct, in the order of the members.
    pub(crate) fn flattened(&self) -> impl Iterator<Item = &'static Self> {
        self.0.iter().filter_map(|marker| match marker.0 {
            Place::Flattened(markers) => Some(markers()),
            _ => None,
        })
    }
}

/// One place.
#[derive(Debug)]
pub struct OutcomeField(Place);

/// Members by their wire names, and what is marked of them.
#[derive(Debug)]
enum Place {
    Flag(&'static str, SuccessValue),
    Code(&'static str),
    Message(&'static str),
    /// A member with markers in its type.
    Inside(&'static str, fn() -> &'static OutcomeFields),
    /// A struct whose members stand in the same place, with its markers.
    Flattened(fn() -> &'static OutcomeFields),
    /// The whole, judged by a function.
    Whole(fn(&Value) -> Outcome),
}

/// Which value of a success field is the good one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SuccessValue {
    Bool(bool),
    Text(&'static str),
    Integer(i64),
}

impl OutcomeField {
    /// `#[top(success)]`: true is good.
    #[must_use]
    pub const fn success(name: &'static str) -> Self {
        Self::success_bool(name, true)
    }

    /// `#[top(success = false)]`.
    #[must_use]
    pub const fn success_bool(name: &'static str, good: bool) -> Self {
        Self(Place::Flag(name, SuccessValue::Bool(good)))
    }

    /// `#[top(success = "0")]`.
    #[must_use]
    pub const fn success_text(name: &'static str, good: &'static str) -> Self {
        Self(Place::Flag(name, SuccessValue::Text(good)))
    }

    /// `#[top(success = 0)]`.
    #[must_use]
    pub const fn success_integer(name: &'static str, good: i64) -> Self {
        Self(Place::Flag(name, SuccessValue::Integer(good)))
    }

    /// `#[top(error_code)]`.
    #[must_use]
    pub const fn error_code(name: &'static str) -> Self {
        Self(Place::Code(name))
    }

    /// `#[top(error_message)]`.
    #[must_use]
    pub const fn error_message(name: &'static str) -> Self {
        Self(Place::Message(name))
    }

    /// `#[top(outcome)]` on a member: the markers of its type.
    #[must_use]
    pub const fn outcome(name: &'static str, markers: fn() -> &'static OutcomeFields) -> Self {
        Self(Place::Inside(name, markers))
    }

    /// `#[top(flatten)]`: the markers of its type, whose members stand in the same place.
    #[must_use]
    pub const fn flattened(markers: fn() -> &'static OutcomeFields) -> Self {
        Self(Place::Flattened(markers))
    }

    /// `#[top(outcome = path)]` on a struct.
    #[must_use]
    pub const fn function(judge: fn(&Value) -> Outcome) -> Self {
        Self(Place::Whole(judge))
    }
}

impl SuccessValue {
    /// Whether a field's text is the good value; `None` where it is no value of a flag.
    pub(crate) fn is(self, text: &str) -> Option<bool> {
        match self {
            Self::Bool(good) => words::flag(text).map(|flag| flag == good),
            Self::Text(good) => Some(text == good),
            Self::Integer(good) => Some(whole_number(text).is_some_and(|number| number.parse() == Ok(good))),
        }
    }

    /// Whether the field is a flag only. A field with a literal is a code as well, so any other value leaves open what was done.
    pub(crate) fn is_truth_value(self) -> bool {
        matches!(self, Self::Bool(_))
    }
}
