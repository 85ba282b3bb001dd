//! Values that are JSON inside a text.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A value that is sent as JSON inside a text: a String (or `Json`) "in JSON format" in the
/// platform's documentation.
///
/// At the top level of a request, the parameter is the JSON text; inside a struct, an escaped
/// string. Decoding accepts the text, and a JSON value in its place. `T` needs serde's `Serialize`
/// and `DeserializeOwned`.
///
/// ```
/// use top_runtime::Json;
/// let extra = Json(serde_json::json!({"key": "value"}));
/// assert_eq!(extra["key"], "value");
/// assert_eq!(extra.into_inner()["key"], "value");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Json<T> {
    /// `None` only while a reply is decoded: the placeholder has no value, and it is dropped if
    /// decoding fails.
    value: Option<T>,
}

/// Creates a value that is sent as JSON inside a text.
#[allow(non_snake_case)]
pub const fn Json<T>(value: T) -> Json<T> {
    Json { value: Some(value) }
}

impl<T> Json<T> {
    pub(crate) const EMPTY: Self = Self { value: None };

    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns the value.
    #[must_use]
    pub fn into_inner(self) -> T {
        match self.value {
            Some(value) => value,
            None => placeholder_access(),
        }
    }
}

/// Unreachable: see the field of [`Json`].
fn placeholder_access() -> ! {
    unreachable!("a Json value is decoded before a caller can access it")
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().unwrap_or_else(|| placeholder_access())
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().unwrap_or_else(|| placeholder_access())
    }
}

impl<T: Default> Default for Json<T> {
    fn default() -> Self {
        Json(T::default())
    }
}

impl<T> AsRef<T> for Json<T> {
    fn as_ref(&self) -> &T {
        self
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
