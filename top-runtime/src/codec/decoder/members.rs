//! Decoding of the members of a struct: each is located first, as the last of several counts; then
//! each is decoded, in the order of the table.

use super::Decoder;
use super::position::{Mode, Position};
use crate::codec::decode::{ErasedDecode, ErasedFields};
use crate::codec::field_table::{FieldRules, FieldTable};
use crate::issue::Step;
use crate::tree::Node;

/// The fields of a struct that is decoded.
pub(super) enum Fields<'s, 'f> {
    /// All fields, in the order of the table.
    Narrow(&'s mut [&'f mut dyn ErasedDecode]),
    /// Fields of a struct with an index, each by request.
    Wide {
        fields: &'s mut dyn ErasedFields,
        /// The fields that are decoded even if they are missing, as bits.
        required: &'static [u64],
    },
}

impl Fields<'_, '_> {
    /// Returns the field at an index of the table.
    pub(super) fn get(&mut self, at: usize) -> Option<&mut dyn ErasedDecode> {
        match self {
            Self::Narrow(fields) => match fields.get_mut(at) {
                Some(field) => Some(&mut **field),
                None => None,
            },
            Self::Wide { fields, .. } => Some(fields.field(at)),
        }
    }
}

impl Decoder<'_> {
    /// Decodes the members of an object.
    pub(super) fn members(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        fields: &mut Fields<'_, '_>,
    ) {
        if matches!(self.mode, Mode::Outcome(_)) {
            return self.search_struct(node, table, fields);
        }
        let position = std::mem::take(&mut self.position);
        if !self.enter(1) {
            return;
        }
        match fields {
            Fields::Narrow(fields) => self.narrow_members(node, table, fields, position),
            Fields::Wide { fields, required } => self.wide_members(node, table, *fields, required, position),
        }
        self.leave(1);
    }

    fn narrow_members(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        fields: &mut [&mut dyn ErasedDecode],
        position: Position,
    ) {
        let Position { flattened, top_level, .. } = position;
        let first = self.places.len();
        self.places.resize(first + fields.len(), 0);
        let mut places = std::mem::take(&mut self.places);
        self.locate(node, table, places.get_mut(first..).unwrap_or_default(), flattened);
        self.places = places;
        // Members of a flattened struct are parameters themselves; all others are JSON.
        self.decode_members(node, table, first, fields, top_level && flattened);
        self.places.truncate(first);
    }

    /// Decodes each member at its place.
    ///
    /// Separate from [`Self::locate`], because its frame is on the stack once per level of a reply.
    fn decode_members(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        first: usize,
        fields: &mut [&mut dyn ErasedDecode],
        top_level: bool,
    ) {
        let mut rules = table.rules();
        for (at, field) in fields.iter_mut().enumerate() {
            let mark = self.mark();
            let place = self.places.get(first + at).copied().unwrap_or_default();
            let rules = rules.of(at);
            self.position = Position::of_member(rules, top_level);
            self.fill(*field, member_node(node, place, rules));
            self.enclose(&mark, || Step::Name(table.name(at)));
            if self.failed() {
                break;
            }
        }
        self.position = Position::default();
    }

    /// Finds the place of each member. Missing members keep the place 0.
    fn locate(&mut self, node: Node<'_>, table: &'static FieldTable, places: &mut [u32], flattened: bool) {
        let Some(members) = node.members() else { return };
        let mut next_names = table.names();
        for (name, value) in members {
            let field = table.find(name, next_names).and_then(|(at, rest)| Some((places.get_mut(at)?, rest)));
            match field {
                Some((place, rest)) => {
                    *place = value.place();
                    next_names = rest;
                }
                None if flattened => {}
                None => self.note_unknown(name, table),
            }
        }
    }
}

/// Returns the node that a member is decoded from: for a flattened struct, the object around it.
#[inline]
pub(super) fn member_node<'n>(node: Node<'n>, place: u32, rules: Option<&FieldRules>) -> Option<Node<'n>> {
    match rules.and_then(|rules| rules.flattened) {
        Some(inner) => Some(node).filter(|node| inner.is_present(*node)),
        None => Some(place).filter(|place| *place > 0).map(|place| node.at_place(place)),
    }
}
