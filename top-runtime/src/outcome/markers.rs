//! Where a type says whether the business call worked.

use super::{Outcome, words};
use crate::Value;
use crate::types::whole_number;

/// Where a type says whether the business call worked: what the attributes `success`, `error_code`, `error_message` and `outcome`
/// stand for.
#[derive(Debug)]
pub struct Markers(&'static [Marker]);

impl Markers {
    /// It does not say.
    pub const NONE: Self = Self(&[]);

    /// It says so in these places.
    #[must_use]
    pub const fn new(markers: &'static [Marker]) -> Self {
        Self(markers)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The marked values of the type itself, by their wire names.
    pub(crate) fn marks(&self) -> impl Iterator<Item = (&'static str, &'static Mark)> {
        self.0.iter().filter_map(|marker| match &marker.0 {
            Place::Value(name, mark) => Some((*name, mark)),
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

    /// Whether code and message mean failure where no flag decides.
    pub(crate) fn fails(&self, code: Option<&str>, message: Option<&str>) -> bool {
        code.or(message).is_some_and(|text| !words::is_success(text))
    }
}

/// One place.
#[derive(Debug)]
pub struct Marker(Place);

#[derive(Debug)]
enum Place {
    /// A member of this wire name.
    Value(&'static str, Mark),
    /// A member of this wire name, with the markers of its type.
    Inside(&'static str, fn() -> &'static Markers),
    /// A struct whose members stand in the same place, with its markers.
    Flattened(fn() -> &'static Markers),
    Whole(fn(&Value) -> Outcome),
}

/// What a marked value tells.
#[derive(Debug)]
pub(crate) enum Mark {
    Success(Good),
    Code,
    Message,
}

/// Which value of a success field is the good one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Good {
    Bool(bool),
    Text(&'static str),
    Integer(i64),
}

impl Marker {
    /// `#[top(success)]`: true is good.
    #[must_use]
    pub const fn success(name: &'static str) -> Self {
        Self::success_bool(name, true)
    }

    /// `#[top(success = false)]`.
    #[must_use]
    pub const fn success_bool(name: &'static str, good: bool) -> Self {
        Self(Place::Value(name, Mark::Success(Good::Bool(good))))
    }

    /// `#[top(success = "0")]`.
    #[must_use]
    pub const fn success_text(name: &'static str, good: &'static str) -> Self {
        Self(Place::Value(name, Mark::Success(Good::Text(good))))
    }

    /// `#[top(success = 0)]`.
    #[must_use]
    pub const fn success_integer(name: &'static str, good: i64) -> Self {
        Self(Place::Value(name, Mark::Success(Good::Integer(good))))
    }

    /// `#[top(error_code)]`.
    #[must_use]
    pub const fn error_code(name: &'static str) -> Self {
        Self(Place::Value(name, Mark::Code))
    }

    /// `#[top(error_message)]`.
    #[must_use]
    pub const fn error_message(name: &'static str) -> Self {
        Self(Place::Value(name, Mark::Message))
    }

    /// `#[top(outcome)]` on a member: the markers of its type.
    #[must_use]
    pub const fn outcome(name: &'static str, markers: fn() -> &'static Markers) -> Self {
        Self(Place::Inside(name, markers))
    }

    /// `#[top(flatten)]`: the markers of its type, whose members stand in the same place.
    #[must_use]
    pub const fn flattened(markers: fn() -> &'static Markers) -> Self {
        Self(Place::Flattened(markers))
    }

    /// `#[top(outcome = path)]` on a struct.
    #[must_use]
    pub const fn function(judge: fn(&Value) -> Outcome) -> Self {
        Self(Place::Whole(judge))
    }
}

impl Good {
    /// Whether a field's text is the good value; `None` where it is no value of a flag.
    pub(crate) fn is(self, text: &str) -> Option<bool> {
        match self {
            Self::Bool(good) => words::flag(text).map(|flag| flag == good),
            Self::Text(good) => Some(text == good),
            Self::Integer(good) => Some(whole_number(text).is_some_and(|number| number.parse() == Ok(good))),
        }
    }

    /// Whether it is a flag proper. A literal is a code as well: one that is not the literal does not say plainly that nothing was done.
    pub(crate) fn is_truth_value(self) -> bool {
        matches!(self, Self::Bool(_))
    }
}
