//! Search for the outcome of a reply, by decoding nothing into a value.
//!
//! The decoder already finds a struct in every form: in a JSON text, in the forms of a list, inside
//! options and pointers. The search uses the decoder and visits only the members that lead to
//! outcome fields, so it finds exactly the structs that are decoded. It runs before decoding and
//! does not end at a member that cannot be decoded. JSON in texts on the way is parsed once more.

use std::borrow::Cow;

use super::Decoder;
use super::budget::Budget;
use super::issues::{Refusal, describe};
use super::members::Fields;
use super::position::{Mode, Position};
use crate::Value;
use crate::codec::decode::ErasedDecode;
use crate::codec::field_table::FieldTable;
use crate::issue::{Issue, Step};
use crate::outcome::{FLAG, Findings, OutcomeFields, Verdict};
use crate::tree::{Content, Node};

/// The state of a search.
#[derive(Debug)]
pub(super) struct OutcomeSearch<'m> {
    /// The outcome fields of the next struct.
    markers: &'m OutcomeFields,
    /// Whether the next struct is an element of a list.
    in_list: bool,
    findings: Findings,
}

impl<'m> OutcomeSearch<'m> {
    fn of(markers: &'m OutcomeFields) -> Self {
        Self { markers, in_list: false, findings: Findings::default() }
    }
}

/// Finds the outcome of a reply. `value` gives access to the fields of its type and does not
/// change.
///
/// `bytes` is the length of the body. It bounds the work, as in decoding.
pub(crate) fn verdict(
    value: &mut dyn ErasedDecode,
    bytes: usize,
    node: Node<'_>,
    markers: &OutcomeFields,
) -> Verdict {
    if markers.is_empty() {
        return Verdict::Success;
    }
    let mut decoder = Decoder {
        mode: Mode::Outcome(OutcomeSearch::of(markers)),
        // Each value counts as refused, so that none is kept.
        refusal: Refusal::Unkept,
        budget: Budget::of(bytes, usize::from(node.place() > 0)),
        ..Decoder::default()
    };
    decoder.fill(value, Some(node));
    let Decoder { mode, issues, refusal, .. } = decoder;
    let verdict = match mode {
        Mode::Outcome(search) => search.findings.verdict(issues),
        _ => Verdict::Success,
    };
    match (verdict, refusal) {
        (Verdict::Success, Refusal::Ended(issue)) => Verdict::Unreadable(issue),
        (verdict, _) => verdict,
    }
}

impl<'r> Decoder<'r> {
    pub(super) fn is_search(&self) -> bool {
        matches!(self.mode, Mode::Outcome(_))
    }

    fn search(&mut self) -> Option<&mut OutcomeSearch<'r>> {
        match &mut self.mode {
            Mode::Outcome(search) => Some(search),
            _ => None,
        }
    }

    /// Records that the next struct is an element of a list.
    pub(super) fn search_elements(&mut self) {
        if let Some(search) = self.search() {
            search.in_list = true;
        }
    }

    /// Searches a struct in place of decoding it.
    pub(super) fn search_struct(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        fields: &mut Fields<'_, '_>,
    ) {
        let Some(OutcomeSearch { markers, .. }) = self.search() else { return };
        let markers = *markers;
        let mut findings = self.findings_here(node, markers);
        if markers.lead_further() {
            findings = findings.over(self.inner_findings(node, markers, table, fields));
        }
        match self.search() {
            Some(search) if search.in_list => search.findings.add_element(findings),
            Some(search) => search.findings.add(findings),
            None => {}
        }
    }

    /// Returns the findings in the members that have outcome fields of their own.
    fn inner_findings(
        &mut self,
        node: Node<'_>,
        markers: &OutcomeFields,
        table: &'static FieldTable,
        fields: &mut Fields<'_, '_>,
    ) -> Findings {
        let mut findings = Findings::default();
        let mut flattened = markers.flattened();
        for (at, field) in table.fields().enumerate() {
            let Some(value) = fields.get(at) else { break };
            let (inner, place) = if let Some(inner) = field.flattened() {
                (flattened.next(), Some(node).filter(|node| inner.is_present(*node)))
            } else {
                let inner = markers.inside(field.name());
                (inner, inner.and_then(|_| node.member(field.name())))
            };
            let Some(inner) = inner.filter(|inner| !inner.is_empty()) else { continue };
            let outer = std::mem::replace(&mut self.mode, Mode::Outcome(OutcomeSearch::of(inner)));
            self.position = Position { item_name: field.item_name(), ..Position::default() };
            let mark = self.mark();
            self.fill(value, place);
            self.enclose(&mark, || Step::Name(table.name(at)));
            if let Mode::Outcome(search) = std::mem::replace(&mut self.mode, outer) {
                findings.add(search.findings);
            }
        }
        findings
    }

    /// Returns the findings in the outcome fields of one struct.
    fn findings_here(&mut self, node: Node<'_>, markers: &OutcomeFields) -> Findings {
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

    /// Records an issue of a flag that cannot be decoded, and returns its index.
    fn unreadable_flag(&mut self, name: &str, place: Node<'_>) -> usize {
        self.refuse(Issue::at(name, FLAG, describe(place)));
        self.issues.len().saturating_sub(1)
    }
}

/// Returns the text of a code or message; for a list or object its JSON, as a field of type
/// `String` decodes it. `None` for blank text and empty containers.
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
