//! What happens to sessions, for logs and metrics.

use crate::Token;
use crate::error::AuthError;
use crate::store::StoreError;

/// What happened to the session of a seller. `Debug` prints no token.
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionEvent<'a> {
    /// The session was refreshed.
    #[non_exhaustive]
    Refreshed {
        /// Key of the seller.
        seller: &'a str,
        /// The new token.
        token: &'a Token,
    },
    /// The session could not be refreshed.
    #[non_exhaustive]
    Failed {
        /// Key of the seller.
        seller: &'a str,
        /// Why.
        error: &'a AuthError,
        /// Whether calls go on with the old session, which has not expired yet.
        is_valid: bool,
    },
    /// The session was refreshed, but the store cannot be written: the new token is in memory only,
    /// and the old one is used up. Each later call tries to write it again;
    /// [`Sessions::flush`](crate::Sessions::flush) does before the process ends.
    #[non_exhaustive]
    NotSaved {
        /// Key of the seller.
        seller: &'a str,
        /// Why the store cannot be written.
        error: &'a StoreError,
    },
}
