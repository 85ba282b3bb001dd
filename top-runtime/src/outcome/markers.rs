//! Fields that determine the outcome of a business call.

use super::{Outcome, words};
use crate::Value;
use crate::values::whole_number;

/// Outcome fields of a type: those with the attributes `success`, `error_code`, `error_message` and
/// `outcome`.
#[derive(Debug)]
pub struct OutcomeFields(&'static [OutcomeField]);

impl OutcomeFields {
    /// No outcome fields.
    pub const NONE: Self = Self(&[]);

    /// Creates the outcome fields of a type.
    #[must_use]
    pub const fn new(fields: &'static [OutcomeField]) -> Self {
        Self(fields)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns `true` if some outcome fields are in nested types.
    pub(crate) fn lead_further(&self) -> bool {
        self.0.iter().any(|field| matches!(field.0, Role::Inside(..) | Role::Flattened(_)))
    }

    /// Iterates over the wire names of the flags and their success values.
    pub(crate) fn flags(&self) -> impl Iterator<Item = (&'static str, SuccessValue)> {
        self.0.iter().filter_map(|field| match field.0 {
            Role::Flag(name, value) => Some((name, value)),
            _ => None,
        })
    }

    /// Returns the wire name of the code.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.0.iter().find_map(|field| match field.0 {
            Role::Code(name) => Some(name),
            _ => None,
        })
    }

    /// Returns the wire name of the message.
    pub(crate) fn message(&self) -> Option<&'static str> {
        self.0.iter().find_map(|field| match field.0 {
            Role::Message(name) => Some(name),
            _ => None,
        })
    }

    /// Iterates over the functions that determine the outcome of the whole value.
    pub(crate) fn functions(&self) -> impl Iterator<Item = fn(&Value) -> Outcome> {
        self.0.iter().filter_map(|field| match field.0 {
            Role::Whole(evaluate) => Some(evaluate),
            _ => None,
        })
    }

    /// Returns the outcome fields inside the member of this name, if it has the attribute
    /// `outcome`.
    pub(crate) fn inside(&self, member: &str) -> Option<&'static Self> {
        self.0.iter().find_map(|field| match field.0 {
            Role::Inside(name, fields) if name == member => Some(fields()),
            _ => None,
        })
    }

    /// Iterates over the outcome fields of flattened structs, in the order of the members.
    pub(crate) fn flattened(&self) -> impl Iterator<Item = &'static Self> {
        self.0.iter().filter_map(|field| match field.0 {
            Role::Flattened(fields) => Some(fields()),
            _ => None,
        })
    }
}

/// One outcome field.
#[derive(Debug)]
pub struct OutcomeField(Role);

/// Role of a field in the outcome, with its wire name.
#[derive(Debug)]
enum Role {
    Flag(&'static str, SuccessValue),
    Code(&'static str),
    Message(&'static str),
    /// A member whose type has outcome fields.
    Inside(&'static str, fn() -> &'static OutcomeFields),
    /// A flattened struct with outcome fields.
    Flattened(fn() -> &'static OutcomeFields),
    /// The whole value, evaluated by a function.
    Whole(fn(&Value) -> Outcome),
}

/// Value of a success field that means success.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SuccessValue {
    Bool(bool),
    Text(&'static str),
    Integer(i64),
}

impl OutcomeField {
    /// `#[top(success)]`: `true` means success.
    #[must_use]
    pub const fn success(name: &'static str) -> Self {
        Self::success_bool(name, true)
    }

    /// `#[top(success = false)]`.
    #[must_use]
    pub const fn success_bool(name: &'static str, value: bool) -> Self {
        Self(Role::Flag(name, SuccessValue::Bool(value)))
    }

    /// `#[top(success = "0")]`.
    #[must_use]
    pub const fn success_text(name: &'static str, value: &'static str) -> Self {
        Self(Role::Flag(name, SuccessValue::Text(value)))
    }

    /// `#[top(success = 0)]`.
    #[must_use]
    pub const fn success_integer(name: &'static str, value: i64) -> Self {
        Self(Role::Flag(name, SuccessValue::Integer(value)))
    }

    /// `#[top(error_code)]`.
    #[must_use]
    pub const fn error_code(name: &'static str) -> Self {
        Self(Role::Code(name))
    }

    /// `#[top(error_message)]`.
    #[must_use]
    pub const fn error_message(name: &'static str) -> Self {
        Self(Role::Message(name))
    }

    /// `#[top(outcome)]` on a member: the outcome fields of its type.
    #[must_use]
    pub const fn outcome(name: &'static str, fields: fn() -> &'static OutcomeFields) -> Self {
        Self(Role::Inside(name, fields))
    }

    /// `#[top(flatten)]`: the outcome fields of its type.
    #[must_use]
    pub const fn flattened(fields: fn() -> &'static OutcomeFields) -> Self {
        Self(Role::Flattened(fields))
    }

    /// `#[top(outcome = path)]` on a struct.
    #[must_use]
    pub const fn function(evaluate: fn(&Value) -> Outcome) -> Self {
        Self(Role::Whole(evaluate))
    }
}

impl SuccessValue {
    /// Compares the text of a field. `None` means that the text is not a value of a flag.
    pub(crate) fn is(self, text: &str) -> Option<bool> {
        match self {
            Self::Bool(value) => words::flag(text).map(|flag| flag == value),
            Self::Text(value) => Some(text == value),
            Self::Integer(value) => {
                Some(whole_number(text).is_some_and(|number| number.parse() == Ok(value)))
            }
        }
    }

    /// Returns `true` for a pure flag. A field with a literal is also a code: a failure that it
    /// reports is inferred.
    pub(crate) fn is_truth_value(self) -> bool {
        matches!(self, Self::Bool(_))
    }
}
