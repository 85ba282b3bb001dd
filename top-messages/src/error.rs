//! Errors of receiving messages.

use std::fmt;

use top_runtime::error::BuildError;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why receiving did not start, or cannot go on.
///
/// A connection that is lost later is no error: it is opened again.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A setting is not valid. The text names the setting and what to do.
    Setting(String),
    /// The first connection was refused: key, secret or group are wrong, or the app has no
    /// permission for messages.
    Refused {
        /// Status of the platform.
        status: i32,
        /// Text of the platform, cut to 200 characters.
        phrase: String,
    },
    /// A call of the platform's API failed in a way that a later one cannot change.
    Call(Box<top_runtime::Error>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(text) => f.write_str(text),
            Self::Refused { status, phrase } => write!(
                f,
                "the message channel refused the connection with status {status}, {phrase:?}: check app key, app \
                 secret and group, and that the app subscribes to messages"
            ),
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Setting(_) | Self::Refused { .. } => None,
        }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::Setting(error.to_string())
    }
}

/// Why a handler did not handle a message. `?` converts every error into it.
///
/// ```
/// use top_messages::HandlerError;
///
/// fn store(text: &str) -> Result<(), HandlerError> {
///     let quantity: i64 = text.parse().map_err(HandlerError::permanent)?;
///     if quantity < 0 {
///         return Err("a negative quantity".into());
///     }
///     Ok(())
/// }
///
/// assert!(store("x").unwrap_err().is_permanent());
/// assert_eq!(store("-1").unwrap_err().to_string(), "a negative quantity");
/// ```
pub struct HandlerError {
    cause: BoxError,
    is_permanent: bool,
}

impl HandlerError {
    /// Creates an error that a later attempt cannot change. The message becomes a dead letter at
    /// once, if dead letters are kept.
    pub fn permanent(cause: impl Into<BoxError>) -> Self {
        Self { cause: cause.into(), is_permanent: true }
    }

    /// Returns `true` if a later attempt cannot succeed.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        self.is_permanent
    }

    /// Returns the cause.
    #[must_use]
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.cause
    }
}

impl<E: Into<BoxError>> From<E> for HandlerError {
    fn from(cause: E) -> Self {
        Self { cause: cause.into(), is_permanent: false }
    }
}

impl fmt::Debug for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandlerError")
            .field("cause", &self.cause)
            .field("is_permanent", &self.is_permanent)
            .finish()
    }
}

impl fmt::Display for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}
