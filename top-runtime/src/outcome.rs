//! Whether the business call inside a good reply worked.

mod markers;
mod verdict;

pub use markers::{Marker, Markers};

/// What a reply says of the business call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It worked, or the reply says nothing to the contrary.
    Success,
    /// It did not.
    Failure(Failure),
}

impl Outcome {
    /// A failure of this code and message.
    #[must_use]
    pub fn failure(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Failure(Failure { code: Some(code.into()), message: Some(message.into()), details: Vec::new() })
    }

    /// Whether it worked.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Success)
    }
}

/// A business call that did not work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failure {
    /// The API's own code. A success field that names a code, like `code = 0`, is the code where no other is marked.
    pub code: Option<String>,
    /// The API's own text.
    pub message: Option<String>,
    /// All errors, where the reply lists several; the first is also in `code` and `message`.
    pub details: Vec<Detail>,
}

/// One of the errors that a reply lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// Its code.
    pub code: Option<String>,
    /// Its text.
    pub message: Option<String>,
}
