//! Texts that are no JSON in some place and were read nevertheless.

use std::iter::Peekable;
use std::slice::Iter;

use super::json::Fault;
use super::{Content, Node, Tree};
use crate::issue::{Issue, Step, quote_excerpt};

/// How many of one reply are noted.
const MOST: usize = 256;

/// A place inside of a string where JSON was expected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mend {
    /// The cell of the string, or of the member's name.
    cell: usize,
    /// Where in the text.
    at: usize,
    fault: Fault,
}

impl Tree<'_> {
    /// Notes that the string whose cell comes next was mended.
    pub(super) fn note(&mut self, at: usize, fault: Fault) {
        if self.mends.len() < MOST {
            self.mends.push(Mend { cell: self.cells.len(), at, fault });
        }
    }
}

impl Mend {
    fn issue(self, text: &str, path: &[Step<'_>]) -> Issue {
        let (expected, len) = match self.fault {
            Fault::Surrogate => ("both halves of a surrogate pair", 6),
            _ => ("an escape that JSON knows", 2),
        };
        let found: String = text.get(self.at..).unwrap_or_default().chars().take(len).collect();
        let mut issue = Issue::at("", expected, quote_excerpt(&found));
        path.iter().rev().for_each(|step| issue.within(&step.text()));
        issue
    }
}

impl Node<'_> {
    /// The texts in it that were mended, with the paths to them.
    pub(crate) fn mended(self) -> Vec<Issue> {
        let mends = &self.tree.mends;
        let first = mends.partition_point(|mend| mend.cell < self.at as usize);
        let mut found =
            Found { mends: mends[first..].iter().peekable(), path: Vec::new(), issues: Vec::new() };
        if !mends.is_empty() {
            found.look(self);
        }
        found.issues
    }
}

/// The places that are still to be found, and the way to where they are looked for.
struct Found<'t> {
    mends: Peekable<Iter<'t, Mend>>,
    path: Vec<Step<'t>>,
    issues: Vec<Issue>,
}

impl<'t> Found<'t> {
    /// Goes through a value once: whatever holds none of the places is passed over as a whole.
    fn look(&mut self, node: Node<'t>) {
        match node.content() {
            Content::Array(items) => {
                for (at, item) in items.enumerate() {
                    self.step(Step::Index(at), item);
                }
            }
            Content::Object(members) => {
                for (name, value) in members {
                    self.step(Step::Name(name), value);
                }
            }
            _ => self.take(node),
        }
    }

    /// Goes on to an element or member.
    fn step(&mut self, step: Step<'t>, node: Node<'t>) {
        if self.mends.peek().is_some_and(|mend| mend.cell < node.at as usize + node.cells()) {
            self.path.push(step);
            // The cell before that of a member's value is its name's.
            self.take(node);
            self.look(node);
            self.path.pop();
        }
    }

    /// Takes what is noted up to the first cell of a value.
    fn take(&mut self, node: Node<'t>) {
        while let Some(mend) = self.mends.next_if(|mend| mend.cell <= node.at as usize) {
            self.issues.push(mend.issue(node.tree.text, &self.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tree::parse_reply;

    #[test]
    fn each_mended_text_is_found_by_its_path() {
        let text = r#"{"a":"x","b\q":[{"c":"\ud800"},1,"\u12"],"d":{"e":[[["\x\x"]]],"f\'":{}},"g":"\n"}"#;
        let tree = parse_reply(text, 128).unwrap_or_default();
        let paths: Vec<_> = tree.root().mended().into_iter().map(|issue| issue.path).collect();
        assert_eq!(paths, ["b\\q", "b\\q[0].c", "b\\q[2]", "d.e[0][0][0]", "d.e[0][0][0]", "d.f\\'"]);
        let inner = tree.root().member("d").map(|node| node.mended().len());
        assert_eq!(inner, Some(3));
    }

    #[test]
    fn a_bounded_number_of_texts_is_noted() {
        let text = format!("[{}1]", "\"\\q\\q\",".repeat(1000));
        let tree = parse_reply(&text, 128).unwrap_or_default();
        assert_eq!(tree.root().mended().len(), 256);
    }
}
