//! The concrete writer that every value is encoded with: JSON inside structs, plain text at the top level of a request.

mod escape;

use crate::blank::is_blank;
use crate::check::is_given;
use crate::encode::{Encode, Kind, Shape};
use crate::form::Mark;
use crate::issue::{Issue, excerpt};
use crate::layout::{Field, Layout};
use crate::types::DateTime;

/// How lists are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    /// As arrays: in requests and in simplified replies.
    Plain,
    /// As `{"item":[..]}`, the platform's form for replies.
    #[cfg_attr(not(feature = "server"), allow(dead_code))]
    Wrapped,
}

/// Writes one value after another into one text, and keeps what must not be sent.
#[derive(Debug)]
pub struct Writer {
    pub(crate) text: String,
    pub(crate) issues: Vec<Issue>,
    lists: Lists,
    /// Whether members are checked against their rules.
    checks: bool,
    /// Whether the next value stands at the top level of a request, where it is text and not JSON.
    bare: bool,
    /// Whether the value at the top level turned out to be optional, so that blank means left out.
    optional: bool,
    /// The element name that the enclosing member declared for the list written next.
    item: Option<&'static str>,
    /// Where the members of the struct written next stand.
    spread: Spread,
    /// Where the parameters end that were written into the text.
    pub(crate) marks: Vec<Mark>,
}

/// Where the members of a struct stand.
#[derive(Debug, Clone, Copy, Default)]
enum Spread {
    /// In an object of their own.
    #[default]
    Object,
    /// Among the members of the struct around it.
    Members,
    /// Among the parameters of the request.
    Params,
}

impl Writer {
    pub(crate) fn new(lists: Lists, checks: bool, capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            issues: Vec::new(),
            lists,
            checks,
            bare: false,
            optional: false,
            item: None,
            spread: Spread::Object,
            marks: Vec::new(),
        }
    }

    /// The JSON text of a value, or what must not be sent of it.
    pub(crate) fn json(value: &dyn Encode, lists: Lists) -> Result<String, Vec<Issue>> {
        let mut writer = Self::new(lists, false, 256);
        value.encode(&mut writer);
        if writer.issues.is_empty() { Ok(writer.text) } else { Err(writer.issues) }
    }

    /// Text: escaped and quoted inside JSON, as it is at the top level of a request.
    pub fn text(&mut self, text: &str) {
        if self.bare {
            self.text.push_str(text);
        } else {
            escape::quote(text, &mut self.text);
        }
    }

    /// A number by its digits, which must be a number of JSON.
    pub fn number(&mut self, digits: &str) {
        self.text.push_str(digits);
    }

    /// A truth value.
    pub fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// A time as `yyyy-MM-dd HH:mm:ss`.
    pub fn date(&mut self, time: DateTime) {
        if self.bare {
            time.write(&mut self.text);
        } else {
            self.text.push('"');
            time.write(&mut self.text);
            self.text.push('"');
        }
    }

    /// A `null` that the caller asked for. At the top level of a request it writes nothing: no parameter is the text `null`.
    pub fn null(&mut self) {
        if self.bare {
            self.optional = true;
        } else {
            self.text.push_str("null");
        }
    }

    /// The text `null` that the caller asked for inside JSON. At the top level of a request it writes nothing.
    pub(crate) fn null_text(&mut self) {
        if self.bare {
            self.optional = true;
        } else {
            self.text("null");
        }
    }

    /// A value that is all said by its shape: a text or a number.
    pub fn shape(&mut self, shape: Shape<'_>) {
        match shape {
            Shape::Text(text) => self.text(text),
            Shape::Integer(number) => self.number(itoa::Buffer::new().format(number)),
            _ => self.null(),
        }
    }

    /// A struct: its members in the order of the layout, absent ones left out.
    pub fn object(&mut self, layout: &'static Layout, values: &[&dyn Encode]) {
        match std::mem::take(&mut self.spread) {
            Spread::Object => {
                let bare = self.open('{');
                self.members(layout, values);
                self.close('}', bare);
            }
            Spread::Members => self.members(layout, values),
            Spread::Params => {
                for (field, value) in layout.fields().iter().zip(values) {
                    self.param(field, *value);
                }
            }
        }
        self.any_of(layout, &|at| values.get(at).is_some_and(|value| is_given(value.shape())));
    }

    fn members(&mut self, layout: &'static Layout, values: &[&dyn Encode]) {
        for (field, &value) in layout.fields().iter().zip(values) {
            let shape = value.shape();
            self.check(field, shape);
            if shape == Shape::Absent {
                continue;
            }
            if field.flattened().is_some() {
                self.spread = Spread::Members;
                value.encode(self);
            } else {
                self.key(field.name());
                self.item = field.item_name();
                self.within(field.name(), value);
            }
        }
    }

    /// A parameter of a request, appended with its name: left out if it is optional and blank, refused if it is blank and not
    /// optional.
    pub(crate) fn param(&mut self, field: &'static Field, value: &dyn Encode) {
        let broken = self.issues.len();
        let shape = value.shape();
        self.check(field, shape);
        if shape == Shape::Absent {
            return;
        }
        if field.flattened().is_some() {
            self.spread = Spread::Params;
            return value.encode(self);
        }
        let start = self.text.len();
        self.text.push_str(field.name());
        let name_end = self.text.len();
        let optional = self.top_level(field.name(), value);
        if !is_blank(&self.text[name_end..]) {
            return self.marks.push(Mark { name_end, end: self.text.len(), public: false });
        }
        let found = if self.text.len() == name_end { "empty text" } else { "blank text" };
        self.text.truncate(start);
        if self.checks && !optional && self.issues.len() == broken {
            let expected = "text that is not blank (make it `Option` to leave it out)";
            self.issues.push(Issue::at(field.name(), expected, found));
        }
    }

    /// Checks a member against its rules.
    pub(crate) fn check(&mut self, field: &Field, shape: Shape<'_>) {
        if let Some(rules) = field.checked().filter(|_| self.checks) {
            rules.check(field.name(), shape, &mut self.issues);
        }
    }

    /// Checks that one member of each group is given.
    pub(crate) fn any_of(&mut self, layout: &'static Layout, given: &dyn Fn(usize) -> bool) {
        for group in layout.groups().iter().filter(|_| self.checks) {
            if !group.iter().any(|&at| given(at)) {
                let fields = group.iter().filter_map(|&at| layout.fields().get(at));
                let names: Vec<_> = fields.map(|field| format!("`{}`", field.name())).collect();
                let expected = format!("at least one of {}", names.join(", "));
                self.issues.push(Issue::at("", expected, "none"));
            }
        }
    }

    /// Named values in their order.
    pub fn map(&mut self, members: &mut dyn Iterator<Item = (&str, &dyn Encode)>) {
        let bare = self.open('{');
        for (name, value) in members {
            self.comma('{');
            escape::quote(name, &mut self.text);
            self.text.push(':');
            self.within(name, value);
        }
        self.close('}', bare);
    }

    /// A list. At the top level of a request one of scalars is a text with commas, which no element can hold.
    pub fn list(&mut self, of: Kind, items: &mut dyn Iterator<Item = &dyn Encode>) {
        let name = self.item.take().unwrap_or(of.item_name());
        if self.bare && of.is_scalar() {
            return self.joined(items);
        }
        let wrapped = self.lists == Lists::Wrapped;
        let mut items = items.enumerate().peekable();
        if wrapped {
            if items.peek().is_none() {
                return self.text.push_str("{}");
            }
            self.text.push('{');
            self.key(name);
        }
        let bare = self.open('[');
        for (at, item) in items {
            self.comma('[');
            self.element(at, item);
        }
        self.close(']', bare);
        if wrapped {
            self.text.push('}');
        }
    }

    /// A list of scalars as one text. There is no escaping: an element with a comma would arrive as two.
    fn joined(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) {
        for (at, item) in items.enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let start = self.text.len();
            self.element(at, item);
            let text = &self.text[start..];
            if is_blank(text) {
                self.issues.push(Issue::at(&format!("[{at}]"), "text that is not blank", "blank text"));
            } else if text.contains(',') {
                let expected = "text without a comma, as the list is sent joined by commas";
                let found = excerpt(text);
                self.issues.push(Issue::at(&format!("[{at}]"), expected, found));
            }
        }
    }

    /// Says that the value about to be written is optional: blank text at the top level then means left out.
    pub(crate) fn optional(&mut self) {
        self.optional = true;
    }

    /// Keeps the value being written from being sent.
    pub fn refuse(&mut self, expected: &str, found: &str) {
        self.issues.push(Issue::at("", expected, found));
    }

    /// Writes a value at the top level of a request; true if it was an optional one.
    pub(crate) fn top_level(&mut self, name: &str, value: &dyn Encode) -> bool {
        self.bare = true;
        self.optional = false;
        self.within(name, value);
        self.bare = false;
        self.optional
    }

    /// Writes a value; what is wrong inside it gets `name` before its path.
    fn within(&mut self, name: &str, value: &dyn Encode) {
        let before = self.issues.len();
        value.encode(self);
        for issue in &mut self.issues[before..] {
            issue.within(name);
        }
    }

    /// The same for a list's element, whose step of the path is only made up when it is needed.
    fn element(&mut self, at: usize, item: &dyn Encode) {
        let before = self.issues.len();
        item.encode(self);
        if self.issues.len() > before {
            self.issues[before..].iter_mut().for_each(|issue| issue.within(&format!("[{at}]")));
        }
    }

    /// Begins a container, inside which everything is JSON.
    fn open(&mut self, bracket: char) -> bool {
        self.text.push(bracket);
        std::mem::replace(&mut self.bare, false)
    }

    fn close(&mut self, bracket: char, bare: bool) {
        self.text.push(bracket);
        self.bare = bare;
    }

    /// A member's name, which the derives have checked to need no escape.
    fn key(&mut self, name: &str) {
        self.comma('{');
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// A comma, unless this is the first in its container: no value ends with an opening bracket.
    fn comma(&mut self, open: char) {
        if !self.text.ends_with(open) {
            self.text.push(',');
        }
    }
}
