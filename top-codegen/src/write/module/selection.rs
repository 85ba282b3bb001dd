//! The parameter `fields`, which selects members of the reply.

use std::collections::HashSet;

use crate::model::{Field, Kind};
use crate::write::object_types::{ObjectId, ObjectMember, ObjectType, RESPONSE, Target};
use crate::write::outcome_markers::is_envelope;

/// Returns the object type whose members a parameter selects, if certain: the parameter is named
/// `fields`, its type or description fits, and exactly one object in the reply root (without
/// envelopes) has the names of the example. Without an example, the root must contain a single
/// object.
pub(super) fn selected(field: &Field, objects: &[ObjectType]) -> Option<ObjectId> {
    let is_text = matches!(field.ty.kind(), Kind::Text) && !field.ty.is_list();
    let is_obsolete = ["废弃", "无效", "忽略"].iter().any(|phrase| field.description.contains(phrase));
    if field.name != "fields" || !is_text || is_obsolete || !describes_field_list(field) {
        return None;
    }
    let in_root = objects[RESPONSE].members.iter().filter_map(|member| match member.target {
        Target::Object(id) => Some(id),
        Target::Scalar | Target::Enclosing(_) => None,
    });
    let mut candidates: Vec<ObjectId> = in_root.filter(|id| !is_envelope(&objects[*id].members)).collect();
    candidates.dedup();
    let names: HashSet<&str> = example(field).collect();
    if !names.is_empty() {
        candidates.retain(|id| are_members(&names, &objects[*id].members));
    }
    match candidates.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

fn describes_field_list(field: &Field) -> bool {
    const PHRASES: &[&str] = &[
        "返回的字段",
        "返回字段",
        "字段列表",
        "返回的列",
        "需要的字段",
        "需返回",
        "response fields",
        "fields to return",
        "list of fields",
    ];
    field.ty.spelled() == "FieldList" || PHRASES.iter().any(|phrase| field.description.contains(phrase))
}

/// Returns the first parts of the names in the example, without wildcards.
fn example(field: &Field) -> impl Iterator<Item = &str> {
    let names =
        field.example.split([',', '，', ' ', ';']).map(|name| name.split('.').next().unwrap_or(name).trim());
    names.filter(|name| !name.is_empty() && !matches!(*name, "*" | "all"))
}

/// Returns `true` if most names are members. Examples may be outdated.
fn are_members(names: &HashSet<&str>, members: &[ObjectMember]) -> bool {
    let shown: HashSet<&str> =
        members.iter().map(|member| member.field.name.as_str()).filter(|name| names.contains(name)).collect();
    shown.len() * 2 > names.len()
}
