//! From values to one sorted list of parameters, which is both signed and sent.

use std::collections::HashSet;

use super::form::FormText;
use crate::codec::encoder::{Encoder, Lists};
use crate::codec::field_table::FieldTable;
use crate::codec::param::{Param, Part};
use crate::codec::params::Params;
use crate::issue::Issue;
use crate::protocol::blank::is_blank;
use crate::protocol::name_order;
use crate::values::{File, Timestamp};

/// How long the text of a request is taken to be before it is written.
const TEXT: usize = 2048;

/// What is expected of a name that stands in a request twice.
const GIVEN_ONCE: &str = "a parameter given once";

/// Collects the parameters of one request.
///
/// Their names and values stand one after another in one text, in the order of the names: that text is what is signed, and the
/// body is cut out of the same text.
#[derive(Debug)]
pub struct ParamWriter<'c> {
    writer: Encoder,
    /// The parameters that do not come from the request, sorted by name: merged in as the request's come by.
    fixed: &'c [SystemParam<'c>],
    files: Vec<(String, File)>,
    /// Whether a flattened struct brought its parameters in an order of its own.
    unsorted: bool,
}

/// A parameter that the client or the call adds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemParam<'c> {
    pub(crate) name: &'c str,
    pub(crate) value: &'c str,
    /// Whether it belongs to the protocol, as opposed to the API.
    pub(crate) public: bool,
}

/// Where a parameter ends in the text; it begins where the one before it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParamSpan {
    pub(crate) name_end: usize,
    pub(crate) end: usize,
    pub(crate) public: bool,
}

impl<'c> ParamWriter<'c> {
    /// Begins with what the client and the call add, which must be in the order of the names.
    pub(crate) fn new(fixed: &'c [SystemParam<'c>], checks: bool) -> Self {
        let mut writer = Encoder::new(Lists::Plain, checks, TEXT);
        writer.marks.reserve(fixed.len() + 8);
        Self { writer, fixed, files: Vec::new(), unsorted: false }
    }

    /// Keeps the request from being sent.
    pub(crate) fn refuse(&mut self, issue: Issue) {
        self.writer.issues.push(issue);
    }

    /// Refuses what the call adds twice.
    pub(crate) fn refuse_repeated(&mut self) {
        for pair in self.fixed.windows(2).filter(|pair| pair[0].name == pair[1].name) {
            self.writer.issues.push(Issue::at(pair[0].name, GIVEN_ONCE, "two of the call"));
        }
    }

    /// The parameters of a declared API; the layout and with it the values are sorted by name.
    pub fn params(&mut self, layout: &'static FieldTable, values: &[&dyn Param]) {
        self.unsorted = layout.is_flattened();
        for (field, value) in layout.fields().zip(values) {
            match value.part(None) {
                Part::Value(shape) => {
                    if !self.unsorted {
                        self.merge_before(field.name());
                    }
                    self.writer.param(&field, shape, &|out| {
                        let _ = value.part(Some(out));
                    });
                }
                part => {
                    self.writer.check(&field, part.shape());
                    if let Part::File(file) = part {
                        self.file(field.name(), file);
                    }
                }
            }
        }
        self.writer
            .any_of(layout, &|at| values.get(at).is_some_and(|value| value.part(None).shape().has_value()));
    }

    /// A file, which is sent beside the signed parameters.
    fn file(&mut self, name: &str, file: &File) {
        self.writer.issues.extend(file.issues(name));
        self.files.push((name.to_owned(), file.clone()));
    }

    /// The parameters of an undeclared API.
    pub(crate) fn untyped(&mut self, params: &Params) {
        self.writer.issues.extend_from_slice(params.issues());
        for (name, value) in params.sorted() {
            if let Some(issue) = Issue::of_param_name(name) {
                self.writer.issues.push(issue);
            } else {
                self.merge_before(name);
                self.push(name, value, false);
            }
        }
        for (name, file) in params.files() {
            self.writer.issues.extend(Issue::of_param_name(name));
            self.file(name, file);
        }
    }

    /// Writes what sorts before `name`, so that the list stays in order.
    fn merge_before(&mut self, name: &str) {
        while let Some((fixed, rest)) =
            self.fixed.split_first().filter(|(fixed, _)| name_order(fixed.name, name).is_le())
        {
            self.fixed = rest;
            if fixed.name == name {
                self.writer.issues.push(Issue::at(
                    name,
                    GIVEN_ONCE,
                    "one from the request and one from the call",
                ));
            }
            self.push(fixed.name, fixed.value, fixed.public);
        }
    }

    /// Appends a parameter, unless it is blank.
    fn push(&mut self, name: &str, value: &str, public: bool) {
        if is_blank(value) {
            return;
        }
        self.writer.text.push_str(name);
        let name_end = self.writer.text.len();
        self.writer.text.push_str(value);
        self.writer.marks.push(ParamSpan { name_end, end: self.writer.text.len(), public });
    }

    /// The finished list, or every reason why there is none.
    pub(crate) fn finish(mut self) -> Result<CanonicalParams, Vec<Issue>> {
        for fixed in self.fixed {
            self.push(fixed.name, fixed.value, fixed.public);
        }
        let Encoder { text, marks, mut issues, .. } = self.writer;
        let mut list = CanonicalParams { text, marks, files: self.files };
        if self.unsorted {
            list.sort(&mut issues);
        }
        list.refuse_texts_of_files(&mut issues);
        if issues.is_empty() { Ok(list) } else { Err(issues) }
    }
}

/// The sorted parameters of a request, without `sign`, and its files.
#[derive(Clone)]
pub(crate) struct CanonicalParams {
    /// Names and values without separators: the string to sign.
    pub(crate) text: String,
    marks: Vec<ParamSpan>,
    pub(crate) files: Vec<(String, File)>,
}

impl CanonicalParams {
    /// Writes the text anew in the order of the names.
    fn sort(&mut self, issues: &mut Vec<Issue>) {
        let mut params: Vec<_> = self.iter().collect();
        params.sort_unstable_by(|a, b| name_order(a.0, b.0));
        for pair in params.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            issues.push(Issue::at(pair[0].0, GIVEN_ONCE, "one from the request and one from the call"));
        }
        let (mut text, mut marks) =
            (String::with_capacity(self.text.len()), Vec::with_capacity(self.marks.len()));
        for (name, value, public) in params {
            text.push_str(name);
            let name_end = text.len();
            text.push_str(value);
            marks.push(ParamSpan { name_end, end: text.len(), public });
        }
        (self.text, self.marks) = (text, marks);
    }

    /// Refuses a text with the name of a file: which of the two the gateway reads is not known.
    fn refuse_texts_of_files(&self, issues: &mut Vec<Issue>) {
        if self.files.is_empty() {
            return;
        }
        let texts: HashSet<_> = self.iter().map(|(name, ..)| name).collect();
        for (name, _) in self.files.iter().filter(|(name, _)| texts.contains(name.as_str())) {
            issues.push(Issue::at(name, GIVEN_ONCE, "a text and a file"));
        }
    }

    /// Puts another time in the place of `timestamp`, which has always the same length.
    pub(crate) fn stamp(&mut self, time: Timestamp) {
        let start = |at: usize| {
            at.checked_sub(1).and_then(|before| self.marks.get(before)).map_or(0, |mark| mark.end)
        };
        let is_it = |(at, mark): &(usize, &ParamSpan)| &self.text[start(*at)..mark.name_end] == "timestamp";
        // It is one of the last.
        if let Some((_, mark)) = self.marks.iter().enumerate().rev().find(is_it) {
            self.text.replace_range(mark.name_end..mark.end, time.as_str());
        }
    }

    /// Name, value and whether it belongs to the protocol, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let mut start = 0;
        self.marks.iter().map(move |mark| {
            let name = &self.text[std::mem::replace(&mut start, mark.end)..mark.name_end];
            (name, &self.text[mark.name_end..mark.end], mark.public)
        })
    }

    /// Form-encodes the parameters that `pick` wants, by whether they belong to the protocol.
    pub(crate) fn encode(&self, pick: impl Fn(bool) -> bool, out: &mut FormText) {
        for (name, value, _) in self.iter().filter(|(.., public)| pick(*public)) {
            out.pair(name, value);
        }
    }
}
