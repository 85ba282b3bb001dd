//! Encoding of structs, maps and request parameters.

use super::{Encoder, MembersPlace, ParamSpan, Position, escape};
use crate::codec::encode::{Encode, Shape};
use crate::codec::field_table::{Field, FieldTable};
use crate::issue::{Issue, IssueKind};
use crate::protocol::blank::is_blank;

impl Encoder {
    /// Writes a struct: its members in the order of the table, without absent ones.
    pub fn object(&mut self, table: &'static FieldTable, values: &[&dyn Encode]) {
        match std::mem::take(&mut self.position).members {
            MembersPlace::Object => {
                self.text.push('{');
                self.members(table, values);
                self.text.push('}');
            }
            MembersPlace::OuterObject => self.members(table, values),
            MembersPlace::Params => {
                for (field, value) in table.fields().zip(values) {
                    self.param(&field, value.shape(), &|encoder| value.encode(encoder));
                }
            }
        }
        if !table.groups().is_empty() {
            self.any_of(table, &|at| values.get(at).is_some_and(|value| value.shape().has_value()));
        }
    }

    fn members(&mut self, table: &'static FieldTable, values: &[&dyn Encode]) {
        for (field, &value) in table.fields().zip(values) {
            self.member(&field, value.shape(), |encoder| value.encode(encoder));
        }
    }

    /// Writes a member of the open object, unless it is absent.
    #[inline]
    pub(crate) fn member(&mut self, field: &Field, shape: Shape<'_>, write: impl FnOnce(&mut Self)) {
        self.check(field, shape);
        if shape == Shape::Absent {
            return;
        }
        if field.flattened().is_some() {
            self.position = Position::flattened(MembersPlace::OuterObject);
            write(self);
        } else {
            self.key(field.name());
            self.position = Position { item_name: field.item_name(), ..Position::default() };
            self.within(field.name(), write);
        }
    }

    /// Appends a request parameter. A blank value is left out if it is optional, and refused if
    /// not.
    pub(crate) fn param(&mut self, field: &Field, shape: Shape<'_>, write: &dyn Fn(&mut Self)) {
        let issues_before = self.issues.len();
        self.check(field, shape);
        if shape == Shape::Absent {
            return;
        }
        if field.flattened().is_some() {
            self.position = Position::flattened(MembersPlace::Params);
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
        if self.checks && !optional && self.issues.len() == issues_before {
            let expected = "text that is not blank (make it `Option` to leave it out)";
            self.issues.push(Issue::at(field.name(), expected, found).of(IssueKind::Missing));
        }
    }

    /// Checks a field against its rules.
    #[inline]
    pub(crate) fn check(&mut self, field: &Field, shape: Shape<'_>) {
        if let Some(rules) = field.rules().filter(|_| self.checks) {
            rules.check(field.name(), shape, &mut self.issues);
        }
    }

    /// Checks that at least one field of each group has a value.
    pub(crate) fn any_of(&mut self, table: &'static FieldTable, has_value: &dyn Fn(usize) -> bool) {
        for group in table.groups().iter().filter(|_| self.checks) {
            if !group.iter().any(|&at| has_value(at)) {
                let names: Vec<_> = group.iter().map(|&at| format!("`{}`", table.name(at))).collect();
                let expected = format!("at least one of {}", names.join(", "));
                self.issues.push(Issue::at("", expected, "none").of(IssueKind::Missing));
            }
        }
    }

    /// Writes a map in the order of the iterator.
    pub fn map(&mut self, members: &mut dyn Iterator<Item = (&str, &dyn Encode)>) {
        self.position = Position::default();
        self.text.push('{');
        for (name, value) in members {
            self.comma(b'{');
            escape::quote(name, &mut self.text);
            self.text.push(':');
            self.within(name, |encoder| value.encode(encoder));
        }
        self.text.push('}');
    }

    /// Writes a value at the top level of a request. Returns whether it is optional.
    pub(crate) fn top_level(&mut self, name: &str, write: &dyn Fn(&mut Self)) -> bool {
        self.position = Position::TOP_LEVEL;
        self.optional = false;
        self.within(name, write);
        self.position = Position::default();
        self.optional
    }

    /// Writes a value and prepends `name` to the paths of its issues.
    fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let before = self.issues.len();
        write(self);
        for issue in &mut self.issues[before..] {
            issue.within(name);
        }
    }

    /// Writes the name of a member. The derives check that it needs no escape.
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
