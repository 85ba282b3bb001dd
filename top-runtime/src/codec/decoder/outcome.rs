//! Finds the outcome of a reply by reading nothing into a value.
//!
//! The decoder already finds a struct in every form in which it comes: in a JSON text, in the many forms of a list, behind options
//! and pointers. The search runs through the decoder, along the members that lead to markers alone, so that it finds exactly what
//! is decoded. It runs first, and does not end at a member that cannot be read. A JSON text on its way is parsed once more.

use std::borrow::Cow;

use super::Decoder;
use super::kept::{Refusal, describe};
use crate::Value;
use crate::codec::decode::ErasedDecode;
use crate::codec::field_table::FieldTable;
use crate::issue::{Issue, Step};
use crate::outcome::{FLAG, Findings, OutcomeFields, Verdict};
use crate::tree::{Content, Node};

/// The state of a search.
#[derive(Debug)]
pub(in crate::codec) struct Search<'m> {
    /// The markers of the struct that is read next.
    markers: &'m OutcomeFields,
    /// Whether it is an element of a list.
    in_list: bool,
    found: Findings,
}

impl<'m> Search<'m> {
    fn of(markers: &'m OutcomeFields) -> Self {
        Self { markers, in_list: false, found: Findings::default() }
    }
}

/// Finds the outcome of a reply. The value gives access to the members of its type, and stays as it is.
///
/// `bytes` is the length of the body, which bounds the work as it does for the value.
pub(crate) fn verdict(
    value: &mut dyn ErasedDecode,
    bytes: usize,
    node: Node<'_>,
    markers: &OutcomeFields,
) -> Verdict {
    if markers.is_empty() {
        return Verdict::Success;
    }
    let mut reader = Decoder::searching(Search::of(markers), bytes, node);
    reader.fill(value, Some(node));
    let Decoder { search, issues, refusal, .. } = reader;
    let verdict = search.map_or(Verdict::Success, |search| search.found.verdict(issues));
    match (verdict, refusal) {
        (Verdict::Success, Refusal::Ended(issue)) => Verdict::Unreadable(issue),
        (verdict, _) => verdict,
    }
}

impl Decoder<'_> {
    /// Notes that the struct searched next is an element of a list.
    pub(in crate::codec) fn search_elements(&mut self) {
        if let Some(search) = &mut self.search {
            search.in_list = true;
        }
    }

    /// Searches a struct instead of reading it.
    pub(in crate::codec) fn search_struct(
        &mut self,
        node: Node<'_>,
        layout: &'static FieldTable,
        slots: &mut [&mut dyn ErasedDecode],
    ) {
        let Some(Search { markers, .. }) = self.search else { return };
        let mut found = self.own_findings(node, markers);
        if markers.lead_further() {
            found = found.over(self.inner_findings(node, markers, layout, slots));
        }
        match &mut self.search {
            Some(search) if search.in_list => search.found.add_element(found),
            Some(search) => search.found.add(found),
            None => {}
        }
    }

    /// The findings in the members that have markers of their own.
    fn inner_findings(
        &mut self,
        node: Node<'_>,
        markers: &OutcomeFields,
        layout: &'static FieldTable,
        slots: &mut [&mut dyn ErasedDecode],
    ) -> Findings {
        let mut findings = Findings::default();
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
            let mark = self.mark();
            self.fill(*slot, place);
            self.enclose(&mark, || Step::Name(layout.name(at)));
            if let Some(search) = std::mem::replace(&mut self.search, outer) {
                findings.add(search.found);
            }
        }
        findings
    }

    /// The findings in the marked values of a struct.
    fn own_findings(&mut self, node: Node<'_>, markers: &OutcomeFields) -> Findings {
        let mut findings = Findings::default();
        let mut literal = None;
        for (name, good) in markers.flags() {
            let Some(place) = node.member(name).filter(|place| !place.is_null()) else { continue };
            let text = place.scalar().map(str::trim);
            if text == Some("") {
                continue;
            }
            match text.and_then(|text| good.is(text)) {
                Some(flag) => findings.flag(flag, good.is_truth_value()),
                None => findings.unreadable(self.unreadable_flag(name, place)),
            }
            literal = text.filter(|_| !good.is_truth_value());
        }
        if !findings.is_success() {
            let text = |name: Option<&str>| name.and_then(|name| node.member(name)).and_then(text);
            let code = text(markers.code()).or(literal.filter(|_| findings.is_refused()).map(Cow::Borrowed));
            findings.text(code, text(markers.message()));
        }
        for judge in markers.functions() {
            findings.evaluated(judge(&Value::from_node(node)));
        }
        findings
    }

    /// Keeps an issue of a flag that cannot be read. Returns its index.
    fn unreadable_flag(&mut self, name: &str, place: Node<'_>) -> usize {
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
