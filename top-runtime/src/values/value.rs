//! Any reply or JSON value, untyped.

use std::fmt;

use crate::codec::decode::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::encode::{Encode, Kind, Shape};
use crate::codec::encoder::{Encoder, Lists};
use crate::tree::{Content, Node};
use crate::values::{Decimal, whole_number};

/// An untyped value: the reply of an API that declares no reply type, or a field that may hold anything.
///
/// Numbers keep their digits, members keep their order. At the top level of a request a text is sent as it is, an object or
/// list as JSON text, and `Null` is left out.
///
/// ```
/// use top_runtime::Value;
/// let value: Value = r#"{"trade":{"tid":1100085056548470636}}"#.parse()?;
/// assert_eq!(value.pointer("/trade/tid").and_then(Value::as_i64), Some(1_100_085_056_548_470_636));
/// # Ok::<(), top_runtime::error::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`, or nothing.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number by its digits.
    Number(Decimal),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Named members in their order; of several with one name the last counts.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The member of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                members.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The value at a path like `/trade/orders/order/0/oid`; a part is a member's name or an element's index.
    #[must_use]
    pub fn pointer(&self, path: &str) -> Option<&Self> {
        path.split('/').skip(1).try_fold(self, |value, part| match value {
            Self::Array(items) => items.get(part.parse::<usize>().ok()?),
            _ => value.get(part),
        })
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, from a number or from text, as a field of type `i64` reads it: `12`, `"12"`, `12.0`, `1.2e1`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        let text = match self {
            Self::Number(number) => number.as_str(),
            Self::String(text) => text,
            _ => return None,
        };
        text.parse().ok().or_else(|| whole_number(text)?.parse().ok())
    }

    /// The truth value, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Copies what stands at a place of a tree. Of several members with one name the last is kept.
    pub(crate) fn from_node(node: Node<'_>) -> Self {
        match node.content() {
            Content::Null => Self::Null,
            Content::Bool(value) => Self::Bool(value),
            Content::Number(digits) => {
                digits.parse().map_or_else(|_| Self::String(digits.to_owned()), Self::Number)
            }
            Content::Text(text) => Self::String(text.to_owned()),
            Content::Array(items) => Self::Array(items.map(Self::from_node).collect()),
            Content::Object(members) => {
                Self::Object(members.map(|(name, node)| (name.to_owned(), Self::from_node(node))).collect())
            }
        }
    }
}

impl fmt::Display for Value {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Encoder::json(self, Lists::Plain).unwrap_or_default())
    }
}

/// A text that is no JSON: says why and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError(crate::tree::SyntaxError);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {}", self.0)
    }
}

impl std::error::Error for ValueError {}

impl std::str::FromStr for Value {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        crate::tree::parse_json(text).map(|tree| Self::from_node(tree.root())).map_err(ValueError)
    }
}

impl Encode for Value {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Null => encoder.null(),
            Self::Bool(value) => encoder.bool(*value),
            Self::Number(number) => encoder.number(number.as_str()),
            Self::String(text) => encoder.text(text),
            // Its elements may be of several kinds, so it is never joined by commas.
            Self::Array(items) => encoder.list(Kind::Any, items.len(), &items.as_slice()),
            Self::Object(members) => {
                encoder.map(&mut members.iter().map(|(name, value)| (name.as_str(), value as &dyn Encode)));
            }
        }
    }

    fn shape(&self) -> Shape<'_> {
        match self {
            Self::String(text) => Shape::Text(text),
            Self::Array(items) => Shape::List(items.len()),
            _ => Shape::Other,
        }
    }

    fn kind() -> Kind {
        Kind::Any
    }

    fn is_optional() -> bool {
        true
    }
}

impl Decode for Value {
    fn placeholder() -> Self {
        Self::Null
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        *self = decoder.any(node);
    }

    fn decode_missing(&mut self, _: &mut Decoder<'_>) {}
}

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
