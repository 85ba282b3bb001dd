//! Values of the outcome fields of a reply, and the outcome that follows from them.

use std::borrow::Cow;

use super::{BusinessFailure, FailureDetail, Outcome, words};
use crate::issue::Issue;

/// Outcome of a business call, with more detail than [`Outcome`].
#[derive(Debug)]
pub(crate) enum Verdict {
    Success,
    Failure {
        failure: BusinessFailure,
        /// Whether the failure is inferred from a code or message, without a flag.
        is_inferred: bool,
    },
    /// A flag cannot be read, or all that was found are `outcome` members that are not objects.
    Unreadable(Issue),
}

/// Limit: details of one failure. A reply of 8 MiB could list a million.
const MAX_DETAILS: usize = 1000;

/// Values of the outcome fields of one struct and of its nested outcome members.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Whether the flags mean success. One flag that means failure decides.
    flag: Option<bool>,
    /// Whether a boolean flag or a function reports the failure, not only a code that differs from
    /// the literal of success.
    is_plain: bool,
    /// Whether a code or message means failure, not overruled by a flag.
    fails: bool,
    /// Code and message.
    name: Option<FailureDetail>,
    /// Whether `name` belongs to a failure.
    is_failure_named: bool,
    details: Vec<FailureDetail>,
    /// The index of the issue of the first flag that cannot be read.
    unreadable: Option<usize>,
}

impl Findings {
    /// Adds a flag that was read.
    pub(crate) fn flag(&mut self, flag: bool, is_truth_value: bool) {
        self.flag = and(self.flag, Some(flag));
        self.is_plain |= !flag && is_truth_value;
    }

    /// Adds a flag that cannot be read, with the index of its issue.
    pub(crate) fn unreadable(&mut self, issue: usize) {
        self.unreadable.get_or_insert(issue);
    }

    /// Adds code and message of a struct.
    pub(crate) fn text(&mut self, code: Option<Cow<'_, str>>, message: Option<Cow<'_, str>>) {
        self.fails = code.as_ref().or(message.as_ref()).is_some_and(|text| !words::is_success(text));
        let name = FailureDetail { code: code.map(Cow::into_owned), message: message.map(Cow::into_owned) };
        self.take_name(name, self.fails || self.is_refused());
    }

    /// Adds the result of a function, which counts as a flag.
    pub(crate) fn evaluated(&mut self, outcome: Outcome) {
        self.flag(outcome.is_success(), true);
        if let Outcome::Failure(BusinessFailure { code, message, details }) = outcome {
            self.take_name(FailureDetail { code, message }, true);
            self.add_details(details);
        }
    }

    /// Returns `true` if a flag means success.
    pub(crate) fn is_success(&self) -> bool {
        self.flag == Some(true)
    }

    /// Returns `true` if a flag means failure.
    pub(crate) fn is_refused(&self) -> bool {
        self.flag == Some(false)
    }

    /// Adds the findings of a member or a flattened struct.
    pub(crate) fn add(&mut self, other: Self) {
        self.flag = and(self.flag, other.flag);
        self.is_plain |= other.is_plain;
        self.fails |= other.fails;
        if let Some(name) = other.name {
            self.take_name(name, other.is_failure_named);
        }
        self.add_details(other.details);
        if let Some(issue) = other.unreadable {
            self.unreadable(issue);
        }
    }

    /// Adds the findings of a list element. An element that fails becomes a detail, unless it has
    /// details.
    pub(crate) fn add_element(&mut self, element: Self) {
        if (element.is_refused() || element.fails) && element.details.is_empty() {
            self.add_details([element.name.clone().unwrap_or_default()]);
        }
        self.add(element);
    }

    /// Combines the findings of a struct with those of its members.
    ///
    /// A flag overrules the codes of its struct, of enclosing and of nested structs, but not those
    /// of sibling structs: the elements of a list are evaluated one by one.
    pub(crate) fn over(mut self, inside: Self) -> Self {
        let flag = self.flag;
        let fails = flag.is_none() && (inside.fails || (self.fails && !inside.is_success()));
        // A code that a nested flag overrules does not name a failure found elsewhere.
        self.is_failure_named &= flag == Some(false) || fails;
        self.add(inside);
        self.fails = fails;
        if fails && self.is_success() {
            self.flag = None;
        }
        if flag == Some(true) && self.is_success() {
            (self.name, self.is_failure_named) = (None, false);
            self.details.clear();
        }
        self
    }

    /// Returns the outcome of the reply. `issues` contains the values that could not be read.
    pub(crate) fn verdict(self, issues: Vec<Issue>) -> Verdict {
        if self.is_refused() || self.fails {
            let FailureDetail { code, message } = self.name.unwrap_or_default();
            let failure = BusinessFailure { code, message, details: self.details };
            return Verdict::Failure { failure, is_inferred: !self.is_plain };
        }
        // A member that is not an object matters only if nothing else determines the outcome.
        let is_silent = self.flag.is_none() && self.name.is_none();
        let issue =
            self.unreadable.or(is_silent.then_some(0)).and_then(|index| issues.into_iter().nth(index));
        issue.map_or(Verdict::Success, Verdict::Unreadable)
    }

    /// Adds details up to the limit.
    fn add_details(&mut self, details: impl IntoIterator<Item = FailureDetail>) {
        let room = MAX_DETAILS.saturating_sub(self.details.len());
        self.details.extend(details.into_iter().take(room));
    }

    /// Takes a name unless there is a better one: names of failures precede others, outer names
    /// precede inner ones.
    fn take_name(&mut self, name: FailureDetail, is_failure: bool) {
        let is_empty = name.code.is_none() && name.message.is_none();
        if !is_empty && (self.name.is_none() || (is_failure && !self.is_failure_named)) {
            (self.name, self.is_failure_named) = (Some(name), is_failure);
        }
    }
}

/// Failure wins over success.
fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a && b),
        (a, b) => a.or(b),
    }
}
