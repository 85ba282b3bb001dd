//! Untyped values.

use crate::values::{Decimal, whole_number};

/// An untyped value: the reply of an API without a declared type, or a field of any type.
///
/// Numbers keep their digits, and members their order. At the top level of a request, a text is
/// sent unchanged, an object or list as JSON text, and `Null` is left out.
///
/// ```
/// use top_runtime::Value;
/// let value: Value = r#"{"trade":{"tid":1100085056548470636}}"#.parse()?;
/// assert_eq!(value.pointer("/trade/tid").and_then(Value::as_i64), Some(1_100_085_056_548_470_636));
/// # Ok::<(), top_runtime::error::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`, or a missing value.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Members in their order. Of several with one name, the last counts.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Returns the member of an object. Of several with one name, the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                members.iter().rev().find(|(member, _)| member == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Returns the value at a path like `/trade/orders/order/0/oid`. A segment is the name of a
    /// member or the index of an element; there are no escapes.
    #[must_use]
    pub fn pointer(&self, path: &str) -> Option<&Self> {
        path.split('/').skip(1).try_fold(self, |value, part| match value {
            Self::Array(items) => items.get(part.parse::<usize>().ok()?),
            _ => value.get(part),
        })
    }

    /// Returns the text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the whole number of a number or string, as a field of type `i64` decodes it: `12`,
    /// `"12"`, `12.0`, `1.2e1`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        let text = match self {
            Self::Number(number) => number.as_str(),
            Self::String(text) => text,
            _ => return None,
        };
        text.parse().ok().or_else(|| whole_number(text)?.parse().ok())
    }

    /// Returns the truth value of a bool.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the elements of a list.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }
}

/// Implements `From` for the types that a value can be made of.
macro_rules! impl_from {
    ($($type:ty => |$value:ident| $make:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                $make
            }
        }
    )*};
}

impl_from! {
    bool => |value| Self::Bool(value);
    i64 => |value| Self::Number(value.into());
    &str => |value| Self::String(value.to_owned());
    String => |value| Self::String(value);
    Decimal => |value| Self::Number(value);
    Vec<Value> => |value| Self::Array(value);
}

impl<N: Into<String>> FromIterator<(N, Value)> for Value {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(members: I) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}
