//! Encoding, decoding and parsing of untyped values.

use std::fmt;

use crate::codec::decode::Decode;
use crate::codec::decoder::Decoder;
use crate::codec::encode::{Encode, Kind, Shape};
use crate::codec::encoder::{Encoder, Lists};
use crate::tree::{Content, Node, SyntaxError, parse_json};
use crate::values::Value;

impl Value {
    /// Copies a node of a tree.
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
    /// Formats compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Encoder::json(self, Lists::Plain).unwrap_or_default())
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Value::from_node(*self).fmt(f)
    }
}

/// The error of parsing a text that is not JSON: the reason and the offset in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError(SyntaxError);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {}", self.0)
    }
}

impl std::error::Error for ValueError {}

impl std::str::FromStr for Value {
    type Err = ValueError;

    /// Parses JSON text.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        parse_json(text).map(|tree| Self::from_node(tree.root())).map_err(ValueError)
    }
}

impl Encode for Value {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Null => encoder.null(),
            Self::Bool(value) => encoder.bool(*value),
            Self::Number(number) => encoder.number(number.as_str()),
            Self::String(text) => encoder.text(text),
            // Elements may have several kinds, so the list is never text with commas.
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
