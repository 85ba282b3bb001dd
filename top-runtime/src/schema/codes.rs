//! Coded values.

use std::fmt;

/// One of some codes.
#[derive(Debug, Clone, Copy)]
pub struct Codes {
    name: &'static str,
    docs: &'static str,
    listed: ErasedElements,
    open: bool,
}

/// The codes that are known, with what is known of them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ErasedElements {
    Described(&'static [Code]),
    Text(&'static [&'static str]),
    Integers(&'static [i64]),
}

impl Codes {
    pub(super) const fn new(
        name: &'static str,
        docs: &'static str,
        listed: ErasedElements,
        open: bool,
    ) -> Self {
        Self { name, docs, listed, open }
    }

    /// Codes as a derive describes them.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(name: &'static str, docs: &'static str, codes: &'static [Code], open: bool) -> Self {
        Self::new(name, docs, ErasedElements::Described(codes), open)
    }

    /// The name of the enum; empty for a type that does not derive `TopValue`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The doc comment of the enum.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Whether other codes than the listed ones may come: the enum has an `other` variant.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// The codes that are listed, in the order of their declaration.
    #[must_use]
    pub fn listed(&self) -> Vec<Code> {
        match self.listed {
            ErasedElements::Described(codes) => codes.to_vec(),
            ErasedElements::Text(codes) => codes.iter().map(|code| Code::Text(code, "")).collect(),
            ErasedElements::Integers(codes) => codes.iter().map(|code| Code::Integer(*code, "")).collect(),
        }
    }
}

/// A code with the doc comment of its variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// A text.
    Text(&'static str, &'static str),
    /// A whole number.
    Integer(i64, &'static str),
}

impl Code {
    /// The doc comment.
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
