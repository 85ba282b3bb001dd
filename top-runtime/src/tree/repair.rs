//! Repairs: places in strings that are not valid JSON and were parsed nevertheless.

use std::iter::Peekable;
use std::slice::Iter;

use super::json::Fault;
use super::{Content, Node, Tree};
use crate::issue::{Issue, Step, quote_excerpt};

/// Limit: recorded repairs per reply.
const MAX_REPAIRS: usize = 256;

/// A place in a string that is not valid JSON.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repair {
    /// The cell of the string or name.
    cell: usize,
    /// Offset in the text.
    at: usize,
    fault: Fault,
}

impl Tree<'_> {
    /// Records a repair in the string of the next cell.
    pub(super) fn record_repair(&mut self, at: usize, fault: Fault) {
        if self.repairs.len() < MAX_REPAIRS {
            self.repairs.push(Repair { cell: self.cells.len(), at, fault });
        }
    }
}

impl Repair {
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
    /// Returns the repairs inside the node as issues.
    pub(crate) fn repairs(self) -> Vec<Issue> {
        let repairs = &self.tree.repairs;
        let first = repairs.partition_point(|repair| repair.cell < self.at as usize);
        let mut search =
            Search { repairs: repairs[first..].iter().peekable(), path: Vec::new(), issues: Vec::new() };
        if !repairs.is_empty() {
            search.visit(self);
        }
        search.issues
    }
}

/// The remaining repairs, and the path of the current node.
struct Search<'t> {
    repairs: Peekable<Iter<'t, Repair>>,
    path: Vec<Step<'t>>,
    issues: Vec<Issue>,
}

impl<'t> Search<'t> {
    /// Visits a value. Skips containers without a repair.
    fn visit(&mut self, node: Node<'t>) {
        match node.content() {
            Content::Array(items) => {
                for (at, item) in items.enumerate() {
                    self.visit_child(Step::Index(at), item);
                }
            }
            Content::Object(members) => {
                for (name, value) in members {
                    self.visit_child(Step::Name(name), value);
                }
            }
            _ => self.add_issues(node),
        }
    }

    /// Visits an element or member.
    fn visit_child(&mut self, step: Step<'t>, node: Node<'t>) {
        if self.repairs.peek().is_some_and(|repair| repair.cell < node.at as usize + node.cells()) {
            self.path.push(step);
            // The cell before the value of a member is its name.
            self.add_issues(node);
            self.visit(node);
            self.path.pop();
        }
    }

    /// Adds the issues of the repairs up to the first cell of a value.
    fn add_issues(&mut self, node: Node<'t>) {
        while let Some(repair) = self.repairs.next_if(|repair| repair.cell <= node.at as usize) {
            self.issues.push(repair.issue(node.tree.text, &self.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tree::parse_reply;

    #[test]
    fn each_repair_has_a_path() {
        let text = r#"{"a":"x","b\q":[{"c":"\ud800"},1,"\u12"],"d":{"e":[[["\x\x"]]],"f\'":{}},"g":"\n"}"#;
        let tree = parse_reply(text, 128).unwrap_or_default();
        let paths: Vec<_> = tree.root().repairs().into_iter().map(|issue| issue.path).collect();
        assert_eq!(paths, ["b\\q", "b\\q[0].c", "b\\q[2]", "d.e[0][0][0]", "d.e[0][0][0]", "d.f\\'"]);
        let inner = tree.root().member("d").map(|node| node.repairs().len());
        assert_eq!(inner, Some(3));
    }

    #[test]
    fn at_most_256_repairs_are_recorded() {
        let text = format!("[{}1]", "\"\\q\\q\",".repeat(1000));
        let tree = parse_reply(&text, 128).unwrap_or_default();
        assert_eq!(tree.root().repairs().len(), 256);
    }
}
