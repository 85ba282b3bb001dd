//! The many forms of a list in a reply.

use super::Reader;
use crate::encode::Kind;
use crate::tree::{Content, Items, Node, Tree, parse_json};

/// A list that is being filled.
pub(super) trait Elements {
    /// Reads and adds one element; not added when it could not be read. It is the first of `ahead` that are to come.
    fn add(&mut self, place: Option<Node<'_>>, ahead: usize, from: &mut Reader<'_>);
}

/// What was found in the place of a list.
enum Found<'t> {
    Nothing,
    One(Node<'t>),
    Many(Items<'t>),
}

impl Reader<'_> {
    /// Fills a list from whichever form it has.
    pub(super) fn list(&mut self, node: Node<'_>, of: Kind, into: &mut dyn Elements) {
        let item = self.item.take();
        let bare = std::mem::replace(&mut self.bare, false);
        if self.outline.is_some() {
            return into.add(Some(node), 1, self);
        }
        self.search_elements();
        if let Content::Text(text) = node.content() {
            if bare && of.is_scalar() {
                for (at, part) in text.split(',').enumerate() {
                    self.part(at, |from| into.add(Some(Tree::of_text(part).root()), 1, from));
                    if self.failed() {
                        return;
                    }
                }
                return;
            }
            if !of.is_scalar()
                && let Ok(tree) = parse_json(text)
            {
                return self.elements(&find(tree.root(), of, item), into);
            }
        }
        self.elements(&find(node, of, item), into);
    }

    fn elements(&mut self, found: &Found<'_>, into: &mut dyn Elements) {
        let mut add = |at: usize, node: Node<'_>, ahead| {
            let place = Some(node).filter(|node| !node.is_null());
            self.element(|| format!("[{at}]"), |from| into.add(place, ahead, from));
        };
        match found {
            Found::Nothing => {}
            Found::One(node) => add(0, *node, 1),
            Found::Many(items) => {
                let all = items.len();
                items.clone().enumerate().for_each(|(at, node)| add(at, node, all.saturating_sub(at)));
            }
        }
    }
}

/// An array; else the member with the element's name; else the only member, if the element has no field of its name; else the only
/// member with an array, under the same condition; else the one element itself.
fn find<'t>(node: Node<'t>, of: Kind, item: Option<&str>) -> Found<'t> {
    let members = match node.content() {
        Content::Null => return Found::Nothing,
        Content::Text(text) if text.trim().is_empty() => return Found::Nothing,
        Content::Array(items) => return Found::Many(items),
        Content::Object(members) => members,
        _ => return Found::One(node),
    };
    if let Some(inner) = node.member(item.unwrap_or(of.item_name())) {
        return unwrapped(inner);
    }
    let own = |name: &str| {
        matches!(of, Kind::Object(_, layout) if layout.has(name)) || matches!(of, Kind::Map | Kind::Any)
    };
    let mut all = members.clone();
    match (all.next(), all.next()) {
        (None, _) => return Found::Nothing,
        (Some((name, inner)), None) if !own(name) => return unwrapped(inner),
        _ => {}
    }
    let mut arrays =
        members.filter(|(name, inner)| matches!(inner.content(), Content::Array(_)) && !own(name));
    match (arrays.next(), arrays.next()) {
        (Some((_, inner)), None) => unwrapped(inner),
        _ => Found::One(node),
    }
}

/// What a list wrapper holds: the elements, one element, or nothing.
fn unwrapped(inner: Node<'_>) -> Found<'_> {
    match inner.content() {
        Content::Array(items) => Found::Many(items),
        Content::Null | Content::Text("") => Found::Nothing,
        _ => Found::One(inner),
    }
}
