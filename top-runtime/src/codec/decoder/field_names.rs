//! Discovery of the field names of a type at every depth, by decoding nothing into a value of it.
//!
//! The decoder already leads from each struct to the structs in it, through options, lists and
//! pointers, and past members without a value. So a type needs no further description of its
//! fields.

use super::Decoder;
use super::members::Fields;
use super::position::{Mode, Position};
use crate::codec::decode::ErasedDecode;
use crate::codec::field_table::FieldTable;
use crate::tree::{Node, Tree};

/// The state of a discovery.
#[derive(Debug)]
pub(super) struct NameCollector<'r> {
    /// The fields that lead from here to the struct whose names are wanted.
    path: std::slice::Iter<'r, &'r str>,
    /// The field that leads on in the current struct.
    next_segment: Option<&'r str>,
    /// How many levels of inner structs contribute names.
    depth: usize,
    /// The text before each name.
    prefix: String,
    names: Vec<String>,
}

/// Returns the field names of the struct at the end of `path`, and those of inner structs down to
/// `depth` as `outer.inner`. Empty if there is no struct.
pub(crate) fn field_names(root: &mut dyn ErasedDecode, path: &[&str], depth: usize) -> Vec<String> {
    let collector = NameCollector {
        path: path.iter(),
        next_segment: None,
        depth,
        prefix: String::new(),
        names: Vec::new(),
    };
    let mut decoder = Decoder { mode: Mode::FieldNames(collector), ..Decoder::default() };
    root.fill(Some(Tree::of_nothing().root()), &mut decoder);
    match decoder.mode {
        Mode::FieldNames(collector) => collector.names,
        _ => Vec::new(),
    }
}

impl<'r> Decoder<'r> {
    fn collector(&mut self) -> Option<&mut NameCollector<'r>> {
        match &mut self.mode {
            Mode::FieldNames(collector) => Some(collector),
            _ => None,
        }
    }

    /// Collects the names of a struct in place of decoding it.
    pub(super) fn collect_names(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        fields: &mut Fields<'_, '_>,
    ) {
        let Position { flattened, .. } = std::mem::take(&mut self.position);
        let Some(collector) = self.collector() else { return };
        // A flattened struct is at the same level of the path as the struct around it.
        if !flattened {
            collector.next_segment = collector.path.next().copied();
        }
        let segment = collector.next_segment;
        for (at, field) in table.fields().enumerate() {
            let Some(value) = fields.get(at) else { break };
            if field.flattened().is_some() {
                self.position = Position { flattened: true, ..Position::default() };
                value.fill(Some(node), self);
                self.position = Position::default();
            } else if segment.is_none() {
                self.collect_field(field.name(), value, node);
            } else if segment == Some(field.name()) {
                return value.fill(Some(node), self);
            }
        }
    }

    /// Collects the name of a field, or the names of the fields in it.
    fn collect_field(&mut self, name: &str, value: &mut dyn ErasedDecode, node: Node<'_>) {
        let Some(collector) = self.collector() else { return };
        let start = collector.prefix.len();
        collector.prefix.push_str(name);
        let names_before = collector.names.len();
        if let Some(depth) = collector.depth.checked_sub(1) {
            collector.depth = depth;
            collector.prefix.push('.');
            value.fill(Some(node), self);
        }
        let Some(collector) = self.collector() else { return };
        if collector.prefix.ends_with('.') {
            collector.prefix.pop();
            collector.depth += 1;
        }
        if collector.names.len() == names_before {
            collector.names.push(collector.prefix.clone());
        }
        collector.prefix.truncate(start);
    }
}
