//! Outcome markers: the reply fields that report whether the business call succeeded.
//!
//! Only certain fields are marked: the single flag named `success` or similar, in the root or a
//! nested object; or a code whose description names the value for success, or whose example and
//! message example both show a successful call. Error codes and messages are marked only next to
//! one of these, because a message of a successful call would otherwise turn it into a failure.

mod example;
mod field_names;

use std::collections::HashMap;

use crate::model::{Kind, Protocol};

use super::codes::Literal;
use super::object_types::{ObjectId, ObjectMember, ObjectType, RESPONSE, Target};

/// Role of a field in the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    Success,
    SuccessIs(Literal),
    ErrorCode,
    ErrorMessage,
    Outcome,
}

/// Outcome markers of an API.
#[derive(Debug, Default)]
pub(super) struct OutcomeMarkers {
    /// Markers by object type and member index.
    markers: HashMap<(ObjectId, usize), Marker>,
    /// Whether the API is one of IOP, which has conventions of its own.
    is_iop: bool,
    /// The object type with possible outcome fields, if none is certain, and their names.
    pub(super) uncertain: Option<(ObjectId, Vec<String>)>,
}

/// Maximum number of objects between the root and the outcome.
const MAX_DEPTH: usize = 2;

impl OutcomeMarkers {
    /// Searches the reply, from the root inwards.
    pub(super) fn of(objects: &[ObjectType], protocol: Protocol) -> Self {
        let mut outcome_markers = Self { is_iop: protocol.is_iop(), ..Self::default() };
        if protocol == Protocol::Tmc {
            return outcome_markers;
        }
        let mut level: Vec<Vec<(ObjectId, usize)>> = vec![Vec::new()];
        for depth in 0..=MAX_DEPTH {
            if depth == 0 && has_protocol_code(objects, protocol) {
                level = extend_path(objects, &[]);
                continue;
            }
            let is_certain =
                |path: &&Vec<_>| outcome_markers.flag(objects, path_end(objects, path)).is_some();
            let certain: Vec<_> = level.iter().filter(is_certain).collect();
            match certain.as_slice() {
                [] => {}
                [path] if depth < MAX_DEPTH || are_only_members(objects, path) => {
                    outcome_markers.mark(objects, path);
                    return Self { uncertain: None, ..outcome_markers };
                }
                _ => {
                    outcome_markers.record_uncertain(objects, path_end(objects, certain[0]));
                    return outcome_markers;
                }
            }
            for path in &level {
                outcome_markers.record_uncertain(objects, path_end(objects, path));
            }
            level = level.iter().flat_map(|path| extend_path(objects, path)).collect();
        }
        outcome_markers
    }

    /// Returns the marker of a field.
    pub(super) fn marker(&self, object: ObjectId, member: usize) -> Option<&Marker> {
        self.markers.get(&(object, member))
    }

    fn mark(&mut self, objects: &[ObjectType], path: &[(ObjectId, usize)]) {
        self.markers.extend(path.iter().map(|step| (*step, Marker::Outcome)));
        let id = path_end(objects, path);
        let Some((at, marker)) = self.flag(objects, id) else { return };
        self.markers.insert((id, at), marker.clone());
        self.mark_failure(objects, id, marker == Marker::Success);
        if marker == Marker::Success {
            self.mark_errors(objects, id);
        }
    }

    /// Returns the single field that certainly reports success.
    fn flag(&self, objects: &[ObjectType], id: ObjectId) -> Option<(usize, Marker)> {
        let members = &objects[id].members;
        let mut flags = members.iter().enumerate().filter(|(_, member)| is_flag(member));
        match (flags.next(), flags.next()) {
            (Some((at, _)), None) => return Some((at, Marker::Success)),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        let at = best(members, field_names::code)?;
        let field = &members[at].field;
        let message = || Some(&members[best(members, field_names::message)?].field);
        let shown = || example::success_value(field, message()?);
        let known = || field_names::known_success(field, message()?).filter(|_| self.is_iop);
        Literal::of_success(field)
            .or_else(shown)
            .or_else(known)
            .map(|literal| (at, Marker::SuccessIs(literal)))
    }

    /// Marks error code and message, without changing the flag.
    fn mark_failure(&mut self, objects: &[ObjectType], id: ObjectId, with_code: bool) {
        let members = &objects[id].members;
        if with_code && let Some(at) = best(members, field_names::code) {
            self.markers.entry((id, at)).or_insert(Marker::ErrorCode);
        }
        if let Some(at) = best(members, field_names::message) {
            self.markers.entry((id, at)).or_insert(Marker::ErrorMessage);
        }
    }

    /// Marks a list of errors next to the flag.
    fn mark_errors(&mut self, objects: &[ObjectType], id: ObjectId) {
        let is_list = |member: &ObjectMember| {
            member.field.ty.depth() == 1 && field_names::is_error_list(&member.field.name)
        };
        let found = objects[id].members.iter().enumerate().find_map(|(at, member)| match member.target {
            Target::Object(inner) if is_list(member) && describes_error(&objects[inner].members) => {
                Some((at, inner))
            }
            _ => None,
        });
        if let Some((at, inner)) = found {
            self.markers.insert((id, at), Marker::Outcome);
            self.mark_failure(objects, inner, true);
        }
    }

    /// Records the first object with possible outcome fields.
    fn record_uncertain(&mut self, objects: &[ObjectType], id: ObjectId) {
        let members = &objects[id].members;
        let flags = members.iter().enumerate().filter(|(_, member)| is_flag(member)).map(|(at, _)| at);
        let mut found: Vec<usize> = flags
            .chain(best(members, field_names::code))
            .chain(best(members, field_names::message))
            .collect();
        found.dedup();
        let is_suspicious = found.len() > 1;
        if self.uncertain.is_none() && is_suspicious {
            let names = found.into_iter().map(|at| members[at].field.name.clone()).collect();
            self.uncertain = Some((id, names));
        }
    }
}

/// Returns the object type at the end of a path.
fn path_end(objects: &[ObjectType], path: &[(ObjectId, usize)]) -> ObjectId {
    path.last().and_then(|(id, at)| objects[*id].members[*at].target.object()).unwrap_or(RESPONSE)
}

/// Extends a path by one object.
fn extend_path(objects: &[ObjectType], path: &[(ObjectId, usize)]) -> Vec<Vec<(ObjectId, usize)>> {
    let id = path_end(objects, path);
    let objects = objects[id]
        .members
        .iter()
        .enumerate()
        .filter(|(_, member)| matches!(member.target, Target::Object(_)) && !member.field.ty.is_list());
    objects.map(|(at, _)| path.iter().copied().chain([(id, at)]).collect()).collect()
}

/// Returns `true` if each object on the path contains only the next one.
fn are_only_members(objects: &[ObjectType], path: &[(ObjectId, usize)]) -> bool {
    path.iter().all(|(id, _)| objects[*id].members.len() == 1)
}

/// Returns `true` if an object reports the outcome and wraps the actual result.
pub(super) fn is_envelope(members: &[ObjectMember]) -> bool {
    members.iter().any(is_flag)
        || (best(members, field_names::code).is_some() && best(members, field_names::message).is_some())
}

/// Returns `true` if the `code` of the root is that of the protocol: replies of paths have one, and
/// the client has evaluated it.
fn has_protocol_code(objects: &[ObjectType], protocol: Protocol) -> bool {
    matches!(protocol, Protocol::IopRest(_))
        && objects[RESPONSE].members.iter().any(|member| member.field.name == "code")
}

fn is_flag(member: &ObjectMember) -> bool {
    let field = &member.field;
    matches!(field.ty.kind(), Kind::Boolean) && !field.ty.is_list() && field_names::is_success(field)
}

/// Returns the best-ranked field, the first one of equals.
fn best(members: &[ObjectMember], rank: fn(&crate::model::Field) -> Option<u8>) -> Option<usize> {
    let ranked = members.iter().enumerate().filter_map(|(at, member)| Some((rank(&member.field)?, at)));
    ranked.min().map(|(_, at)| at)
}

fn describes_error(members: &[ObjectMember]) -> bool {
    let certain = |rank: fn(&crate::model::Field) -> Option<u8>| {
        members.iter().any(|member| rank(&member.field).is_some_and(|rank| rank < 2))
    };
    certain(field_names::code) || certain(field_names::message)
}
