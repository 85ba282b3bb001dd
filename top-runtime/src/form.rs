//! From values to one sorted list of parameters, which is both signed and sent.

mod percent;

use crate::blank::is_blank;
use crate::encode::Encode;
use crate::issue::Issue;
use crate::layout::Layout;
use crate::params::{Params, name_order};
use crate::writer::{Lists, Writer};

pub(crate) use percent::encode as percent_encode;

/// The names that the protocol itself uses: an API's parameter cannot be called so.
pub(crate) const PROTOCOL: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

/// Collects the parameters of one request.
///
/// Their names and values stand one after another in one text, in the order of the names: that text is what is signed, and the
/// body is cut out of the same text.
#[derive(Debug)]
pub struct Form<'c> {
    writer: Writer,
    marks: Vec<Mark>,
    /// The parameters that do not come from the request, sorted by name: merged in as the request's come by.
    fixed: std::iter::Peekable<std::vec::IntoIter<Fixed<'c>>>,
    checks: bool,
}

/// A parameter that the client or the call adds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixed<'c> {
    pub(crate) name: &'c str,
    pub(crate) value: &'c str,
    /// Whether it belongs to the protocol, as opposed to the API.
    pub(crate) public: bool,
}

/// Where a parameter ends in the text; it begins where the one before it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) name_end: usize,
    pub(crate) end: usize,
    pub(crate) public: bool,
}

impl<'c> Form<'c> {
    /// Begins with what the client and the call add, in the order of the names.
    pub(crate) fn new(mut fixed: Vec<Fixed<'c>>, checks: bool) -> Self {
        fixed.sort_unstable_by(|a, b| name_order(a.name, b.name));
        Self {
            writer: Writer::new(Lists::Plain, checks, 1024),
            marks: Vec::with_capacity(fixed.len() + 8),
            fixed: fixed.into_iter().peekable(),
            checks,
        }
    }

    /// The parameters of a declared API; the layout and with it the values are sorted by name.
    pub fn params(&mut self, layout: &'static Layout, values: &[&dyn Encode]) {
        for (field, &value) in layout.fields().iter().zip(values) {
            let shape = value.shape();
            if let Some(rules) = field.checked().filter(|_| self.checks) {
                rules.check(field.name(), shape, &mut self.writer.issues);
            }
            if shape != crate::Shape::Absent {
                self.param(field.name(), value);
            }
        }
        self.writer.any_of(layout, values);
    }

    /// One parameter: left out if it is optional and blank, refused if it is blank and not optional.
    fn param(&mut self, name: &'static str, value: &dyn Encode) {
        self.merge_before(name);
        let start = self.writer.text.len();
        let broken = self.writer.issues.len();
        self.writer.text.push_str(name);
        let name_end = self.writer.text.len();
        let optional = self.writer.param(name, value);
        if !is_blank(&self.writer.text[name_end..]) {
            self.marks.push(Mark { name_end, end: self.writer.text.len(), public: false });
            return;
        }
        let found = if self.writer.text.len() == name_end { "empty text" } else { "blank text" };
        self.writer.text.truncate(start);
        if self.checks && !optional && self.writer.issues.len() == broken {
            let expected = "text that is not blank, as the platform takes blank for absent (make it `Option` to leave it out)";
            self.writer.issues.push(Issue::at(name, expected, found));
        }
    }

    /// The parameters of an undeclared API.
    pub(crate) fn untyped(&mut self, params: &Params) {
        for (name, value) in params.sorted() {
            if is_blank(name) || PROTOCOL.contains(&name) {
                let expected = "the name of an API parameter: those of the protocol are set by the client";
                self.writer.issues.push(Issue::at(name, expected, format!("`{name}`")));
                continue;
            }
            self.merge_before(name);
            self.push(name, value, false);
        }
    }

    /// Writes what sorts before `name`, so that the list stays in order.
    fn merge_before(&mut self, name: &str) {
        while let Some(fixed) = self.fixed.next_if(|fixed| name_order(fixed.name, name).is_le()) {
            if fixed.name == name {
                let expected = "a parameter given once";
                self.writer.issues.push(Issue::at(
                    name,
                    expected,
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
        self.marks.push(Mark { name_end, end: self.writer.text.len(), public });
    }

    /// The finished list, or every reason why there is none.
    pub(crate) fn finish(mut self) -> Result<List, Vec<Issue>> {
        while let Some(fixed) = self.fixed.next() {
            self.push(fixed.name, fixed.value, fixed.public);
        }
        if self.writer.issues.is_empty() {
            Ok(List { text: self.writer.text, marks: self.marks })
        } else {
            Err(self.writer.issues)
        }
    }
}

/// The sorted parameters of a request, without `sign`.
#[derive(Clone)]
pub(crate) struct List {
    /// Names and values without separators: the string to sign.
    pub(crate) text: String,
    marks: Vec<Mark>,
}

impl List {
    /// Name, value and whether it belongs to the protocol, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let mut start = 0;
        self.marks.iter().map(move |mark| {
            let name = &self.text[std::mem::replace(&mut start, mark.end)..mark.name_end];
            (name, &self.text[mark.name_end..mark.end], mark.public)
        })
    }

    /// Form-encodes the parameters that `pick` wants, by whether they belong to the protocol.
    pub(crate) fn encode(&self, pick: impl Fn(bool) -> bool, out: &mut Vec<u8>) {
        for (name, value, _) in self.iter().filter(|(.., public)| pick(*public)) {
            pair(name, value, out);
        }
    }
}

/// Appends `name=value`, form-encoded, after an `&` if something stands there already.
pub(crate) fn pair(name: &str, value: &str, out: &mut Vec<u8>) {
    if !out.is_empty() {
        out.push(b'&');
    }
    percent_encode(name, out);
    out.push(b'=');
    percent_encode(value, out);
}
