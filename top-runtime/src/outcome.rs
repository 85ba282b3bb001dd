//! Whether the business call inside a good reply worked.

mod findings;
mod markers;
mod words;

pub(crate) use findings::{Findings, Verdict};
pub(crate) use markers::Mark;
pub use markers::{Marker, Markers};
pub(crate) use words::FLAG;

use crate::issue::Issue;

/// What a reply says of the business call.
///
/// It is found wherever the decoder finds the marked members: inside of a JSON text, in every form of a list, at any depth.
///
/// | in the reply | outcome |
/// |---|---|
/// | a flag: `true`, `T`, `Y`, `1`, `yes` or `false`, `F`, `N`, `0`, `no`, in any case | the flag decides, whatever the code is; of several, one that says no |
/// | a flag that is there and is none of these | failure: `execute` gives [`Error::Decode`](crate::Error::Decode), or [`Error::Business`](crate::Error::Business) where a code or message says more |
/// | no flag, or `null` or blank; a code of zeros, `200`, `SUCCESS` or `OK`, in any case | success |
/// | no flag, any other code that is not blank | failure |
/// | no flag and no code, a message other than these words | failure |
/// | nothing of all that | success |
///
/// A flag that says no is a plain refusal. Every other failure is inferred, so the call may have been executed all the same:
/// [`Error::may_have_executed`](crate::Error::may_have_executed). That includes a `success = ..` with a literal of text or number, as
/// it is a code: any other value than the literal is a failure.
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

    /// The failure of a reply whose flag cannot be read.
    pub(crate) fn unreadable(issue: &Issue) -> Self {
        Self::Failure(Failure { message: Some(issue.to_string()), ..Failure::default() })
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
    /// The API's own text; of a flag that cannot be read, what is wrong with it.
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
