//! Coded values: enums of texts or integers.

use std::fmt;

/// Type of a coded value: a set of codes.
#[derive(Debug, Clone, Copy)]
pub struct Codes {
    name: &'static str,
    docs: &'static str,
    list: CodeList,
    open: bool,
}

/// Known codes, with or without doc comments.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CodeList {
    Described(&'static [Code]),
    Text(&'static [&'static str]),
    Integers(&'static [i64]),
}

impl Codes {
    pub(super) const fn new(name: &'static str, docs: &'static str, list: CodeList, open: bool) -> Self {
        Self { name, docs, list, open }
    }

    /// Creates the codes of an enum that derives `TopValue`.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(name: &'static str, docs: &'static str, codes: &'static [Code], open: bool) -> Self {
        Self::new(name, docs, CodeList::Described(codes), open)
    }

    /// Returns the name of the enum. Empty for a type that does not derive `TopValue`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the doc comment of the enum.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Returns `true` if other codes than the listed ones are accepted: the enum has an `other`
    /// variant.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Returns the known codes in the order of their declaration.
    #[must_use]
    pub fn listed(&self) -> Vec<Code> {
        match self.list {
            CodeList::Described(codes) => codes.to_vec(),
            CodeList::Text(codes) => codes.iter().map(|code| Code::Text(code, "")).collect(),
            CodeList::Integers(codes) => codes.iter().map(|code| Code::Integer(*code, "")).collect(),
        }
    }
}

/// Code with the doc comment of its variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Text.
    Text(&'static str, &'static str),
    /// Integer.
    Integer(i64, &'static str),
}

impl Code {
    /// Returns the doc comment of the variant.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        match self {
            Self::Text(_, docs) | Self::Integer(_, docs) => docs,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(code, _) => f.write_str(code),
            Self::Integer(code, _) => code.fmt(f),
        }
    }
}
