//! Errors of a batch that failed as a whole: each of its calls gets a copy.

use super::{
    BusinessError, DecodeError, Error, ErrorKind, HttpError, Inner, InvalidRequest, Throttled,
    TransportFailure, UnexpectedBody,
};

impl Error {
    /// Returns `true` if a whole [batch](crate::batch) failed: it was not sent, its reply was lost,
    /// or the platform refused it before it looked at its calls.
    ///
    /// `false` for the error of a single call, in a batch or alone.
    #[must_use]
    pub fn is_of_batch(&self) -> bool {
        self.0.context.is_of_batch
    }

    /// Marks the error as that of a whole batch.
    pub(crate) fn of_batch(mut self) -> Self {
        self.0.context.is_of_batch = true;
        self
    }

    /// Returns a copy with another method. The cause of a lost request is copied as text.
    pub(crate) fn copy_for(&self, method: &str) -> Self {
        let mut context = self.0.context.clone();
        method.clone_into(&mut context.method);
        Self(Box::new(Inner { context, kind: copy(&self.0.kind) }))
    }
}

fn copy(kind: &ErrorKind) -> ErrorKind {
    match kind {
        ErrorKind::Invalid(e) => ErrorKind::Invalid(InvalidRequest { issues: e.issues.clone() }),
        ErrorKind::Throttled(e) => ErrorKind::Throttled(Throttled { left: e.left, ban: e.ban.clone() }),
        ErrorKind::Transport(e) => {
            ErrorKind::Transport(TransportFailure { sent: e.sent, error: e.error.copy() })
        }
        ErrorKind::Http(e) => ErrorKind::Http(HttpError { status: e.status, retry_after: e.retry_after }),
        ErrorKind::UnexpectedBody(e) => ErrorKind::UnexpectedBody(UnexpectedBody {
            reason: e.reason.clone(),
            content_type: e.content_type.clone(),
        }),
        ErrorKind::Platform(e) => ErrorKind::Platform(e.clone()),
        ErrorKind::Business(e) => {
            ErrorKind::Business(BusinessError { failure: e.failure.clone(), is_inferred: e.is_inferred })
        }
        ErrorKind::Decode(e) => ErrorKind::Decode(DecodeError { issue: e.issue.clone() }),
    }
}
