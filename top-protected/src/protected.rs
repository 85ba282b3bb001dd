//! Text that is not printed.

use std::fmt;

use top_runtime::TopValue;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The text in place of a protected text in all output.
const MASK: &str = "***";

/// A text about a person: a name, a phone number, an address, or a search term for one.
///
/// - `Debug` and `Display` print `***`. [`expose`](Self::expose) returns the text.
/// - The memory is wiped on drop. Texts that were copied from it are not.
/// - A field of a request or response can have this type, in place of `String`. The body of a
///   [`Reply`](top_runtime::Reply) is kept as received, and is not wiped.
///
/// ```
/// use top_protected::Protected;
///
/// let name = Protected::new("张三");
/// assert_eq!(format!("{name} {name:?}"), "*** Protected(***)");
/// assert_eq!(name.expose(), "张三");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, TopValue)]
pub struct Protected(String);

impl Protected {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Drop for Protected {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Protected {}

impl fmt::Debug for Protected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Protected").field(&format_args!("{MASK}")).finish()
    }
}

impl fmt::Display for Protected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(MASK)
    }
}

impl From<String> for Protected {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Protected {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}
