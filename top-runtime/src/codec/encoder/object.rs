//! Structs, maps and the parameters of a request: what has names.

use super::{Encoder, Spread, escape};
use crate::codec::check::is_given;
use crate::codec::encode::{Encode, Shape};
use crate::codec::field_table::{Field, FieldTable};
use crate::issue::{Issue, IssueKind};
use crate::protocol::blank::is_blank;
use crate::request::canonical::ParamSpan;

impl Encoder {
    /// A struct: its members in the order of the layout, absent ones left out.
    pub fn object(&mut self, layout: &'static FieldTable, values: &[&dyn Encode]) {
        match std::mem::take(&mut self.spread) {
            Spread::Object => {
                let bare = self.open('{');
                self.members(layout, values);
                self.close('}', bare);
            }
            Spread::Members => self.members(layout, values),
            Spread::Params => {
                for (field, value) in layout.fields().zip(values) {
                    self.param(&field, value.shape(), &|out| value.encode(out));
                }
            }
        }
        if !layout.groups().is_empty() {
            self.any_of(layout, &|at| values.get(at).is_some_and(|value| is_given(value.shape())));
        }
    }

    fn members(&mut self, layout: &'static FieldTable, values: &[&dyn Encode]) {
        for (field, &value) in layout.fields().zip(values) {
            let shape = value.shape();
            self.check(&field, shape);
            if shape == Shape::Absent {
                continue;
            }
            if field.flattened().is_some() {
                self.spread = Spread::Members;
                value.encode(self);
            } else {
                self.key(field.name());
                self.item = field.item_name();
                self.within(field.name(), |out| value.encode(out));
            }
        }
    }

    /// A parameter of a request, appended with its name: left out if it is optional and blank, refused if it is blank and not
    /// optional.
    pub(crate) fn param(&mut self, field: &Field, shape: Shape<'_>, write: &dyn Fn(&mut Self)) {
        let broken = self.issues.len();
        self.check(field, shape);
        if shape == Shape::Absent {
            return;
        }
        if field.flattened().is_some() {
            self.spread = Spread::Params;
            return write(self);
        }
        let start = self.text.len();
        self.text.push_str(field.name());
        let name_end = self.text.len();
        let optional = self.top_level(field.name(), write);
        if !is_blank(&self.text[name_end..]) {
            return self.marks.push(ParamSpan { name_end, end: self.text.len(), is_system: false });
        }
        let found = if self.text.len() == name_end { "empty text" } else { "blank text" };
        self.text.truncate(start);
        if self.checks && !optional && self.issues.len() == broken {
            let expected = "text that is not blank (make it `Option` to leave it out)";
            self.issues.push(Issue::at(field.name(), expected, found).of(IssueKind::Missing));
        }
    }

    /// Checks a member against its rules.
    #[inline]
    pub(crate) fn check(&mut self, field: &Field, shape: Shape<'_>) {
        if let Some(rules) = field.checked().filter(|_| self.checks) {
            rules.check(field.name(), shape, &mut self.issues);
        }
    }

    /// Checks that one member of each group is given.
    pub(crate) fn any_of(&mut self, layout: &'static FieldTable, given: &dyn Fn(usize) -> bool) {
        for group in layout.groups().iter().filter(|_| self.checks) {
            if !group.iter().any(|&at| given(at)) {
                let names: Vec<_> = group.iter().map(|&at| format!("`{}`", layout.name(at))).collect();
                let expected = format!("at least one of {}", names.join(", "));
                self.issues.push(Issue::at("", expected, "none").of(IssueKind::Missing));
            }
        }
    }

    /// Named values in their order.
    pub fn map(&mut self, members: &mut dyn Iterator<Item = (&str, &dyn Encode)>) {
        let bare = self.open('{');
        for (name, value) in members {
            self.comma(b'{');
            escape::quote(name, &mut self.text);
            self.text.push(':');
            self.within(name, |out| value.encode(out));
        }
        self.close('}', bare);
    }

    /// Writes a value at the top level of a request; true if it was an optional one.
    pub(crate) fn top_level(&mut self, name: &str, write: &dyn Fn(&mut Self)) -> bool {
        self.bare = true;
        self.optional = false;
        self.within(name, write);
        self.bare = false;
        self.optional
    }

    /// Writes a value; what is wrong inside it gets `name` before its path.
    fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let before = self.issues.len();
        write(self);
        for issue in &mut self.issues[before..] {
            issue.within(name);
        }
    }

    /// A member's name, which the derives have checked to need no escape.
    pub(super) fn key(&mut self, name: &str) {
        self.text.reserve(name.len() + 4);
        if self.is_open(b'{') {
            self.text.push('"');
        } else {
            self.text.push_str(",\"");
        }
        self.text.push_str(name);
        self.text.push_str("\":");
    }
}
