//! What is kept of values that could not be read: the error that ends the reading, and the issues that do not.

use super::Decoder;
use crate::codec::decode::Decode;
use crate::codec::encode::Kind;
use crate::codec::field_table::FieldTable;
use crate::issue::{Issue, IssueKind, Step, cut, prefix_path, quote_excerpt};
use crate::tree::{Content, Node};

/// How many issues of one reply are kept. A reply of eight megabytes could hold millions.
const MOST_ISSUES: usize = 256;

/// How many paths of unknown members are kept.
const MOST_UNKNOWN: usize = 1000;

/// How many codes an issue shows of those that are known.
const MOST_CODES: usize = 20;

/// Whether the value being read could be, so far.
#[derive(Debug, Default)]
pub(in crate::codec) enum Refusal {
    #[default]
    None,
    /// It could not be, and will be left out without an issue, as no more are kept.
    Unkept,
    /// It could not be.
    Issue(Issue),
    /// The reply costs more than it may: nothing more is read.
    Ended(Issue),
}

/// How much had been kept before a value was read.
pub(in crate::codec) struct Mark {
    issues: usize,
    unknown: usize,
}

impl Decoder<'_> {
    /// What ended the reading, if anything did.
    pub(crate) fn finish(&mut self) -> Result<(), Issue> {
        match std::mem::take(&mut self.refusal) {
            Refusal::None => Ok(()),
            Refusal::Issue(issue) | Refusal::Ended(issue) => Err(issue),
            Refusal::Unkept => Err(Issue::at("", "a value that can be read", "too many that cannot")),
        }
    }

    /// Fills an element of a list or map with `fill`. One that cannot be read is left out and listed.
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

    /// Fills an element of a parameter's list. One that cannot be read ends the reading.
    pub(in crate::codec) fn part(&mut self, at: usize, fill: impl FnOnce(&mut Self)) {
        let mark = self.mark();
        fill(self);
        self.enclose(&mark, || Step::Index(at));
    }

    /// Turns what ended the reading of an optional value into an issue; true if there was something.
    pub(in crate::codec) fn absorb(&mut self) -> bool {
        if self.search.is_some() {
            return !self.has_ended();
        }
        match std::mem::take(&mut self.refusal) {
            Refusal::None => false,
            Refusal::Unkept => true,
            Refusal::Issue(issue) => {
                if self.issues.len() < MOST_ISSUES {
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

    /// Keeps issues that concern what is read now.
    pub(in crate::codec) fn keep_all(&mut self, issues: impl FnOnce() -> Vec<Issue>) {
        let room = MOST_ISSUES.saturating_sub(self.issues.len());
        if room > 0 && self.search.is_none() {
            self.issues.extend(issues().into_iter().take(room));
        }
    }

    /// Whether the value being read could not be.
    #[inline]
    pub(in crate::codec) fn failed(&self) -> bool {
        !matches!(self.refusal, Refusal::None)
    }

    /// Whether nothing more is to be read.
    pub(in crate::codec) fn has_ended(&self) -> bool {
        matches!(self.refusal, Refusal::Ended(_))
    }

    pub(in crate::codec) fn mark(&self) -> Mark {
        Mark { issues: self.issues.len(), unknown: self.unknown.as_ref().map_or(0, Vec::len) }
    }

    /// Puts a step before the path of everything that was kept since.
    #[inline]
    pub(in crate::codec) fn enclose<'n>(&mut self, mark: &Mark, step: impl FnOnce() -> Step<'n>) {
        let unknown = self.unknown.as_ref().map_or(0, Vec::len);
        let failed = self.failed() && self.search.is_none();
        if failed || self.issues.len() > mark.issues || unknown > mark.unknown {
            self.enclose_kept(mark, step());
        }
    }

    #[cold]
    fn enclose_kept(&mut self, mark: &Mark, step: Step<'_>) {
        let refused = match &mut self.refusal {
            Refusal::Issue(issue) | Refusal::Ended(issue) => Some(issue),
            Refusal::None | Refusal::Unkept => None,
        };
        let issues = self.issues.get_mut(mark.issues..).unwrap_or_default();
        let unknown =
            self.unknown.as_deref_mut().and_then(|all| all.get_mut(mark.unknown..)).unwrap_or_default();
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

    /// Keeps the name of a member that no field takes, where somebody asked for these.
    pub(in crate::codec) fn note_unknown(&mut self, name: &str, layout: &'static FieldTable) {
        if let Some(unknown) = self.unknown.as_mut().filter(|unknown| unknown.len() < MOST_UNKNOWN)
            && !layout.has(name)
        {
            unknown.push(Step::Name(name).text().into_owned());
        }
    }

    /// Whether an issue would be dropped: then none is made.
    fn is_full(&self) -> bool {
        self.in_element && self.issues.len() >= MOST_ISSUES
    }

    /// Says that what stands there is not what is expected.
    pub fn mismatch(&mut self, expected: &str, node: Node<'_>) {
        if self.outline.is_none() {
            self.refuse_with(|| Issue::at("", expected, describe(node)));
        }
    }

    /// The same for what is no part of a tree.
    pub(crate) fn unfit(&mut self, expected: &str, found: String) {
        self.refuse_with(|| Issue::at("", expected, found));
    }

    /// Says what is wrong with what stands there.
    pub(crate) fn refuse(&mut self, issue: Issue) {
        self.refuse_with(|| issue);
    }

    /// Says that nothing stands there although something must.
    pub fn missing(&mut self) {
        // An absent member has no outcome, and the search for one reads no values.
        if self.search.is_some() {
            return;
        }
        self.refuse_with(|| Issue::at("", "a value", "nothing").of(IssueKind::Missing));
    }

    /// The first thing that is wrong with a value counts.
    fn refuse_with(&mut self, issue: impl FnOnce() -> Issue) {
        if self.search.is_some() {
            if self.issues.len() < MOST_ISSUES {
                self.issues.push(issue());
            }
        } else if !self.failed() {
            self.refusal = if self.is_full() { Refusal::Unkept } else { Refusal::Issue(issue()) };
        }
    }

    /// Ends the reading of the whole reply.
    pub(in crate::codec) fn end(&mut self, expected: &str, found: String) {
        if !self.has_ended() {
            self.refusal = Refusal::Ended(Issue::at("", expected, found));
        }
    }

    /// The code of a coded value whose codes are whole numbers; `None` once it was said that there is none.
    pub fn integer_code(&mut self, node: Node<'_>) -> Option<i64> {
        let mut code = 0_i64;
        code.decode(node, self);
        (!self.failed()).then_some(code)
    }

    /// Says that a code is none of those known.
    pub fn unknown_code(&mut self, node: Node<'_>, kind: Kind) {
        self.refuse_with(|| Issue::at("", format!("one of the codes {}", codes(kind)), describe(node)));
    }
}

/// The first of the known codes.
fn codes(kind: Kind) -> String {
    let quoted = |code: &dyn std::fmt::Display| format!("`{code}`");
    let (mut codes, all): (Vec<_>, usize) = match kind {
        Kind::TextCodes(codes) => {
            (codes.iter().take(MOST_CODES).map(|code| quoted(code)).collect(), codes.len())
        }
        Kind::IntegerCodes(codes) => {
            (codes.iter().take(MOST_CODES).map(|code| quoted(code)).collect(), codes.len())
        }
        _ => (Vec::new(), 0),
    };
    if all > codes.len() {
        codes.push("…".to_owned());
    }
    codes.join(", ")
}

/// What stands at a place, for an error text.
pub(in crate::codec) fn describe(node: Node<'_>) -> String {
    match node.content() {
        Content::Null => "null".to_owned(),
        Content::Bool(value) => value.to_string(),
        Content::Number(digits) => format!("the number {}", quote_excerpt(digits)),
        Content::Text("") => "empty text".to_owned(),
        Content::Text(text) => format!("the text {}", quote_excerpt(text)),
        Content::Array(items) => format!("a list of {}", items.len()),
        Content::Object(members) => {
            // The excerpt has room for 80 characters.
            let names: Vec<_> = members.take(5).map(|(name, _)| cut(name, 80)).collect();
            format!("an object of {}", quote_excerpt(&names.join(", ")))
        }
    }
}
