//! A client for one seller.

use std::fmt;
use std::sync::Arc;

use top_runtime::api::TopApi;
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Client, Error, Params, Reply, ScopedClient, SessionKey, Value};

use super::Sessions;
use super::slot::Slot;
use crate::error::AuthError;

/// Client for one seller. Cheap to clone.
#[derive(Clone)]
#[must_use = "nothing is sent until a request is executed"]
pub struct Seller {
    sessions: Sessions,
    slot: Arc<Slot>,
    client: Client,
}

impl Seller {
    pub(super) fn new(sessions: Sessions, slot: Arc<Slot>) -> Self {
        let client = sessions.0.client.clone();
        Self { sessions, slot, client }
    }

    /// Makes the calls with another client: for a session that is valid at several gateways, such as
    /// those of the countries of Lazada ([`TokenUser::shops`](crate::TokenUser::shops)).
    ///
    /// ```no_run
    /// # use top_auth::{CallError, Sessions};
    /// # use top_runtime::{Client, Params};
    /// # async fn run(sessions: Sessions, malaysia: Client) -> Result<(), CallError> {
    /// let orders = sessions.of("seller-1").through(&malaysia).call("/orders/get", &Params::new()).await?;
    /// # let _ = orders;
    /// # Ok(())
    /// # }
    /// ```
    pub fn through(mut self, client: &Client) -> Self {
        self.client = client.clone();
        self
    }

    /// Returns a client with the seller's valid session, refreshed if necessary: for settings of
    /// single calls. Such a client does not refresh the session when the platform refuses it.
    ///
    /// # Errors
    ///
    /// There is no valid session: see [`AuthError::kind`].
    pub async fn client(&self) -> Result<ScopedClient<WithSession>, AuthError> {
        let session = self.session(None).await?;
        Ok(self.client.session(&session))
    }

    /// Sends a request with the seller's session. If the platform refuses the session, refreshes it
    /// and sends the request once more.
    ///
    /// # Errors
    ///
    /// There is no valid session, or the call failed.
    pub async fn execute<A>(&self, request: &A) -> Result<Reply<A::Response>, CallError>
    where
        A: TopApi<Session: Permits<WithSession, A>>,
    {
        let session = self.session(None).await?;
        let client = self.client.session(&session);
        match client.execute(request).await {
            Err(error) if error.is_session_invalid() => {
                let client = self.after_refusal(&session, error).await?;
                Ok(client.execute(request).await?)
            }
            result => Ok(result?),
        }
    }

    /// Calls an undeclared API with the seller's session. See [`Self::execute`].
    ///
    /// # Errors
    ///
    /// There is no valid session, or the call failed.
    pub async fn call(&self, method: &str, params: &Params) -> Result<Reply<Value>, CallError> {
        let session = self.session(None).await?;
        let client = self.client.session(&session);
        match client.call(method, params).await {
            Err(error) if error.is_session_invalid() => {
                let client = self.after_refusal(&session, error).await?;
                Ok(client.call(method, params).await?)
            }
            result => Ok(result?),
        }
    }

    /// Returns a client with another session than the refused one.
    async fn after_refusal(
        &self,
        refused: &SessionKey,
        error: Error,
    ) -> Result<ScopedClient<WithSession>, CallError> {
        match self.session(Some(refused)).await {
            Ok(session) => Ok(self.client.session(&session)),
            Err(auth) => Err(CallError::Auth { error: auth, refusal: Some(error) }),
        }
    }

    async fn session(&self, rejected: Option<&SessionKey>) -> Result<SessionKey, AuthError> {
        self.slot.session(&self.sessions.0, rejected).await
    }
}

impl fmt::Debug for Seller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seller").field("seller", &self.slot.seller()).finish_non_exhaustive()
    }
}

/// Why a call for a seller failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError {
    /// There is no valid session.
    Auth {
        /// Why, and what to do.
        error: AuthError,
        /// The refusal of the session before, if the call was sent.
        refusal: Option<Error>,
    },
    /// The call failed.
    Api(Error),
}

impl CallError {
    /// Returns why there is no valid session, if that is the reason.
    #[must_use]
    pub fn auth(&self) -> Option<&AuthError> {
        match self {
            Self::Auth { error, .. } => Some(error),
            Self::Api(_) => None,
        }
    }

    /// Returns the error of the call if the call was sent.
    #[must_use]
    pub fn api(&self) -> Option<&Error> {
        match self {
            Self::Auth { refusal, .. } => refusal.as_ref(),
            Self::Api(error) => Some(error),
        }
    }
}

impl From<AuthError> for CallError {
    fn from(error: AuthError) -> Self {
        Self::Auth { error, refusal: None }
    }
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auth { error, refusal: Some(refusal) } => write!(f, "{error} (after: {refusal})"),
            Self::Auth { error, refusal: None } => error.fmt(f),
            Self::Api(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CallError {}
