//! Equal expansions become one shape.

use std::collections::HashMap;

use crate::model::Field;

use super::tree::{Child, Member, Node};
use super::{Id, Place, Shape, Side, Slot, Target};

/// The shapes found so far.
#[derive(Default)]
pub(super) struct Interned {
    shapes: Vec<Shape>,
    /// By the signature, and the objects around them that they lead back to.
    known: HashMap<(usize, Vec<Id>), Id>,
}

/// Where an expansion stands.
struct Position<'a> {
    side: Side,
    path: &'a str,
    /// The shapes around it, the innermost last.
    around: &'a [Id],
}

impl Interned {
    pub(super) fn into_shapes(self) -> Vec<Shape> {
        self.shapes
    }

    /// The two roots are shapes of their own, whatever they hold, and the first two.
    pub(super) fn add_roots(&mut self, roots: [(Node, Side); 2]) {
        let roots = roots.map(|(node, side)| {
            let position = Position { side, path: "", around: &[] };
            (self.reserve(node.name, &position), node.members, side)
        });
        for (id, members, side) in roots {
            self.fill(id, members, &Position { side, path: "", around: &[] });
        }
    }

    fn add(&mut self, node: Node, position: &Position<'_>) -> Id {
        let outside = |steps: &usize| position.around.iter().rev().nth(*steps).copied();
        let key = (node.signature.number, node.signature.back.iter().filter_map(outside).collect());
        if let Some(id) = self.known.get(&key).copied() {
            self.merge(id, node, position);
            return id;
        }
        let id = self.push(node, position);
        self.known.insert(key, id);
        id
    }

    fn push(&mut self, node: Node, position: &Position<'_>) -> Id {
        let id = self.reserve(node.name, position);
        self.fill(id, node.members, position);
        id
    }

    fn reserve(&mut self, name: String, position: &Position<'_>) -> Id {
        self.shapes.push(Shape { name, slots: Vec::new(), side: position.side, place: position.place() });
        self.shapes.len() - 1
    }

    fn fill(&mut self, id: Id, members: Vec<Member>, position: &Position<'_>) {
        let around: Vec<Id> = position.around.iter().copied().chain([id]).collect();
        for member in members {
            let path = format!("{}/{}", position.path, member.field.name);
            let inner = Position { side: position.side, path: &path, around: &around };
            let target = match member.child {
                Child::Scalar => Target::Scalar,
                Child::Object(node) => Target::Shape(self.add(node, &inner)),
                Child::Around(steps) => Target::Around(around[around.len() - 1 - steps]),
            };
            self.shapes[id].slots.push(Slot { field: member.field, target });
        }
    }

    /// Adds what another place says of a known shape.
    fn merge(&mut self, id: Id, node: Node, position: &Position<'_>) {
        let shape = &mut self.shapes[id];
        shape.side.request |= position.side.request;
        shape.side.response |= position.side.response;
        shape.place = shape.place.clone().min(position.place());
        let around: Vec<Id> = position.around.iter().copied().chain([id]).collect();
        let slots = self.shapes[id].slots.iter().enumerate();
        let places: HashMap<String, usize> = slots.map(|(at, slot)| (slot.field.name.clone(), at)).collect();
        for member in node.members {
            let place = places.get(&member.field.name);
            let Some(slot) = place.and_then(|at| self.shapes[id].slots.get_mut(*at)) else { continue };
            add_evidence(&mut slot.field, &member.field);
            if let (Child::Object(node), Target::Shape(inner)) = (member.child, slot.target) {
                let path = format!("{}/{}", position.path, member.field.name);
                self.merge(inner, node, &Position { side: position.side, path: &path, around: &around });
            }
        }
    }
}

impl Position<'_> {
    fn place(&self) -> Place {
        let owner = self.around.last().copied().unwrap_or_default();
        Place { depth: self.around.len(), path: self.path.to_owned(), owner }
    }
}

/// Takes over what the first place leaves open.
fn add_evidence(field: &mut Field, other: &Field) {
    if field.description.trim().is_empty() {
        field.description.clone_from(&other.description);
    }
    if field.example.trim().is_empty() || (other.example.contains('.') && !field.example.contains('.')) {
        field.example.clone_from(&other.example);
    }
}
