//! The parameter `fields`, which lists the members of the reply that are asked for.

use crate::model::{Field, Kind};
use crate::write::shapes::{Id, RESPONSE, Shape, Target};
use crate::write::verdict::is_envelope;

/// The shape whose members a parameter lists, where that is certain: it is called `fields`, its description says so, the reply
/// holds one object, which is not the envelope of the real one, and the names of the example are members of it.
pub(super) fn selected(field: &Field, shapes: &[Shape]) -> Option<Id> {
    let is_text = matches!(field.ty.kind(), Kind::Text) && !field.ty.is_list();
    let says_so = [
        "返回的字段",
        "返回字段",
        "字段列表",
        "返回的列",
        "需要的字段",
        "response fields",
        "fields to return",
    ]
    .iter()
    .any(|said| field.description.contains(said));
    let is_given_up = ["废弃", "无效", "忽略"].iter().any(|said| field.description.contains(said));
    if field.name != "fields" || !is_text || !says_so || is_given_up {
        return None;
    }
    let mut objects = shapes[RESPONSE].slots.iter().filter_map(|slot| match slot.target {
        Target::Shape(id) => Some(id),
        Target::Scalar | Target::Around(_) => None,
    });
    let (Some(id), None) = (objects.next(), objects.next()) else { return None };
    let members = &shapes[id].slots;
    if is_envelope(members) {
        return None;
    }
    let is_member = |name: &str| {
        let first = name.split('.').next().unwrap_or(name).trim();
        members.iter().any(|slot| slot.field.name == first)
    };
    let example = field.example.trim();
    (example.is_empty() || example.split([',', '，']).all(is_member)).then_some(id)
}
