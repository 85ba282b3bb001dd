//! Untyped values.

mod build;
mod compare;

use std::ops::Index;
use std::str::FromStr;

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
/// assert_eq!(value["trade"]["tid"], 1_100_085_056_548_470_636_i64);
/// assert_eq!(value["trade"]["orders"][0], Value::Null);
/// # Ok::<(), top_runtime::error::ValueError>(())
/// ```
///
/// [`value!`](crate::value) builds a value. A number with an exponent beyond -1000 to 1000 is read
/// as a text. Default: `Null`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
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
        self.as_integer()
    }

    /// Returns the whole number of a number or string, as a field of type `u64` decodes it.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_integer()
    }

    fn as_integer<T: FromStr>(&self) -> Option<T> {
        let text = match self {
            Self::Number(number) => number.as_str(),
            Self::String(text) => text,
            _ => return None,
        };
        text.parse().ok().or_else(|| whole_number(text)?.parse().ok())
    }

    /// Returns the nearest float of a number or string. [`Value::as_decimal`] is exact.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_decimal().map(|number| number.to_f64())
    }

    /// Returns the number of a number or string, as a field of type [`Decimal`] decodes it.
    #[must_use]
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number.clone()),
            Self::String(text) => Decimal::parse_lenient(text),
            _ => None,
        }
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

    /// Returns the members of an object in their order.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns `true` for `Null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// A missing member is `Null`, as is a member of a value that is not an object.
impl Index<&str> for Value {
    type Output = Self;

    fn index(&self, name: &str) -> &Self {
        self.get(name).unwrap_or(&Self::Null)
    }
}

/// A missing element is `Null`, as is an element of a value that is not a list.
impl Index<usize> for Value {
    type Output = Self;

    fn index(&self, at: usize) -> &Self {
        self.as_array().and_then(|items| items.get(at)).unwrap_or(&Self::Null)
    }
}
