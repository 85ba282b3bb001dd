//! Where a type says whether the business call worked.

use super::Outcome;
use crate::Value;

/// Where a type says whether the business call worked: what the attributes `success`, `error_code`, `error_message` and `outcome`
/// stand for.
#[derive(Debug)]
pub struct Markers(pub(super) &'static [Marker]);

impl Markers {
    /// It does not say.
    pub const NONE: Self = Self(&[]);

    /// It says so in these places.
    #[must_use]
    pub const fn new(markers: &'static [Marker]) -> Self {
        Self(markers)
    }
}

/// One place.
#[derive(Debug)]
pub struct Marker {
    /// The member's wire name; `None` for a function, which looks at the whole.
    pub(super) name: Option<&'static str>,
    pub(super) says: Says,
}

#[derive(Debug)]
pub(super) enum Says {
    /// The flag that it worked.
    Success(Good),
    Code,
    Message,
    /// Another type's markers say it.
    Inner(fn() -> &'static Markers),
    Function(fn(&Value) -> Outcome),
}

/// Which value of a success field is the good one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Good {
    Bool(bool),
    Text(&'static str),
    Integer(i64),
}

impl Marker {
    const fn at(name: &'static str, says: Says) -> Self {
        Self { name: Some(name), says }
    }

    /// `#[top(success)]`: true is good.
    #[must_use]
    pub const fn success(name: &'static str) -> Self {
        Self::success_bool(name, true)
    }

    /// `#[top(success = false)]`.
    #[must_use]
    pub const fn success_bool(name: &'static str, good: bool) -> Self {
        Self::at(name, Says::Success(Good::Bool(good)))
    }

    /// `#[top(success = "0")]`.
    #[must_use]
    pub const fn success_text(name: &'static str, good: &'static str) -> Self {
        Self::at(name, Says::Success(Good::Text(good)))
    }

    /// `#[top(success = 0)]`.
    #[must_use]
    pub const fn success_integer(name: &'static str, good: i64) -> Self {
        Self::at(name, Says::Success(Good::Integer(good)))
    }

    /// `#[top(error_code)]`.
    #[must_use]
    pub const fn error_code(name: &'static str) -> Self {
        Self::at(name, Says::Code)
    }

    /// `#[top(error_message)]`.
    #[must_use]
    pub const fn error_message(name: &'static str) -> Self {
        Self::at(name, Says::Message)
    }

    /// `#[top(outcome)]` on a member: the markers of its type.
    #[must_use]
    pub const fn outcome(name: &'static str, markers: fn() -> &'static Markers) -> Self {
        Self::at(name, Says::Inner(markers))
    }

    /// `#[top(flatten)]`: the markers of its type, whose members stand in the same place.
    #[must_use]
    pub const fn flattened(markers: fn() -> &'static Markers) -> Self {
        Self { name: None, says: Says::Inner(markers) }
    }

    /// `#[top(outcome = path)]` on a struct.
    #[must_use]
    pub const fn function(judge: fn(&Value) -> Outcome) -> Self {
        Self { name: None, says: Says::Function(judge) }
    }
}

impl Good {
    /// Whether a field's text is the good value; `None` where it says neither.
    pub(super) fn is(self, text: &str) -> Option<bool> {
        match self {
            Self::Bool(good) if text.eq_ignore_ascii_case("true") || text == "1" => Some(good),
            Self::Bool(good) if text.eq_ignore_ascii_case("false") || text == "0" => Some(!good),
            Self::Bool(_) => None,
            Self::Text(good) => Some(text == good),
            Self::Integer(good) => Some(text.parse() == Ok(good)),
        }
    }
}
