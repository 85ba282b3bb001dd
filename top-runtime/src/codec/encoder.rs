//! The concrete writer that every value is encoded with: JSON inside structs, plain text at the top level of a request.

mod escape;
mod list;
mod object;

use crate::codec::encode::{Encode, Shape};
use crate::issue::Issue;
use crate::request::canonical::ParamSpan;
use crate::values::DateTime;

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
pub struct Encoder {
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
    pub(crate) marks: Vec<ParamSpan>,
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

impl Encoder {
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

    /// Says that the value about to be written is optional: blank text at the top level then means left out.
    pub(crate) fn optional(&mut self) {
        self.optional = true;
    }

    /// Keeps the value being written from being sent.
    pub fn refuse(&mut self, expected: &str, found: &str) {
        self.issues.push(Issue::at("", expected, found));
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

    /// A comma, unless this is the first in its container.
    fn comma(&mut self, open: u8) {
        if !self.is_open(open) {
            self.text.push(',');
        }
    }

    /// Whether a container has just been opened: no value ends with an opening bracket.
    fn is_open(&self, bracket: u8) -> bool {
        self.text.as_bytes().last() == Some(&bracket)
    }
}
