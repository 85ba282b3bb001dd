//! What follows from the error of a call.

use std::time::Duration;

use top_runtime::Error;
use top_runtime::error::ErrorKind;

/// Consequence of an error.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The row may have been executed.
    Unknown,
    /// The row was not executed and will not be accepted.
    Failed,
    /// The row was not executed and can be sent after a wait.
    Again(Duration),
    /// The row was not executed, and no other row would be.
    Stop,
}

impl Outcome {
    /// Decides for an error after `refusals` calls of the row that were not executed.
    pub(crate) fn of(error: &Error, refusals: u32, max_wait: Duration) -> Self {
        /// Calls of a row that may be refused before the run stops.
        const MAX_REFUSALS: u32 = 8;

        if error.may_have_executed() {
            return Self::Unknown;
        }
        let is_malformed_session = error.issues().iter().any(|issue| issue.path == "session");
        if error.is_session_invalid() || error.is_permission_denied() || is_malformed_session {
            return Self::Stop;
        }
        let is_temporary = error.is_retryable() || matches!(error.kind(), ErrorKind::Throttled(_));
        if !is_temporary {
            return Self::Failed;
        }
        // The client has retried already: waits are seconds, not milliseconds.
        let wait =
            error.retry_after().unwrap_or(Duration::from_secs(1) * 2_u32.pow(refusals.min(MAX_REFUSALS)));
        if refusals >= MAX_REFUSALS || wait > max_wait { Self::Stop } else { Self::Again(wait) }
    }
}
