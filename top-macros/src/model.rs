//! The meaning of an item: its fields or variants, combined with their attributes and types.

mod coded_enum;
mod container;
mod field;
mod message;
mod newtype;
mod syntactic_type;
mod type_tokens;

pub(crate) use self::coded_enum::{CodedEnum, Variant, literal};
pub(crate) use self::container::{Api, Container, Object};
pub(crate) use self::field::{BuildInput, Field};
pub(crate) use self::message::Message;
pub(crate) use self::newtype::Newtype;
pub(crate) use self::syntactic_type::{Integer, SyntacticType};
pub(crate) use self::type_tokens::{Borrow, borrow, mentions, mentions_lifetime};
