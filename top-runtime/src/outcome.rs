//! Whether the business call inside a good reply worked.

mod findings;
mod markers;
mod words;

pub(crate) use findings::{Findings, Verdict};
pub use markers::{OutcomeField, OutcomeFields};
pub(crate) use words::FLAG;

use crate::issue::Issue;

/// Whether the business call of a reply worked.
///
/// The marked members are found wherever the decoder finds them: inside of a JSON text, in every form of a list, at any depth.
///
/// | in the reply | outcome |
/// |---|---|
/// | a flag: `true`, `T`, `Y`, `1`, `yes` or `false`, `F`, `N`, `0`, `no`, in any case | the flag decides, whatever the code is; of several flags, failure |
/// | a flag that is none of these | failure: `execute` returns [`ErrorKind::Business`](crate::error::ErrorKind::Business) where code or message mean failure too, else [`ErrorKind::Decode`](crate::error::ErrorKind::Decode) |
/// | no flag, or `null` or blank; a code of zeros, `200`, `SUCCESS` or `OK`, in any case | success |
/// | no flag, any other code that is not blank | failure |
/// | no flag and no code, a message other than these words | failure |
/// | none of them | success |
///
/// Where a flag states the failure, the API refused the call. Every other failure is inferred, so that the call may have been executed:
/// [`Error::may_have_executed`](crate::Error::may_have_executed). A field with a literal, like `success = "0"`, is a code too: a failure
/// that follows from it is inferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It worked, or the reply says nothing to the contrary.
    Success,
    /// It did not.
    Failure(BusinessFailure),
}

impl Outcome {
    /// A failure of this code and message.
    #[must_use]
    pub fn failure(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Failure(BusinessFailure {
            code: Some(code.into()),
            message: Some(message.into()),
            details: Vec::new(),
        })
    }

    /// The failure of a reply whose flag cannot be read.
    pub(crate) fn unreadable(issue: &Issue) -> Self {
        Self::Failure(BusinessFailure { message: Some(issue.to_string()), ..BusinessFailure::default() })
    }

    /// Whether it worked.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Success)
    }
}

/// A business call that did not work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BusinessFailure {
    /// The API's own code. A success field that names a code, like `code = 0`, is the code where no other is marked.
    pub code: Option<String>,
    /// The API's own text; of a flag that cannot be read, what is wrong with it.
    pub message: Option<String>,
    /// The errors of a reply that lists several. The first is also in `code` and `message`. Limit: 1,000.
    pub details: Vec<FailureDetail>,
}

/// One of the errors that a reply lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FailureDetail {
    /// Its code.
    pub code: Option<String>,
    /// Its text.
    pub message: Option<String>,
}
