//! The names of a type's members at every depth, found by reading nothing into a value of it.
//!
//! Reading an object already goes from each struct to those inside it, through options, lists and pointers, and past members
//! that are none. So nothing more has to be known of a type, and no type carries anything for it.

use super::Decoder;
use crate::codec::decode::ErasedDecode;
use crate::codec::field_table::FieldTable;
use crate::tree::{Node, Tree};

/// What is looked for instead of values.
#[derive(Debug)]
pub(in crate::codec) struct Outline<'r> {
    /// The members to go through from here to the struct that is looked for.
    way: std::slice::Iter<'r, &'r str>,
    /// The member to go through in the struct that is read.
    step: Option<&'r str>,
    /// How many structs further down the names are wanted too.
    depth: usize,
    /// What stands before each name.
    prefix: String,
    names: Vec<String>,
}

/// The names of the members of the struct at the end of `way`, those of the structs in it with a dot in between, `depth` steps
/// down. Nothing where there is no struct.
pub(crate) fn names(root: &mut dyn ErasedDecode, way: &[&str], depth: usize) -> Vec<String> {
    let outline = Outline { way: way.iter(), step: None, depth, prefix: String::new(), names: Vec::new() };
    let mut reader = Decoder::looking_for(outline);
    root.fill(Some(Tree::of_nothing().root()), &mut reader);
    reader.outline.map(|outline| outline.names).unwrap_or_default()
}

impl Decoder<'_> {
    /// Looks at a struct instead of reading it.
    pub(in crate::codec) fn outlined(
        &mut self,
        node: Node<'_>,
        layout: &'static FieldTable,
        slots: &mut [&mut dyn ErasedDecode],
    ) {
        let spread = std::mem::take(&mut self.spread);
        let Some(outline) = &mut self.outline else { return };
        // Of a flattened struct the members stand where the struct around it is looked at already.
        if !spread {
            outline.step = outline.way.next().copied();
        }
        let step = outline.step;
        for (field, slot) in layout.fields().zip(slots) {
            if field.flattened().is_some() {
                self.spread = true;
                slot.fill(Some(node), self);
                self.spread = false;
            } else if step.is_none() {
                self.named(field.name(), *slot, node);
            } else if step == Some(field.name()) {
                return slot.fill(Some(node), self);
            }
        }
    }

    /// Keeps the name of a member, or those of the members in it.
    fn named(&mut self, name: &str, slot: &mut dyn ErasedDecode, node: Node<'_>) {
        let Some(outline) = &mut self.outline else { return };
        let start = outline.prefix.len();
        outline.prefix.push_str(name);
        let own = outline.names.len();
        if let Some(deeper) = outline.depth.checked_sub(1) {
            outline.depth = deeper;
            outline.prefix.push('.');
            slot.fill(Some(node), self);
        }
        let Some(outline) = &mut self.outline else { return };
        if outline.prefix.ends_with('.') {
            outline.prefix.pop();
            outline.depth += 1;
        }
        if outline.names.len() == own {
            outline.names.push(outline.prefix.clone());
        }
        outline.prefix.truncate(start);
    }
}
