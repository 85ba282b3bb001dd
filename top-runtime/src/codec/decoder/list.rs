//! Decoding of lists, in each form that a reply has for them.

use super::Decoder;
use super::position::{Mode, Position};
use crate::codec::encode::Kind;
use crate::issue::Step;
use crate::tree::{Content, Items, Node, Tree};

/// A list under construction.
pub(in crate::codec) trait PushElement {
    /// Decodes and appends one element, or leaves it out on an error. `remaining` is the number of
    /// elements left, this one included.
    fn add(&mut self, place: Option<Node<'_>>, remaining: usize, decoder: &mut Decoder<'_>);
}

/// The elements of a list.
struct ElementType {
    kind: Kind,
    /// The declared element name.
    item_name: Option<&'static str>,
    /// Size of an element in bytes.
    size: usize,
}

/// The elements in a node.
enum Elements<'t> {
    None,
    One(Node<'t>),
    Many(Items<'t>),
}

impl Decoder<'_> {
    /// Decodes a list of elements of `size` bytes.
    pub(in crate::codec) fn list(
        &mut self,
        node: Node<'_>,
        kind: Kind,
        size: usize,
        into: &mut dyn PushElement,
    ) {
        let Position { top_level, item_name, .. } = std::mem::take(&mut self.position);
        let element_type = ElementType { kind, item_name, size };
        if matches!(self.mode, Mode::FieldNames(_)) {
            return into.add(Some(node), 1, self);
        }
        self.search_elements();
        match node.text() {
            Some(text) if top_level && self.json_lists && self.list_in_text(text, &element_type, into) => {}
            Some(text) if top_level && kind.is_scalar() => self.comma_separated(text, into),
            Some(text) if !kind.is_scalar() && self.list_in_text(text, &element_type, into) => {}
            _ => self.elements_in(node, &element_type, into),
        }
    }

    /// Decodes the list of scalars in a parameter.
    fn comma_separated(&mut self, text: &str, into: &mut dyn PushElement) {
        for (at, part) in text.split(',').enumerate() {
            self.param_element(at, |decoder| into.add(Some(Tree::of_text(part).root()), 1, decoder));
            if self.failed() {
                return;
            }
        }
    }

    /// Decodes a list from the JSON in a text. Returns false if the text is not JSON.
    fn list_in_text(&mut self, text: &str, element_type: &ElementType, into: &mut dyn PushElement) -> bool {
        self.in_text(text, |decoder, root| decoder.elements_in(root, element_type, into)).is_ok()
    }

    fn elements_in(&mut self, node: Node<'_>, element_type: &ElementType, into: &mut dyn PushElement) {
        let (elements, levels) = find_elements(node, element_type);
        match elements {
            Elements::None => {}
            Elements::One(node) => self.one(node, levels, element_type.size, into),
            Elements::Many(items) => self.many(items, levels, element_type.size, into),
        }
    }

    fn many(&mut self, items: Items<'_>, levels: usize, size: usize, into: &mut dyn PushElement) {
        let count = items.len();
        if !self.afford(count, size) || !self.enter(levels) {
            return;
        }
        for (at, node) in items.enumerate() {
            self.add(at, node, count.saturating_sub(at), into);
            if self.has_ended() {
                break;
            }
        }
        self.leave(levels);
    }

    fn one(&mut self, node: Node<'_>, levels: usize, size: usize, into: &mut dyn PushElement) {
        if self.afford(1, size) && self.enter(levels) {
            self.add(0, node, 1, into);
            self.leave(levels);
        }
    }

    fn add(&mut self, at: usize, node: Node<'_>, remaining: usize, into: &mut dyn PushElement) {
        let place = Some(node).filter(|node| !node.is_null());
        self.element(|| Step::Index(at), |decoder| into.add(place, remaining, decoder));
    }
}

/// Finds the elements of a list, and the number of levels around them. The first rule that applies
/// decides:
///
/// 1. an array;
/// 2. the member with the element's name;
/// 3. the only member, unless the element has a field of that name;
/// 4. the only member with an array, under the same condition;
/// 5. the node as the only element.
fn find_elements<'t>(node: Node<'t>, element_type: &ElementType) -> (Elements<'t>, usize) {
    let kind = element_type.kind;
    let members = match node.content() {
        Content::Null => return (Elements::None, 0),
        Content::Text(text) if text.trim().is_empty() => return (Elements::None, 0),
        Content::Array(items) => return (Elements::Many(items), 1),
        Content::Object(members) => members,
        _ => return (Elements::One(node), 0),
    };
    if let Some(inner) = node.member(element_type.item_name.unwrap_or(kind.item_name())) {
        return unwrap_list(inner);
    }
    let is_field = |name: &str| {
        matches!(kind, Kind::Object(_, table) if table.has(name)) || matches!(kind, Kind::Map | Kind::Any)
    };
    let mut first_two = members.clone();
    match (first_two.next(), first_two.next()) {
        (None, _) => return (Elements::None, 0),
        (Some((name, inner)), None) if !is_field(name) => return unwrap_list(inner),
        _ => {}
    }
    let mut arrays =
        members.filter(|(name, inner)| matches!(inner.content(), Content::Array(_)) && !is_field(name));
    match (arrays.next(), arrays.next()) {
        (Some((_, inner)), None) => unwrap_list(inner),
        _ => (Elements::One(node), 0),
    }
}

/// Returns the elements in a list wrapper, and the number of levels around them.
fn unwrap_list(inner: Node<'_>) -> (Elements<'_>, usize) {
    match inner.content() {
        Content::Array(items) => (Elements::Many(items), 2),
        Content::Null | Content::Text("") => (Elements::None, 1),
        _ => (Elements::One(inner), 1),
    }
}
