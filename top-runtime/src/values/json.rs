//! A parameter of type String whose text is JSON.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A value that travels as JSON inside a text: what the platform's pages call a String (or `Json`) "in JSON format".
///
/// At the top level of a request the parameter is the JSON text; inside a struct it is that text as an escaped string. Reading
/// takes the text, and real JSON in its place too. `T` needs serde's `Serialize` and `DeserializeOwned`.
///
/// ```
/// use top_runtime::Json;
/// let extra = Json(serde_json::json!({"key": "value"}));
/// assert_eq!(extra["key"], "value");
/// assert_eq!(extra.into_inner()["key"], "value");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Json<T> {
    /// `None` only while a reply is being read: reading starts from a value without content, and one that could not be read is
    /// dropped before anyone sees it.
    value: Option<T>,
}

/// Wraps a value that travels as JSON inside a text.
#[allow(non_snake_case)]
pub const fn Json<T>(value: T) -> Json<T> {
    Json { value: Some(value) }
}

impl<T> Json<T> {
    pub(crate) const EMPTY: Self = Self { value: None };

    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        match self.value {
            Some(value) => value,
            None => unread(),
        }
    }
}

/// Cannot be reached: see the field of [`Json`].
fn unread() -> ! {
    unreachable!("a Json value is only handed out once it was read")
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().unwrap_or_else(|| unread())
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().unwrap_or_else(|| unread())
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Json(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for Json<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => f.debug_tuple("Json").field(value).finish(),
            None => f.write_str("Json"),
        }
    }
}
