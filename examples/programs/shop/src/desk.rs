//! Opens tickets, and tells the shop what to do if that fails.

use std::fmt;
use std::time::Duration;

use top_runtime::error::ErrorKind;
use top_runtime::session::WithSession;
use top_runtime::{Client, Error, ScopedClient, SessionKey};

use crate::api::{ComplaintTicket, CreateComplaintTicket};

/// Opens complaint tickets for one seller.
#[derive(Clone)]
pub struct ComplaintDesk {
    client: ScopedClient<WithSession>,
}

impl ComplaintDesk {
    /// Creates the desk of the seller with this session.
    #[must_use]
    pub fn new(client: &Client, session: &SessionKey) -> Self {
        Self { client: client.session(session) }
    }

    /// Opens a ticket and returns its number. `None` if the platform returned no number.
    ///
    /// # Errors
    ///
    /// [`OpenError`] says what to do.
    pub async fn open(&self, create_request: ComplaintTicket) -> Result<Option<String>, OpenError> {
        let reply = self.client.execute(&CreateComplaintTicket { create_request }).await?;
        Ok(reply.into_inner().ifp_result.ifp_data)
    }
}

/// Why no ticket was opened, by what the shop has to do.
#[derive(Debug)]
pub enum OpenError {
    /// Show the message to the employee.
    Rejected(String),
    /// Try again later: the ticket was not opened.
    Later(Duration),
    /// Look for the ticket before another attempt: it may have been opened.
    Check(Error),
    /// Ask the seller to authorise the app again.
    Authorise,
    /// Report the error to the developers.
    Broken(Error),
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Business(failure) => {
                Self::Rejected(failure.message().unwrap_or("no reason given").to_owned())
            }
            _ if error.is_session_invalid() => Self::Authorise,
            _ if error.may_have_executed() => Self::Check(error),
            _ if error.is_retryable() => Self::Later(error.retry_after().unwrap_or(Duration::from_secs(60))),
            _ => Self::Broken(error),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(reason) => write!(f, "the platform rejected the ticket: {reason}"),
            Self::Later(wait) => write!(f, "try again in {} s", wait.as_secs()),
            Self::Check(error) => write!(f, "check whether the ticket exists: {error}"),
            Self::Authorise => f.write_str("the seller must authorise the app again"),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {}
