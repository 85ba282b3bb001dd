//! Whether a name is that of a member: up to the second dot while compiling, and whole before it is sent.

use crate::decode::{Decode, outline};
use crate::encode::Kind;
use crate::issue::{Issue, excerpt};
use crate::layout::{Content, Members, inside};
use crate::near::Nearest;

/// Stops the compilation where no member has this name, up to its second dot.
#[track_caller]
pub(super) const fn assert_member<T: Members>(name: &str) {
    let (first, rest) = split(name);
    if !T::LAYOUT.is_member(first) {
        return refuse("", first, Nearest::NONE.or_member(first, T::LAYOUT));
    }
    let Some(rest) = rest else { return };
    match inside(T::INSIDE, first) {
        Some(Content::Members(layout)) => {
            let (second, _) = split(rest);
            if !layout.is_member(second) {
                refuse(first, second, Nearest::NONE.or_member(second, layout));
            }
        }
        Some(_) => {}
        None => {
            panic!("{}", Message::new().with("`").with(first).with("` has no members: name it alone").text())
        }
    }
}

/// Stops the compilation, and says which name may have been meant.
#[track_caller]
const fn refuse(way: &str, name: &str, nearest: Nearest<'static>) {
    let message = Message::new().with("there is no member `").step(way).with(name).with("`");
    let message = match nearest.name() {
        Some(near) => message.with(": did you mean `").step(way).with(near).with("`?"),
        None => message.with(" in the reply type of these `Fields`"),
    };
    panic!("{}", message.text());
}

/// What stands before the first dot, and what stands behind it, if there is one.
const fn split(name: &str) -> (&str, Option<&str>) {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'.' {
            let (first, rest) = name.split_at(at);
            return (first, Some(rest.split_at(1).1));
        }
        at += 1;
    }
    (name, None)
}

/// A text that is put together while compiling; what does not fit is cut off.
struct Message {
    bytes: [u8; 200],
    len: usize,
}

impl Message {
    const fn new() -> Self {
        Self { bytes: [0; 200], len: 0 }
    }

    const fn with(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.len < self.bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    /// A member on the way to another one, if there is one.
    const fn step(self, way: &str) -> Self {
        if way.is_empty() { self } else { self.with(way).with(".") }
    }

    const fn text(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "there is no member of this name",
        }
    }
}

/// Why nothing is asked for, if `names` has no name.
pub(super) const EMPTY: &str = "the name of a member, or all of them";

/// What is wrong with the name at this place of a selection.
pub(super) fn issue<T: Members + Decode>(at: usize, name: &str) -> Option<Issue> {
    // Most names have no dot, and the layout knows those.
    if !name.contains('.') && T::LAYOUT.has(name) {
        return None;
    }
    let near = follow(name, &mut T::empty()).err()?;
    let of = match T::kind() {
        Kind::Object(of, _) => of,
        _ => "the reply",
    };
    let like = near.map(|near| format!(" (like `{near}`)")).unwrap_or_default();
    Some(Issue::at(&format!("[{at}]"), format!("a member of `{of}`{like}"), excerpt(name)))
}

/// Follows the name from struct to struct. Where it leads to no member: the nearest name that does, if one is near.
fn follow(name: &str, root: &mut dyn Decode) -> Result<(), Option<String>> {
    let steps: Vec<&str> = name.split('.').collect();
    for (at, step) in steps.iter().enumerate() {
        let way = &steps[..at];
        let known = outline::names(root, way, 0);
        if known.iter().any(|known| known == step) {
            continue;
        }
        // A member that has none is what was meant, if anything was.
        if known.is_empty() {
            return Err(Some(way.join(".")));
        }
        let nearest = known.iter().fold(Nearest::NONE, |nearest, known| nearest.or(step, known));
        return Err(nearest.name().map(|near| [way, &[near]].concat().join(".")));
    }
    Ok(())
}
