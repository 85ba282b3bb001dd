//! What is found in the marked places of a reply, and what follows from it.

use super::{Detail, Failure};
use crate::issue::Issue;

/// What a reply says of the business call, with what [`Outcome`](super::Outcome) has no room for.
#[derive(Debug)]
pub(crate) enum Verdict {
    Success,
    Failure {
        failure: Failure,
        /// Whether the failure is inferred, from a code or a message. A flag that says no is plain.
        is_inferred: bool,
    },
    /// A flag, or the only member that could have one, cannot be read.
    Unreadable(Issue),
}

/// What one struct and everything marked inside of it says.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// The flag; of several, one that says no.
    flag: Option<bool>,
    /// Whether a truth value says no, and not only a code that is no literal of success.
    is_plain: bool,
    /// Whether a code or message says no, and no flag decides over it.
    fails: bool,
    name: Option<Detail>,
    /// Whether the name is that of a failure.
    is_failure_named: bool,
    details: Vec<Detail>,
    /// The issue, by its index, of the first flag that cannot be read.
    unreadable: Option<usize>,
}

impl Findings {
    /// A flag was read.
    pub(crate) fn flag(&mut self, flag: bool, is_truth_value: bool) {
        self.flag = and(self.flag, Some(flag));
        self.is_plain |= !flag && is_truth_value;
    }

    /// A flag is there and cannot be read: `issue` is the index of what was said of it.
    pub(crate) fn unreadable(&mut self, issue: usize) {
        self.unreadable.get_or_insert(issue);
    }

    /// Code and message of the same struct; `fails` by their words.
    pub(crate) fn text(&mut self, name: Detail, fails: bool) {
        self.fails = fails;
        // What is said beside a flag that says yes is no failure.
        if self.flag != Some(true) {
            self.take_name(name, fails || self.flag == Some(false));
        }
    }

    /// Whether the flag says no.
    pub(crate) fn says_no(&self) -> bool {
        self.flag == Some(false)
    }

    /// All errors, as a function lists them.
    pub(crate) fn details(&mut self, details: Vec<Detail>) {
        self.details.extend(details);
    }

    /// Adds what a member, or a flattened struct, says.
    pub(crate) fn add(&mut self, other: Self) {
        self.flag = and(self.flag, other.flag);
        self.is_plain |= other.is_plain;
        self.fails |= other.fails;
        if let Some(name) = other.name {
            self.take_name(name, other.is_failure_named);
        }
        self.details.extend(other.details);
        if let Some(issue) = other.unreadable {
            self.unreadable(issue);
        }
    }

    /// Adds what an element of a list says: each that fails is one of the details, unless it lists its own.
    pub(crate) fn add_element(&mut self, element: Self) {
        if (element.says_no() || element.fails) && element.details.is_empty() {
            self.details.push(element.name.clone().unwrap_or_default());
        }
        self.add(element);
    }

    /// Decides between a struct's own findings and those of the members inside of it.
    ///
    /// A flag decides over the codes of its own struct and of those around and inside of it, but one inside does not decide over
    /// what stands beside it: each element of a list speaks for itself.
    pub(crate) fn over(mut self, inside: Self) -> Self {
        let own = self.flag;
        let fails = match own {
            Some(_) => false,
            None => inside.fails || (self.fails && inside.flag != Some(true)),
        };
        // A code that a flag inside overrules names no failure that is found elsewhere.
        self.is_failure_named &= own == Some(false) || fails;
        self.add(inside);
        self.fails = fails;
        if own.is_none() && fails && self.flag == Some(true) {
            self.flag = None;
        }
        if own == Some(true) && self.flag == Some(true) {
            (self.name, self.is_failure_named) = (None, false);
            self.details.clear();
        }
        self
    }

    /// What follows for the reply, where `issues` tells what could not be read.
    pub(crate) fn verdict(self, issues: Vec<Issue>) -> Verdict {
        let is_silent = self.flag.is_none() && self.name.is_none();
        if self.says_no() || self.fails {
            let Detail { code, message } = self.name.unwrap_or_default();
            let failure = Failure { code, message, details: self.details };
            return Verdict::Failure { failure, is_inferred: !self.is_plain };
        }
        // What is no object holds no flag, so it only matters where nothing else tells how the call went.
        let issue = self.unreadable.or(is_silent.then_some(0)).and_then(|at| issues.into_iter().nth(at));
        issue.map_or(Verdict::Success, Verdict::Unreadable)
    }

    /// Outer names go before inner ones, and those of failures before others.
    fn take_name(&mut self, name: Detail, is_failure: bool) {
        let is_empty = name.code.is_none() && name.message.is_none();
        if !is_empty && (self.name.is_none() || (is_failure && !self.is_failure_named)) {
            (self.name, self.is_failure_named) = (Some(name), is_failure);
        }
    }
}

/// One flag that says no wins over one that says yes.
fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a && b),
        (a, b) => a.or(b),
    }
}
