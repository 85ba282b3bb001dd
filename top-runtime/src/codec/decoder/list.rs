//! The many forms of a list in a reply.

use super::Decoder;
use crate::codec::encode::Kind;
use crate::issue::Step;
use crate::tree::{Content, Items, Node, Tree};

/// A list that is being filled.
pub(in crate::codec) trait PushElement {
    /// Reads and adds one element; not added when it could not be read. It is the first of `ahead` that are to come.
    fn add(&mut self, place: Option<Node<'_>>, ahead: usize, decoder: &mut Decoder<'_>);
}

/// What a list is made of.
struct Wanted {
    of: Kind,
    /// The element name that was declared.
    item: Option<&'static str>,
    /// How many bytes an element has.
    size: usize,
}

/// What was found in the place of a list.
enum Found<'t> {
    Nothing,
    One(Node<'t>),
    Many(Items<'t>),
}

impl Decoder<'_> {
    /// Fills a list of elements of so many bytes from whichever form it has.
    pub(in crate::codec) fn list(
        &mut self,
        node: Node<'_>,
        of: Kind,
        size: usize,
        into: &mut dyn PushElement,
    ) {
        let wanted = Wanted { of, item: self.item.take(), size };
        let bare = std::mem::replace(&mut self.bare, false);
        if self.outline.is_some() {
            return into.add(Some(node), 1, self);
        }
        self.search_elements();
        match node.text() {
            Some(text) if bare && of.is_scalar() => self.parts(text, into),
            Some(text) if !of.is_scalar() && self.list_in_text(text, &wanted, into) => {}
            _ => self.found(node, &wanted, into),
        }
    }

    /// Fills a list of scalars from a parameter, where they are joined by commas.
    fn parts(&mut self, text: &str, into: &mut dyn PushElement) {
        for (at, part) in text.split(',').enumerate() {
            self.part(at, |decoder| into.add(Some(Tree::of_text(part).root()), 1, decoder));
            if self.failed() {
                return;
            }
        }
    }

    /// Fills a list from the JSON in a text. False if it holds none.
    fn list_in_text(&mut self, text: &str, wanted: &Wanted, into: &mut dyn PushElement) -> bool {
        self.in_text(text, |decoder, root| decoder.found(root, wanted, into)).is_ok()
    }

    fn found(&mut self, node: Node<'_>, wanted: &Wanted, into: &mut dyn PushElement) {
        let (found, levels) = find(node, wanted);
        match found {
            Found::Nothing => {}
            Found::One(node) => self.one(node, levels, wanted.size, into),
            Found::Many(items) => self.many(items, levels, wanted.size, into),
        }
    }

    fn many(&mut self, items: Items<'_>, levels: usize, size: usize, into: &mut dyn PushElement) {
        let all = items.len();
        if !self.afford(all, size) || !self.enter(levels) {
            return;
        }
        for (at, node) in items.enumerate() {
            self.add(at, node, all.saturating_sub(at), into);
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

    fn add(&mut self, at: usize, node: Node<'_>, ahead: usize, into: &mut dyn PushElement) {
        let place = Some(node).filter(|node| !node.is_null());
        self.element(|| Step::Index(at), |decoder| into.add(place, ahead, decoder));
    }
}

/// An array; else the member with the element's name; else the only member, if the element has no field of its name; else the only
/// member with an array, under the same condition; else the one element itself. With the number of levels around the elements.
fn find<'t>(node: Node<'t>, wanted: &Wanted) -> (Found<'t>, usize) {
    let of = wanted.of;
    let members = match node.content() {
        Content::Null => return (Found::Nothing, 0),
        Content::Text(text) if text.trim().is_empty() => return (Found::Nothing, 0),
        Content::Array(items) => return (Found::Many(items), 1),
        Content::Object(members) => members,
        _ => return (Found::One(node), 0),
    };
    if let Some(inner) = node.member(wanted.item.unwrap_or(of.item_name())) {
        return unwrapped(inner);
    }
    let own = |name: &str| {
        matches!(of, Kind::Object(_, layout) if layout.has(name)) || matches!(of, Kind::Map | Kind::Any)
    };
    let mut all = members.clone();
    match (all.next(), all.next()) {
        (None, _) => return (Found::Nothing, 0),
        (Some((name, inner)), None) if !own(name) => return unwrapped(inner),
        _ => {}
    }
    let mut arrays =
        members.filter(|(name, inner)| matches!(inner.content(), Content::Array(_)) && !own(name));
    match (arrays.next(), arrays.next()) {
        (Some((_, inner)), None) => unwrapped(inner),
        _ => (Found::One(node), 0),
    }
}

/// What a list wrapper holds: the elements, one element, or nothing.
fn unwrapped(inner: Node<'_>) -> (Found<'_>, usize) {
    match inner.content() {
        Content::Array(items) => (Found::Many(items), 2),
        Content::Null | Content::Text("") => (Found::Nothing, 1),
        _ => (Found::One(inner), 1),
    }
}
