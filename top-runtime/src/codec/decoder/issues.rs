//! Issues and errors of the values that cannot be decoded.

use super::Decoder;
use super::position::Mode;
use crate::codec::decode::Decode;
use crate::codec::encode::Kind;
use crate::codec::field_table::FieldTable;
use crate::issue::{Issue, IssueKind, Step, cut, prefix_path, quote_excerpt};
use crate::tree::{Content, Node};

/// Limit: issues per reply. A reply of 8 MiB could have millions.
const MAX_ISSUES: usize = 256;

/// Limit: paths of unknown members per reply.
const MAX_UNKNOWN: usize = 1000;

/// Limit: known codes in the text of an issue.
const MAX_CODES: usize = 20;

/// The error of the current value.
#[derive(Debug, Default)]
pub(super) enum Refusal {
    #[default]
    None,
    /// The value is left out without an issue, because the limit is reached.
    Unkept,
    /// The value cannot be decoded.
    Issue(Issue),
    /// The reply exceeds its budget: decoding ends.
    Ended(Issue),
}

/// The number of issues and unknown members before a value.
pub(in crate::codec) struct Mark {
    issues: usize,
    unknown: usize,
}

impl Decoder<'_> {
    /// Returns the error that ended decoding, if any.
    pub(crate) fn finish(&mut self) -> Result<(), Issue> {
        match std::mem::take(&mut self.refusal) {
            Refusal::None => Ok(()),
            Refusal::Issue(issue) | Refusal::Ended(issue) => Err(issue),
            Refusal::Unkept => Err(Issue::at("", "a value that can be read", "too many that cannot")),
        }
    }

    /// Decodes an element of a list or map with `fill`. An error becomes an issue.
    pub(in crate::codec) fn element<'n>(
        &mut self,
        step: impl FnOnce() -> Step<'n>,
        fill: impl FnOnce(&mut Self),
    ) {
        let mark = self.mark();
        let in_element = std::mem::replace(&mut self.in_element, true);
        fill(self);
        self.in_element = in_element;
        self.absorb();
        self.enclose(&mark, step);
    }

    /// Decodes an element of a list in a parameter. An error ends decoding.
    pub(in crate::codec) fn param_element(&mut self, at: usize, fill: impl FnOnce(&mut Self)) {
        let mark = self.mark();
        fill(self);
        self.enclose(&mark, || Step::Index(at));
    }

    /// Turns the error of an optional value into an issue. Returns whether there was one.
    pub(in crate::codec) fn absorb(&mut self) -> bool {
        if self.is_search() {
            return !self.has_ended();
        }
        match std::mem::take(&mut self.refusal) {
            Refusal::None => false,
            Refusal::Unkept => true,
            Refusal::Issue(issue) => {
                if self.issues.len() < MAX_ISSUES {
                    self.issues.push(issue);
                }
                true
            }
            ended @ Refusal::Ended(_) => {
                self.refusal = ended;
                false
            }
        }
    }

    /// Records issues of the current value, up to the limit.
    pub(in crate::codec) fn keep_all(&mut self, issues: impl FnOnce() -> Vec<Issue>) {
        let room = MAX_ISSUES.saturating_sub(self.issues.len());
        if room > 0 && !self.is_search() {
            self.issues.extend(issues().into_iter().take(room));
        }
    }

    /// Whether the current value cannot be decoded.
    #[inline]
    pub(in crate::codec) fn failed(&self) -> bool {
        !matches!(self.refusal, Refusal::None)
    }

    /// Whether decoding has ended for the whole reply.
    pub(in crate::codec) fn has_ended(&self) -> bool {
        matches!(self.refusal, Refusal::Ended(_))
    }

    pub(in crate::codec) fn mark(&self) -> Mark {
        Mark { issues: self.issues.len(), unknown: self.unknown.as_ref().map_or(0, Vec::len) }
    }

    /// Prepends a step to the path of each issue and unknown member since `mark`.
    #[inline]
    pub(in crate::codec) fn enclose<'n>(&mut self, mark: &Mark, step: impl FnOnce() -> Step<'n>) {
        let unknown = self.unknown.as_ref().map_or(0, Vec::len);
        let failed = self.failed() && !self.is_search();
        if failed || self.issues.len() > mark.issues || unknown > mark.unknown {
            self.prepend_step(mark, step());
        }
    }

    #[cold]
    fn prepend_step(&mut self, mark: &Mark, step: Step<'_>) {
        let refused = match &mut self.refusal {
            Refusal::Issue(issue) | Refusal::Ended(issue) => Some(issue),
            Refusal::None | Refusal::Unkept => None,
        };
        let issues = self.issues.get_mut(mark.issues..).unwrap_or_default();
        let unknown =
            self.unknown.as_deref_mut().and_then(|paths| paths.get_mut(mark.unknown..)).unwrap_or_default();
        if issues.is_empty() && unknown.is_empty() && refused.is_none() {
            return;
        }
        let step = step.text();
        for issue in issues.iter_mut().chain(refused) {
            issue.within(&step);
        }
        for path in unknown {
            prefix_path(path, &step);
        }
    }

    /// Records a member without a field, if the caller asked for them.
    pub(in crate::codec) fn note_unknown(&mut self, name: &str, table: &'static FieldTable) {
        if let Some(unknown) = self.unknown.as_mut().filter(|unknown| unknown.len() < MAX_UNKNOWN)
            && !table.has(name)
        {
            unknown.push(Step::Name(name).text().into_owned());
        }
    }

    /// Whether an issue would be dropped. Then none is made.
    fn is_full(&self) -> bool {
        self.in_element && self.issues.len() >= MAX_ISSUES
    }

    /// Records that a node is not the expected value, such as `"a percentage from 0 to 100"`.
    pub fn mismatch(&mut self, expected: &str, node: Node<'_>) {
        if !matches!(self.mode, Mode::FieldNames(_)) {
            self.refuse_with(|| Issue::at("", expected, describe(node)));
        }
    }

    /// Records a mismatch of a value outside the tree.
    pub(crate) fn mismatch_found(&mut self, expected: &str, found: String) {
        self.refuse_with(|| Issue::at("", expected, found));
    }

    /// Records an issue of the current value.
    pub(crate) fn refuse(&mut self, issue: Issue) {
        self.refuse_with(|| issue);
    }

    /// Records that a required value is missing.
    pub fn missing(&mut self) {
        // A missing member has no outcome, and the search decodes no values.
        if self.is_search() {
            return;
        }
        self.refuse_with(|| Issue::at("", "a value", "nothing").of(IssueKind::Missing));
    }

    /// Records the first error of a value; later ones are dropped.
    fn refuse_with(&mut self, issue: impl FnOnce() -> Issue) {
        if self.is_search() {
            if self.issues.len() < MAX_ISSUES {
                self.issues.push(issue());
            }
        } else if !self.failed() {
            self.refusal = if self.is_full() { Refusal::Unkept } else { Refusal::Issue(issue()) };
        }
    }

    /// Ends decoding of the whole reply.
    pub(in crate::codec) fn end(&mut self, expected: &str, found: String) {
        if !self.has_ended() {
            self.refusal = Refusal::Ended(Issue::at("", expected, found));
        }
    }

    /// Returns the code of a coded value with whole numbers as codes, or records a mismatch.
    pub fn integer_code(&mut self, node: Node<'_>) -> Option<i64> {
        let mut code = 0_i64;
        code.decode(node, self);
        (!self.failed()).then_some(code)
    }

    /// Records that a code is none of the known codes of `kind`.
    pub fn unknown_code(&mut self, node: Node<'_>, kind: Kind) {
        self.refuse_with(|| Issue::at("", format!("one of the codes {}", list_codes(kind)), describe(node)));
    }
}

/// Lists the first known codes.
pub(in crate::codec) fn list_codes(kind: Kind) -> String {
    let quoted = |code: &dyn std::fmt::Display| format!("`{code}`");
    let (mut codes, count): (Vec<_>, usize) = match kind {
        Kind::TextCodes(codes) => {
            (codes.iter().take(MAX_CODES).map(|code| quoted(code)).collect(), codes.len())
        }
        Kind::IntegerCodes(codes) => {
            (codes.iter().take(MAX_CODES).map(|code| quoted(code)).collect(), codes.len())
        }
        _ => (Vec::new(), 0),
    };
    if count > codes.len() {
        codes.push("…".to_owned());
    }
    codes.join(", ")
}

/// Describes a node for an error text.
pub(in crate::codec) fn describe(node: Node<'_>) -> String {
    match node.content() {
        Content::Null => "null".to_owned(),
        Content::Bool(value) => value.to_string(),
        Content::Number(digits) => format!("the number {}", quote_excerpt(digits)),
        Content::Text("") => "empty text".to_owned(),
        Content::Text(text) => format!("the text {}", quote_excerpt(text)),
        Content::Array(items) => format!("a list of {}", items.len()),
        Content::Object(members) => {
            // The excerpt is cut to 80 characters.
            let names: Vec<_> = members.take(5).map(|(name, _)| cut(name, 80)).collect();
            format!("an object of {}", quote_excerpt(&names.join(", ")))
        }
    }
}
