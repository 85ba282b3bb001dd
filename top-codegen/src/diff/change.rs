//! A single change.

use std::fmt;

use serde::Serialize;

/// A change between two documents. `Display` prints one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Effect on clients of the old document.
    pub effect: Effect,
    /// The changed part of the API.
    pub side: Side,
    /// Path of wire names, with `[]` after a list: `items[].sku`. Empty for the API itself.
    pub path: String,
    /// The changed property: `type`, `required`, `max_len`; `field` if the field was added or
    /// removed.
    pub what: &'static str,
    /// The old value; empty if there is none.
    pub before: String,
    /// The new value; empty if there is none.
    pub after: String,
}

/// Effect of a change on a client that was made from the old document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// The client still works.
    Compatible,
    /// Requests may be rejected, or replies may not decode.
    Breaking,
}

/// A part of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The API itself: method, session, title, description.
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

/// Text on one line: cut to 60 characters, control characters escaped.
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
