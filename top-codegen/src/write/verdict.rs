//! Where a reply says whether the business call worked.
//!
//! Marked is what is certain: the one flag named `success` or alike, on the root of the reply or on an object in it; or a code
//! whose description says which value means success, or whose example and the message's both show a call that worked. Codes and messages are marked beside one of these alone, since a message
//! of a call that worked would otherwise make it a failure.

mod shown;
mod words;

use std::collections::HashMap;

use crate::model::Kind;

use super::codes::Literal;
use super::shapes::{Id, RESPONSE, Shape, Slot, Target};

/// What a field says of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    Success,
    SuccessIs(Literal),
    ErrorCode,
    ErrorMessage,
    Outcome,
}

/// What is known of an API's verdict.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// By shape and index of the field.
    markers: HashMap<(Id, usize), Marker>,
    /// The shape with fields that may be the verdict, where none is certain, and their names.
    pub(super) doubtful: Option<(Id, Vec<String>)>,
}

/// The most objects between the root and the verdict.
const DEPTH: usize = 2;

impl Verdict {
    /// Looks for the verdict of a reply, from the root inwards.
    pub(super) fn of(shapes: &[Shape]) -> Self {
        let mut verdict = Self::default();
        let mut level: Vec<Vec<(Id, usize)>> = vec![Vec::new()];
        for depth in 0..=DEPTH {
            let certain: Vec<_> =
                level.iter().filter(|path| flag(shapes, end(shapes, path)).is_some()).collect();
            match certain.as_slice() {
                [] => {}
                [path] if depth < DEPTH || are_alone(shapes, path) => {
                    verdict.mark(shapes, path);
                    return Self { doubtful: None, ..verdict };
                }
                _ => {
                    verdict.doubt(shapes, end(shapes, certain[0]));
                    return verdict;
                }
            }
            for path in &level {
                verdict.doubt(shapes, end(shapes, path));
            }
            level = level.iter().flat_map(|path| longer(shapes, path)).collect();
        }
        verdict
    }

    /// What a field says.
    pub(super) fn marker(&self, shape: Id, slot: usize) -> Option<&Marker> {
        self.markers.get(&(shape, slot))
    }

    fn mark(&mut self, shapes: &[Shape], path: &[(Id, usize)]) {
        self.markers.extend(path.iter().map(|step| (*step, Marker::Outcome)));
        let id = end(shapes, path);
        let Some((at, marker)) = flag(shapes, id) else { return };
        self.markers.insert((id, at), marker.clone());
        self.mark_failure(shapes, id, marker == Marker::Success);
        if marker == Marker::Success {
            self.mark_errors(shapes, id);
        }
    }

    /// Marks code and message; the flag stays what it is.
    fn mark_failure(&mut self, shapes: &[Shape], id: Id, with_code: bool) {
        let slots = &shapes[id].slots;
        if with_code && let Some(at) = best(slots, words::code) {
            self.markers.entry((id, at)).or_insert(Marker::ErrorCode);
        }
        if let Some(at) = best(slots, words::message) {
            self.markers.entry((id, at)).or_insert(Marker::ErrorMessage);
        }
    }

    /// Marks a list of errors beside the flag.
    fn mark_errors(&mut self, shapes: &[Shape], id: Id) {
        let is_list = |slot: &Slot| slot.field.ty.depth() == 1 && words::is_error_list(&slot.field.name);
        let found = shapes[id].slots.iter().enumerate().find_map(|(at, slot)| match slot.target {
            Target::Shape(inner) if is_list(slot) && says_error(&shapes[inner].slots) => Some((at, inner)),
            _ => None,
        });
        if let Some((at, inner)) = found {
            self.markers.insert((id, at), Marker::Outcome);
            self.mark_failure(shapes, inner, true);
        }
    }

    /// Keeps the first object whose fields look like a verdict.
    fn doubt(&mut self, shapes: &[Shape], id: Id) {
        let slots = &shapes[id].slots;
        let flags = slots.iter().enumerate().filter(|(_, slot)| is_flag(slot)).map(|(at, _)| at);
        let mut found: Vec<usize> =
            flags.chain(best(slots, words::code)).chain(best(slots, words::message)).collect();
        found.dedup();
        let is_worth_a_word = found.len() > 1;
        if self.doubtful.is_none() && is_worth_a_word {
            let names = found.into_iter().map(|at| slots[at].field.name.clone()).collect();
            self.doubtful = Some((id, names));
        }
    }
}

/// The shape that a path leads to.
fn end(shapes: &[Shape], path: &[(Id, usize)]) -> Id {
    path.last().and_then(|(id, at)| shapes[*id].slots[*at].target.shape()).unwrap_or(RESPONSE)
}

/// The paths one object further.
fn longer(shapes: &[Shape], path: &[(Id, usize)]) -> Vec<Vec<(Id, usize)>> {
    let id = end(shapes, path);
    let objects = shapes[id]
        .slots
        .iter()
        .enumerate()
        .filter(|(_, slot)| matches!(slot.target, Target::Shape(_)) && !slot.field.ty.is_list());
    objects.map(|(at, _)| path.iter().copied().chain([(id, at)]).collect()).collect()
}

/// Whether each object on a path holds nothing but the next.
fn are_alone(shapes: &[Shape], path: &[(Id, usize)]) -> bool {
    path.iter().all(|(id, _)| shapes[*id].slots.len() == 1)
}

/// The one field that says for certain whether the call worked.
fn flag(shapes: &[Shape], id: Id) -> Option<(usize, Marker)> {
    let slots = &shapes[id].slots;
    let mut flags = slots.iter().enumerate().filter(|(_, slot)| is_flag(slot));
    match (flags.next(), flags.next()) {
        (Some((at, _)), None) => return Some((at, Marker::Success)),
        (Some(_), Some(_)) => return None,
        (None, _) => {}
    }
    let at = best(slots, words::code)?;
    let field = &slots[at].field;
    let shown = || shown::success(field, &slots[best(slots, words::message)?].field);
    Literal::of_success(field).or_else(shown).map(|literal| (at, Marker::SuccessIs(literal)))
}

/// Whether an object says how a call went, so that what was asked for stands inside of it.
pub(super) fn is_envelope(slots: &[Slot]) -> bool {
    slots.iter().any(is_flag) || (best(slots, words::code).is_some() && best(slots, words::message).is_some())
}

fn is_flag(slot: &Slot) -> bool {
    let field = &slot.field;
    matches!(field.ty.kind(), Kind::Boolean) && !field.ty.is_list() && words::is_success(&field.name)
}

/// The field that is most likely meant, the first of several alike.
fn best(slots: &[Slot], rank: fn(&crate::model::Field) -> Option<u8>) -> Option<usize> {
    let ranked = slots.iter().enumerate().filter_map(|(at, slot)| Some((rank(&slot.field)?, at)));
    ranked.min().map(|(_, at)| at)
}

fn says_error(slots: &[Slot]) -> bool {
    let certain = |rank: fn(&crate::model::Field) -> Option<u8>| {
        slots.iter().any(|slot| rank(&slot.field).is_some_and(|rank| rank < 2))
    };
    certain(words::code) || certain(words::message)
}
