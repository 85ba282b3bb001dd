//! Outcome of a business call: whether a successful reply reports a failure of the API.

mod findings;
mod markers;
mod words;

pub(crate) use findings::{Findings, Verdict};
pub use markers::{OutcomeField, OutcomeFields};
pub(crate) use words::{FLAG, is_success as is_success_word};

use crate::issue::Issue;

/// Outcome of a business call: success, or a failure that the API reports inside its reply.
///
/// Determined by the fields with the attributes `success`, `error_code`, `error_message` and
/// `outcome`, at any depth, in lists and inside of JSON texts:
///
/// | in the reply | outcome |
/// |---|---|
/// | a flag: `true`, `T`, `Y`, `1`, `yes` or `false`, `F`, `N`, `0`, `no`, in any case | the flag decides, whatever the code is; of several flags, failure |
/// | a flag with any other text | failure: `execute` returns [`ErrorKind::Business`](crate::error::ErrorKind::Business) where code or message mean failure too, else [`ErrorKind::Decode`](crate::error::ErrorKind::Decode) |
/// | no flag, or `null` or blank; a code of zeros, `200`, `SUCCESS` or `OK`, in any case | success |
/// | no flag, any other code that is not blank | failure |
/// | no flag and no code, a message other than these words | failure |
/// | no flag, no code and no message | success |
///
/// A failure that a flag reports means that the API refused the call. Any other failure is
/// inferred: [`Error::may_have_executed`](crate::Error::may_have_executed) returns `true` for it. A
/// field with a literal, like `success = "0"`, counts as a code: its failures are inferred.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The call succeeded, or the reply does not report a failure.
    Success,
    /// The API reported a failure.
    Failure(BusinessFailure),
}

impl Outcome {
    /// Creates a failure with this code and message.
    #[must_use]
    pub fn failure(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Failure(BusinessFailure {
            code: Some(code.into()),
            message: Some(message.into()),
            details: Vec::new(),
        })
    }

    /// Creates the failure of a reply whose flag cannot be read.
    pub(crate) fn unreadable(issue: &Issue) -> Self {
        Self::Failure(BusinessFailure { message: Some(issue.to_string()), ..BusinessFailure::default() })
    }

    /// Returns `true` for success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Success)
    }
}

/// Failure that an API reports.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct BusinessFailure {
    /// Code of the API. Without `error_code`, the value of a success field with a literal.
    pub code: Option<String>,
    /// Message of the API. For a flag that cannot be read, a description of its value.
    pub message: Option<String>,
    /// The errors of a reply that lists several. The first is also in `code` and `message`. Limit:
    /// 1,000.
    pub details: Vec<FailureDetail>,
}

/// One error of a list of errors.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FailureDetail {
    /// Code of the API.
    pub code: Option<String>,
    /// Message of the API.
    pub message: Option<String>,
}
