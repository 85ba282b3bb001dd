//! One change.

use std::fmt;

use serde::Serialize;

/// One change between two documents. Its text is one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Whether a client of the old API still works.
    pub effect: Effect,
    /// Where it happened.
    pub side: Side,
    /// The field by its names on the wire, with `[]` after a list: `items[].sku`. Empty for the API itself.
    pub path: String,
    /// What of it changed: `type`, `required`, `max_len`; `field` where the field itself came or went.
    pub what: &'static str,
    /// What the old document says; empty where it has none.
    pub before: String,
    /// What the new document says; empty where it has none.
    pub after: String,
}

/// What a change means for a client that was made from the old document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It still works.
    Compatible,
    /// It may be refused, or may no longer understand replies.
    Breaking,
}

/// The part of an API that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// What is said of the API as a whole.
    Api,
    /// The parameters.
    Request,
    /// The reply.
    Response,
}

impl Change {
    pub(super) fn new(
        effect: Effect,
        side: Side,
        path: &str,
        what: &'static str,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> Self {
        Self { effect, side, path: path.to_owned(), what, before: before.into(), after: after.into() }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        })
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Api => "api",
            Self::Request => "request",
            Self::Response => "response",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { effect, side, path, what, before, after } = self;
        write!(f, "{effect}: {side}")?;
        if !path.is_empty() {
            write!(f, " `{path}`")?;
        }
        match (*what, before.as_str(), after.as_str()) {
            ("field", "", after) => write!(f, ": added, {after}"),
            ("field", before, _) => write!(f, ": removed, was {before}"),
            ("required", before, after) => write!(f, ": {before} -> {after}"),
            (what, "", after) => write!(f, ": {what} is now {}", Short(after)),
            (what, before, "") => write!(f, ": {what} is no longer {}", Short(before)),
            (what, before, after) => write!(f, ": {what} {} -> {}", Short(before), Short(after)),
        }
    }
}

/// Text of a document in one line: long ones are cut, and what would move a terminal's cursor is escaped.
struct Short<'a>(&'a str);

const LONGEST: usize = 60;

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        chars.by_ref().take(LONGEST).try_for_each(|char| match char {
            char if char.is_control() => write!(f, "{}", char.escape_default()),
            char => write!(f, "{char}"),
        })?;
        if chars.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}
