//! Collects the parameters of a request in canonical order: one sorted text that is both signed and
//! sent.

use std::borrow::Cow;

use super::form::FormText;
use super::route::{Route, Target};
use super::{document, path};
use crate::codec::encoder::{Encoder, Lists, ParamSpan};
use crate::codec::field_table::FieldTable;
use crate::codec::param::{Param, Part};
use crate::codec::params::Params;
use crate::issue::{Issue, IssueKind, quote_excerpt};
use crate::protocol::blank::is_blank;
use crate::protocol::name_order;
use crate::protocol::names::{check_path, check_segment, path_segments};
use crate::protocol::{BodyFormat, HttpMethod};
use crate::values::{File, Timestamp};

/// Initial capacity of the text of a request, in bytes: most requests fit. Thousands of calls may
/// wait for a connection with theirs.
const CAPACITY: usize = 1280;

/// Expectation that a repeated name violates.
const UNIQUE: &str = "a parameter given once";

/// Repetition of a name in the request and in the settings of the call.
const IN_REQUEST_AND_CALL: &str = "one from the request and one from the call";

/// Collects the parameters of one request.
///
/// Names and values are appended to one text without separators, in the order of the names. That
/// text is signed, and the body is cut from it.
#[derive(Debug)]
pub struct ParamWriter<'c> {
    writer: Encoder,
    /// Parameters of the client and the call, sorted by name. They are merged with those of the
    /// request as the latter are written.
    fixed: Cow<'c, [SystemParam<'c>]>,
    /// Number of `fixed` parameters that have been written.
    merged: usize,
    files: Vec<(String, File)>,
    /// Whether a flattened struct wrote its parameters out of order.
    unsorted: bool,
    route: Route<'c>,
    /// Bytes of the path at the beginning of the text.
    prefix: usize,
    /// The path in the URL.
    path: String,
    document: String,
}

/// A parameter, such as one that the client or the settings of a call add to a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemParam<'c> {
    pub(crate) name: &'c str,
    pub(crate) value: &'c str,
    /// Whether it is a system parameter of the protocol, not a parameter of the API.
    pub(crate) is_system: bool,
}

fn sort_by_name(params: &mut [SystemParam<'_>]) {
    params.sort_unstable_by(|a, b| name_order(a.name, b.name));
}

impl<'c> ParamWriter<'c> {
    /// Starts a request with the system parameters, which must be sorted by name, and those of the
    /// call in any order.
    pub(crate) fn new(
        system: &'c [SystemParam<'c>],
        call: &'c [(String, String)],
        checks: bool,
        route: Route<'c>,
    ) -> Self {
        let mut writer = Encoder::new(Lists::Plain, checks, CAPACITY);
        writer.json_lists = route.protocol.json_lists;
        let mut fixed = Cow::Borrowed(system);
        if !call.is_empty() {
            let issue = |name: &str| Issue::of_param_name(name, route.protocol.reserved);
            let (valid, reserved): (Vec<_>, Vec<_>) =
                call.iter().partition(|(name, _)| issue(name).is_none());
            writer.issues.extend(reserved.iter().filter_map(|(name, _)| issue(name)));
            let call = valid.into_iter().map(|(name, value)| SystemParam { name, value, is_system: false });
            let fixed = fixed.to_mut();
            fixed.extend(call);
            sort_by_name(fixed);
            let repeated = fixed.windows(2).filter(|pair| pair[0].name == pair[1].name);
            writer.issues.extend(repeated.map(|pair| Issue::at(pair[0].name, UNIQUE, "two of the call")));
        }
        writer.marks.reserve(fixed.len() + 8);
        Self {
            writer,
            fixed,
            merged: 0,
            files: Vec::new(),
            unsorted: false,
            route,
            prefix: 0,
            path: String::new(),
            document: String::new(),
        }
    }

    /// Adds a violation: the request will not be sent.
    pub(crate) fn refuse(&mut self, issue: Issue) {
        self.writer.issues.push(issue);
    }

    /// Writes the parameters of a declared API: `values` in the order of `table`, which is sorted
    /// by name.
    pub fn params(&mut self, table: &'static FieldTable, values: &[&dyn Param]) {
        if self.route.body != BodyFormat::Form {
            match document::write(self.route.body, self.writer.checks(), table, values) {
                Ok(document) => self.document = document,
                Err(issues) => self.writer.issues.extend(issues),
            }
            return;
        }
        if !self.route.path.is_empty() {
            self.fill_path(table, values);
        }
        self.unsorted = table.is_flattened();
        for (field, value) in table.fields().zip(values) {
            if !self.route.path.is_empty() && self.route.has_variable(field.name()) {
                continue;
            }
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
        self.writer.any_of(table, &|index| {
            values.get(index).is_some_and(|value| value.part(None).shape().has_value())
        });
    }

    /// Writes the path, which is the beginning of the signed text, with the values of its variables.
    ///
    /// The signed text has the values as they are, like those of parameters: the platform's page on
    /// signatures encodes nothing before it signs, and its SDK signs the path with the plain values.
    /// In the URL they are percent-encoded, so that no value changes the path.
    fn fill_path(&mut self, table: &'static FieldTable, values: &[&dyn Param]) {
        self.begin_path();
        for (segment, variable) in path_segments(self.route.path) {
            self.writer.text.push('/');
            let start = self.writer.text.len();
            let Some(name) = variable else {
                self.writer.text.push_str(segment);
                path::push_segment(segment, &mut self.path);
                continue;
            };
            let Some((field, value)) = table.fields().zip(values).find(|(field, _)| field.name() == name)
            else {
                self.writer.issues.push(Issue::at(
                    "path",
                    "variables that are fields",
                    quote_excerpt(segment),
                ));
                continue;
            };
            let before = self.writer.issues.len();
            self.writer.check(&field, value.part(None).shape());
            if let Part::File(_) = value.part(None) {
                self.writer.issues.push(Issue::at(name, "text, as it is a part of the path", "a file"));
                continue;
            }
            self.writer.top_level(name, &|out| {
                let _ = value.part(Some(out));
            });
            let text = &self.writer.text[start..];
            if let Some(expected) = check_segment(text).filter(|_| self.writer.issues.len() == before) {
                let issue = Issue::at(name, expected, quote_excerpt(text));
                self.writer.issues.push(if is_blank(text) { issue.of(IssueKind::Missing) } else { issue });
            }
            path::push_segment(&self.writer.text[start..], &mut self.path);
        }
        self.prefix = self.writer.text.len();
    }

    /// Begins the path in the URL with the version of the API.
    fn begin_path(&mut self) {
        /// Most values of variables are shorter.
        const VALUES: usize = 32;
        self.path.reserve(self.route.path.len() + VALUES);
        if let Some(version) = self.route.version {
            path::push_segment(version, &mut self.path);
        }
    }

    /// Writes the path of an undeclared API.
    fn plain_path(&mut self) {
        let path = self.route.path;
        if let Some(expected) = check_path(path) {
            self.writer.issues.push(Issue::at("path", expected, quote_excerpt(path)));
            return;
        }
        self.begin_path();
        path_segments(path).for_each(|(segment, _)| path::push_segment(segment, &mut self.path));
        self.writer.text.push_str(path);
        self.prefix = self.writer.text.len();
    }

    /// Adds a file. Files are sent but not signed.
    fn file(&mut self, name: &str, file: &File) {
        self.writer.issues.extend(file.issues(name));
        self.files.push((name.to_owned(), file.clone()));
    }

    /// Writes the parameters of an undeclared API.
    pub(crate) fn untyped(&mut self, params: &Params) {
        if !self.route.path.is_empty() {
            self.plain_path();
        }
        let json_lists = self.route.protocol.json_lists;
        self.writer.issues.extend_from_slice(params.issues(json_lists));
        params.document().unwrap_or_default().clone_into(&mut self.document);
        let reserved = self.route.protocol.reserved;
        for (name, value) in params.sorted_texts(json_lists) {
            if let Some(issue) = Issue::of_param_name(name, reserved) {
                self.writer.issues.push(issue);
            } else {
                self.merge_before(name);
                self.push(name, value, false);
            }
        }
        for (name, file) in params.files() {
            self.writer.issues.extend(Issue::of_param_name(name, reserved));
            self.file(name, file);
        }
    }

    /// Writes the fixed parameters that sort before `name`, so that the text stays in order.
    fn merge_before(&mut self, name: &str) {
        while let Some(&fixed) =
            self.fixed.get(self.merged).filter(|fixed| name_order(fixed.name, name).is_le())
        {
            self.merged += 1;
            if fixed.name == name {
                self.writer.issues.push(Issue::at(name, UNIQUE, IN_REQUEST_AND_CALL));
            }
            self.push(fixed.name, fixed.value, fixed.is_system);
        }
    }

    /// Appends a parameter. Blank values are omitted: the gateway does not sign them.
    fn push(&mut self, name: &str, value: &str, is_system: bool) {
        if is_blank(value) {
            return;
        }
        self.writer.text.push_str(name);
        let name_end = self.writer.text.len();
        self.writer.text.push_str(value);
        self.writer.marks.push(ParamSpan { name_end, end: self.writer.text.len(), is_system });
    }

    /// Returns the parameters, or all violations.
    pub(crate) fn finish(mut self) -> Result<CanonicalParams, Vec<Issue>> {
        while let Some(&fixed) = self.fixed.get(self.merged) {
            self.merged += 1;
            self.push(fixed.name, fixed.value, fixed.is_system);
        }
        let Encoder { text, marks: spans, mut issues, .. } = self.writer;
        let Route { protocol, http, body, .. } = self.route;
        let target = Target { protocol, http, body, path: self.path };
        let mut params = CanonicalParams { text, spans, files: self.files, prefix: self.prefix, target };
        if self.unsorted {
            params.sort(&mut issues);
        }
        params.text.push_str(&self.document);
        params.check_file_names(&mut issues);
        params.check_protocol(&mut issues);
        if issues.is_empty() { Ok(params) } else { Err(issues) }
    }
}

/// Parameters of a request without `sign`, sorted by name, and its files.
#[derive(Clone)]
pub(crate) struct CanonicalParams {
    /// String to sign: the path of the API if it has one, names and values without separators, the
    /// document if there is one.
    pub(crate) text: String,
    spans: Vec<ParamSpan>,
    pub(crate) files: Vec<(String, File)>,
    /// Bytes of the path at the beginning of the text.
    prefix: usize,
    pub(crate) target: Target,
}

impl CanonicalParams {
    /// Sorts the text by name.
    fn sort(&mut self, issues: &mut Vec<Issue>) {
        let param = |(name, value, is_system)| SystemParam { name, value, is_system };
        let mut params: Vec<_> = self.iter().map(param).collect();
        sort_by_name(&mut params);
        for pair in params.windows(2).filter(|pair| pair[0].name == pair[1].name) {
            issues.push(Issue::at(pair[0].name, UNIQUE, IN_REQUEST_AND_CALL));
        }
        let mut text = String::with_capacity(self.text.len());
        text.push_str(&self.text[..self.prefix]);
        let mut spans = Vec::with_capacity(self.spans.len());
        for SystemParam { name, value, is_system } in params {
            text.push_str(name);
            let name_end = text.len();
            text.push_str(value);
            spans.push(ParamSpan { name_end, end: text.len(), is_system });
        }
        (self.text, self.spans) = (text, spans);
    }

    /// Rejects a text parameter with the name of a file: the gateway's choice is not documented.
    fn check_file_names(&self, issues: &mut Vec<Issue>) {
        if self.files.is_empty() {
            return;
        }
        let texts: Vec<_> = self.iter().map(|(name, ..)| name).collect();
        let is_text = |name: &str| texts.binary_search_by(|text| name_order(text, name)).is_ok();
        for (name, _) in self.files.iter().filter(|(name, _)| is_text(name)) {
            issues.push(Issue::at(name, UNIQUE, "a text and a file"));
        }
    }

    /// Rejects what the protocol has no place for.
    fn check_protocol(&self, issues: &mut Vec<Issue>) {
        let Target { protocol, http, body, .. } = self.target;
        for name in protocol.reserved_here {
            if self.iter().any(|(param, _, is_system)| !is_system && param.eq_ignore_ascii_case(name)) {
                issues.extend(Issue::of_param_name(name, protocol.reserved));
            }
        }
        if http == HttpMethod::Get || body != BodyFormat::Form {
            let expected = "a form that is sent by POST, as the API's page asks for a file";
            issues.extend(self.files.iter().map(|(name, _)| Issue::at(name, expected, "a file")));
        }
    }

    /// Returns the document that is the body. Empty if the body is a form.
    pub(crate) fn document(&self) -> &str {
        let end = self.spans.last().map_or(self.prefix, |span| span.end);
        self.text.get(end..).unwrap_or_default()
    }

    /// Whether all files can be sent, for another attempt too.
    pub(crate) fn has_all_files(&self) -> bool {
        self.files.iter().all(|(_, file)| file.is_available())
    }

    /// Returns the issues of files that cannot be part of a body in memory.
    pub(crate) fn streamed_files(&self) -> Vec<Issue> {
        let streamed = self.files.iter().filter(|(_, file)| file.bytes().is_none());
        let expected = "a file in memory, as `prepare` reads none";
        streamed.map(|(name, _)| Issue::at(name, expected, "a file that is read while it is sent")).collect()
    }

    /// Replaces the value of `timestamp`, whose length is constant.
    pub(crate) fn set_timestamp(&mut self, time: Timestamp) {
        let start = |index: usize| {
            let previous = index.checked_sub(1).and_then(|previous| self.spans.get(previous));
            previous.map_or(self.prefix, |span| span.end)
        };
        let is_timestamp =
            |(index, span): &(usize, &ParamSpan)| &self.text[start(*index)..span.name_end] == "timestamp";
        // `timestamp` sorts near the end: search backwards.
        if let Some((_, span)) = self.spans.iter().enumerate().rev().find(is_timestamp) {
            let after = self.text.split_off(span.end);
            self.text.truncate(span.name_end);
            self.text.push_str(time.as_str());
            self.text.push_str(&after);
        }
    }

    /// Iterates over names, values and whether each is a system parameter, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let mut start = self.prefix;
        self.spans.iter().map(move |span| {
            let name = &self.text[std::mem::replace(&mut start, span.end)..span.name_end];
            (name, &self.text[span.name_end..span.end], span.is_system)
        })
    }

    /// Form-encodes the parameters that `select` accepts, by whether each is a system parameter.
    pub(crate) fn encode(&self, select: impl Fn(bool) -> bool, out: &mut FormText) {
        for (name, value, _) in self.iter().filter(|(.., is_system)| select(*is_system)) {
            out.pair(name, value);
        }
    }
}
