//! Merging of equal expansions.

use std::collections::HashMap;

use crate::model::Field;

use super::tree::{Child, Member, Node};
use super::{Location, ObjectId, ObjectMember, ObjectType, Target, Usage};

/// Object types found so far.
#[derive(Default)]
pub(super) struct Interned {
    objects: Vec<ObjectType>,
    /// Object types by signature and the enclosing objects they refer to.
    known: HashMap<(usize, Vec<ObjectId>), ObjectId>,
}

/// Position of an expansion.
struct Position<'a> {
    side: Usage,
    path: &'a str,
    /// Enclosing types, innermost last.
    around: &'a [ObjectId],
}

impl Interned {
    pub(super) fn into_object_types(self) -> Vec<ObjectType> {
        self.objects
    }

    /// The two roots are always the first two types, even if they are equal.
    pub(super) fn add_roots(&mut self, roots: [(Node, Usage); 2]) {
        let roots = roots.map(|(node, side)| {
            let position = Position { side, path: "", around: &[] };
            (self.reserve(node.name, &position), node.members, side)
        });
        for (id, members, side) in roots {
            self.fill(id, members, &Position { side, path: "", around: &[] });
        }
    }

    fn add(&mut self, node: Node, position: &Position<'_>) -> ObjectId {
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

    fn push(&mut self, node: Node, position: &Position<'_>) -> ObjectId {
        let id = self.reserve(node.name, position);
        self.fill(id, node.members, position);
        id
    }

    fn reserve(&mut self, name: String, position: &Position<'_>) -> ObjectId {
        self.objects.push(ObjectType {
            name,
            members: Vec::new(),
            side: position.side,
            place: position.place(),
        });
        self.objects.len() - 1
    }

    fn fill(&mut self, id: ObjectId, members: Vec<Member>, position: &Position<'_>) {
        let around: Vec<ObjectId> = position.around.iter().copied().chain([id]).collect();
        for member in members {
            let path = format!("{}/{}", position.path, member.field.name);
            let inner = Position { side: position.side, path: &path, around: &around };
            let target = match member.child {
                Child::Scalar => Target::Scalar,
                Child::Object(node) => Target::Object(self.add(node, &inner)),
                Child::Enclosing(steps) => Target::Enclosing(around[around.len() - 1 - steps]),
            };
            self.objects[id].members.push(ObjectMember { field: member.field, target });
        }
    }

    /// Merges another occurrence into an object type.
    fn merge(&mut self, id: ObjectId, node: Node, position: &Position<'_>) {
        let object = &mut self.objects[id];
        object.side.request |= position.side.request;
        object.side.response |= position.side.response;
        object.place = object.place.clone().min(position.place());
        let around: Vec<ObjectId> = position.around.iter().copied().chain([id]).collect();
        let members = self.objects[id].members.iter().enumerate();
        let places: HashMap<String, usize> =
            members.map(|(at, member)| (member.field.name.clone(), at)).collect();
        for other in node.members {
            let place = places.get(&other.field.name);
            let Some(member) = place.and_then(|at| self.objects[id].members.get_mut(*at)) else { continue };
            add_evidence(&mut member.field, &other.field);
            if let (Child::Object(node), Target::Object(inner)) = (other.child, member.target) {
                let path = format!("{}/{}", position.path, other.field.name);
                self.merge(inner, node, &Position { side: position.side, path: &path, around: &around });
            }
        }
    }
}

impl Position<'_> {
    fn place(&self) -> Location {
        let owner = self.around.last().copied().unwrap_or_default();
        Location { depth: self.around.len(), path: self.path.to_owned(), owner }
    }
}

/// Fills in description and example from another occurrence.
fn add_evidence(field: &mut Field, other: &Field) {
    if field.description.trim().is_empty() {
        field.description.clone_from(&other.description);
    }
    if field.example.trim().is_empty() || (other.example.contains('.') && !field.example.contains('.')) {
        field.example.clone_from(&other.example);
    }
}
