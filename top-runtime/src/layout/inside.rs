//! What stands inside of a struct's members, for names with a dot that are checked while compiling.
//!
//! It is kept apart from the layouts, which every type has in a static: structs that hold one another would make circles of them,
//! and a constant cannot go in a circle. So a constant sees one step down, which is as far as the platform's names go.

use super::Layout;

/// A member whose type has a name of the user's, or of ours.
pub type Inside = (&'static str, Content);

/// What such a type holds.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// A struct, or what holds structs, with these members.
    Members(&'static Layout),
    /// Members that stand in the place of the flattened struct that they come from, with what is inside of them.
    Spread(&'static [Inside]),
    /// Nobody knows while compiling.
    Open,
}

/// What stands inside of a member of this name; `None` where nothing can.
pub(crate) const fn inside(of: &'static [Inside], name: &str) -> Option<Content> {
    let mut at = 0;
    while at < of.len() {
        let (known, content) = of[at];
        let found = match content {
            Content::Spread(members) => inside(members, name),
            content if super::equal(known.as_bytes(), name.as_bytes()) => Some(content),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}
