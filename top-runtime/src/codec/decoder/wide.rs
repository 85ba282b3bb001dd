//! Decoding of the members of a wide struct. The work follows the members that a reply contains,
//! not the fields of the struct.

use super::Decoder;
use super::members::member_node;
use super::position::Position;
use crate::codec::decode::ErasedFields;
use crate::codec::field_table::{FieldTable, steps};
use crate::issue::Step;
use crate::tree::Node;

impl Decoder<'_> {
    /// Decodes the members that an object contains, and those of `required`.
    pub(super) fn wide_members(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        fields: &mut dyn ErasedFields,
        required: &[u64],
        position: Position,
    ) {
        let Position { flattened, top_level, .. } = position;
        let (first, first_word) = (self.places.len(), self.selected.len());
        self.places.resize(first + required.len() * 64, 0);
        self.selected.extend_from_slice(required);
        let (mut places, mut selected) =
            (std::mem::take(&mut self.places), std::mem::take(&mut self.selected));
        self.locate_wide(
            node,
            table,
            places.get_mut(first..).unwrap_or_default(),
            selected.get_mut(first_word..).unwrap_or_default(),
            flattened,
        );
        (self.places, self.selected) = (places, selected);
        self.decode_selected(node, table, (first, first_word), fields, top_level && flattened);
        self.places.truncate(first);
        self.selected.truncate(first_word);
    }

    /// Finds the place of each member, and selects its field.
    ///
    /// Not inlined, because the frame around it is on the stack once per level of a reply.
    #[inline(never)]
    fn locate_wide(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        places: &mut [u32],
        selected: &mut [u64],
        flattened: bool,
    ) {
        let Some(members) = node.members() else { return };
        let find = table.finder();
        for (name, value) in members {
            let field = find(name).and_then(|at| Some((at, places.get_mut(at)?, selected.get_mut(at / 64)?)));
            match field {
                Some((at, place, word)) => {
                    *place = value.place();
                    *word |= 1 << (at % 64);
                }
                None if flattened => {}
                None => self.note_unknown(name, table),
            }
        }
    }

    /// Decodes the selected fields, in the order of the table.
    fn decode_selected(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        (first, first_word): (usize, usize),
        fields: &mut dyn ErasedFields,
        top_level: bool,
    ) {
        let mut rules = table.rules();
        let mut word_at = first_word;
        while let Some(mut word) = self.selected.get(word_at).copied() {
            while word != 0 {
                steps::count();
                let at = (word_at - first_word) * 64 + word.trailing_zeros() as usize;
                word &= word - 1;
                let mark = self.mark();
                let place = self.places.get(first + at).copied().unwrap_or_default();
                let rules = rules.seek(at);
                self.position = Position::of_member(rules, top_level);
                self.fill(fields.field(at), member_node(node, place, rules));
                self.enclose(&mark, || Step::Name(table.name(at)));
                if self.failed() {
                    self.position = Position::default();
                    return;
                }
            }
            word_at += 1;
        }
        self.position = Position::default();
    }
}
