//! The outcome of a reply, found by reading nothing into a value.
//!
//! Reading already finds a struct in every form in which it comes: a JSON text, the many forms of a list, behind options and
//! pointers. The search goes the same way, only along the members that lead to markers, so that it sees exactly what is decoded.

use std::borrow::Cow;

use super::reader::describe;
use super::{Reader, Slot};
use crate::Value;
use crate::issue::Issue;
use crate::layout::Layout;
use crate::outcome::{Detail, FLAG, Findings, Mark, Markers, Outcome, Verdict};
use crate::tree::{Content, Node};

/// What is looked for instead of values.
#[derive(Debug)]
pub(super) struct Search<'m> {
    /// The markers of the struct that is read next.
    markers: &'m Markers,
    /// Whether it is an element of a list.
    in_list: bool,
    found: Findings,
}

impl<'m> Search<'m> {
    fn of(markers: &'m Markers) -> Self {
        Self { markers, in_list: false, found: Findings::default() }
    }
}

/// What a reply says of the business call. The value is only the way to the members of its type: it stays as it is.
pub(crate) fn verdict(value: &mut dyn Slot, node: Node<'_>, markers: &Markers) -> Verdict {
    if markers.is_empty() {
        return Verdict::Success;
    }
    let mut reader = Reader::searching(Search::of(markers));
    reader.fill(value, Some(node));
    let Reader { search, issues, .. } = reader;
    search.map_or(Verdict::Success, |search| search.found.verdict(issues))
}

impl Reader<'_> {
    /// Notes that the struct searched next is an element of a list.
    pub(super) fn search_elements(&mut self) {
        if let Some(search) = &mut self.search {
            search.in_list = true;
        }
    }

    /// Searches a struct instead of reading it.
    pub(super) fn search_struct(
        &mut self,
        node: Node<'_>,
        layout: &'static Layout,
        slots: &mut [&mut dyn Slot],
    ) {
        let Some(Search { markers, .. }) = self.search else { return };
        let own = self.own_findings(node, markers);
        let mut inside = Findings::default();
        let mut flattened = markers.flattened();
        for (at, (field, slot)) in layout.fields().zip(slots).enumerate() {
            let (inner, place) = if let Some(inner) = field.flattened() {
                (flattened.next(), Some(node).filter(|node| !inner.optional || inner.layout.is_in(*node)))
            } else {
                let inner = markers.inside(field.name());
                (inner, inner.and_then(|_| node.member(field.name())))
            };
            let Some(inner) = inner.filter(|inner| !inner.is_empty()) else { continue };
            let outer = self.search.replace(Search::of(inner));
            self.item = field.item_name();
            self.step(|| layout.name(at).to_owned(), *slot, place);
            if let Some(search) = std::mem::replace(&mut self.search, outer) {
                inside.add(search.found);
            }
        }
        let found = own.over(inside);
        match &mut self.search {
            Some(search) if search.in_list => search.found.add_element(found),
            Some(search) => search.found.add(found),
            None => {}
        }
    }

    /// What the marked values of a struct say.
    fn own_findings(&mut self, node: Node<'_>, markers: &Markers) -> Findings {
        let mut found = Findings::default();
        let (mut code, mut message, mut literal) = (None, None, None);
        for (name, mark) in markers.marks() {
            let place = node.member(name).filter(|place| !place.is_null());
            match (mark, place) {
                (Mark::Success(good), Some(place)) => match place.scalar().map(str::trim) {
                    Some("") => {}
                    Some(text) => {
                        let flag = good.is(text);
                        match flag {
                            Some(flag) => found.flag(flag, good.is_truth_value()),
                            None => found.unreadable(self.unreadable(name, place)),
                        }
                        literal = (!good.is_truth_value()).then_some(text);
                    }
                    None => found.unreadable(self.unreadable(name, place)),
                },
                (Mark::Code, place) => code = place.and_then(text),
                (Mark::Message, place) => message = place.and_then(text),
                (Mark::Success(_), None) => {}
            }
        }
        if code.is_none() && found.says_no() {
            code = literal.map(Cow::Borrowed);
        }
        let fails = markers.fails(code.as_deref(), message.as_deref());
        found.text(Detail { code: code.map(Cow::into_owned), message: message.map(Cow::into_owned) }, fails);
        for judge in markers.functions() {
            match judge(&Value::from_node(node)) {
                Outcome::Success => found.flag(true, true),
                Outcome::Failure(failure) => {
                    found.flag(false, true);
                    found.text(Detail { code: failure.code, message: failure.message }, true);
                    found.details(failure.details);
                }
            }
        }
        found
    }

    /// Keeps an issue of a flag that cannot be read. Gives its index.
    fn unreadable(&mut self, name: &str, place: Node<'_>) -> usize {
        self.refuse(Issue::at(name, FLAG, describe(place)));
        self.issues.len().saturating_sub(1)
    }
}

/// The text of a code or message: of a list or object its JSON, as a field of type `String` reads it. Blank texts and empty
/// containers are none.
fn text(place: Node<'_>) -> Option<Cow<'_, str>> {
    let text = match place.content() {
        Content::Array(items) if items.len() == 0 => return None,
        Content::Object(mut members) => {
            members.next()?;
            Cow::Owned(Value::from_node(place).to_string())
        }
        Content::Array(_) => Cow::Owned(Value::from_node(place).to_string()),
        _ => Cow::Borrowed(place.scalar()?.trim()),
    };
    (!text.is_empty()).then_some(text)
}
