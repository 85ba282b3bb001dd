//! Tree of the elements of an XML sample.

use crate::Diagnostic;
use crate::text::shortened;

use super::super::sample::{Items, Member, Sample};
use super::malformed;

/// Maximum nesting depth.
const DEEPEST: usize = 64;

/// Open elements, and the sample read so far.
#[derive(Default)]
pub(super) struct Tree {
    open: Vec<Element>,
    done: Option<Element>,
}

struct Element {
    name: String,
    line: usize,
    text: String,
    children: Vec<Element>,
}

impl Tree {
    /// Opens an element.
    pub(super) fn start(&mut self, name: &str, line: usize) -> Result<(), Diagnostic> {
        if self.open.len() == DEEPEST {
            return Err(malformed(line, &format!("its elements are nested deeper than {DEEPEST} levels")));
        }
        self.open.push(Element { name: name.to_owned(), line, text: String::new(), children: Vec::new() });
        Ok(())
    }

    /// Adds text to the innermost element.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    /// Closes an element. Unclosed elements in it, such as a `<br>` in a value, become part of its
    /// text.
    pub(super) fn end(&mut self, name: &str, line: usize) -> Result<(), Diagnostic> {
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else {
            return if value_markup(name) {
                Ok(())
            } else {
                Err(malformed(line, &format!("`</{}>` closes nothing", shortened(name))))
            };
        };
        while self.open.len() > at + 1 {
            let Some(inner) = self.open.pop() else { break };
            if !value_markup(&inner.name) {
                return Err(malformed(
                    inner.line,
                    &format!("`<{}>` is not closed before `</{}>`", shortened(&inner.name), shortened(name)),
                ));
            }
            if let Some(outer) = self.open.last_mut() {
                outer.text.push_str(&inner.text);
                outer.children.extend(inner.children);
            }
        }
        let Some(element) = self.open.pop() else { return Ok(()) };
        match self.open.last_mut() {
            Some(outer) => outer.children.push(element),
            None => self.done = Some(element),
        }
        Ok(())
    }

    /// Returns the sample, after the root is closed.
    pub(super) fn take_sample(&mut self) -> Option<Sample> {
        let root = self.done.take()?;
        let mut sample = Sample::new(root.name.clone(), root.line, false);
        fill(&mut sample, 0, root.children);
        Some(sample)
    }

    /// Creates the error for a sample whose root is not closed.
    pub(super) fn unfinished(&self, line: usize) -> Diagnostic {
        match self.open.last() {
            Some(element) => malformed(
                line,
                &format!(
                    "it ends inside `<{}>`, which starts in line {}",
                    shortened(&element.name),
                    element.line
                ),
            ),
            None => malformed(line, "no element is in it"),
        }
    }
}

/// Returns `true` for HTML elements that values contain unclosed.
fn value_markup(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "p" | "li" | "input" | "meta" | "link" | "td" | "tr")
}

/// Adds elements as members of an object.
fn fill(sample: &mut Sample, node: usize, elements: Vec<Element>) {
    for element in elements {
        let mut member = Member { name: element.name, line: element.line, ..Member::default() };
        if element.children.is_empty() {
            member.value = Some(element.text.trim().to_owned());
        } else {
            describe(sample, &mut member, element.children);
        }
        sample.push(node, member);
    }
}

/// Classifies an element with children: an object, and possibly a list if all children have one
/// name.
fn describe(sample: &mut Sample, member: &mut Member, children: Vec<Element>) {
    let object = sample.add();
    fill(sample, object, children);
    member.object = Some(object);
    let members = sample.members(object);
    let Some(name) = members.first().map(|first| &first.name) else { return };
    if members.iter().all(|member| member.name == *name) {
        let values: Option<Vec<&str>> = members.iter().map(|member| member.value.as_deref()).collect();
        member.value = values.map(|values| values.join(","));
        member.items =
            Some(Items { name: Some(name.clone()), node: members.iter().find_map(|member| member.object) });
    }
}
