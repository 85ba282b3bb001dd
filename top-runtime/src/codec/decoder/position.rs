//! The state of the decoder that concerns the next value alone, and the modes of the decoder.

use super::field_names::NameCollector;
use super::outcome::OutcomeSearch;
use crate::codec::field_table::FieldRules;
use crate::codec::params::Params;

/// Where the next value is. Each container takes it and sets it anew for its members.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Position {
    /// Whether the value is the text of a parameter, where a list of scalars is joined by commas.
    pub(super) top_level: bool,
    /// Whether the members of the struct are among those of the struct around it, or among the
    /// parameters.
    pub(super) flattened: bool,
    /// The declared element name of the list.
    pub(super) item_name: Option<&'static str>,
}

impl Position {
    /// The position of a member with these rules.
    #[inline]
    pub(super) fn of_member(rules: Option<&FieldRules>, top_level: bool) -> Self {
        Self {
            top_level,
            flattened: rules.is_some_and(|rules| rules.flattened.is_some()),
            item_name: rules.and_then(|rules| rules.item),
        }
    }
}

/// The purpose of a pass over a reply.
#[derive(Debug, Default)]
pub(super) enum Mode<'r> {
    /// Values of a reply.
    #[default]
    Reply,
    /// Values of request parameters, in a server.
    #[cfg_attr(not(feature = "server"), allow(dead_code))]
    Params(&'r Params),
    /// Names of fields. No value is decoded.
    FieldNames(NameCollector<'r>),
    /// The outcome of a business call. No value is kept.
    Outcome(OutcomeSearch<'r>),
}
