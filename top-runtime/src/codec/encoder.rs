//! The encoder: writes JSON inside structs, and plain text at the top level of a request.

mod escape;
mod list;
mod object;

use crate::codec::encode::{Encode, Shape};
use crate::issue::Issue;
use crate::values::DateTime;

/// The form of lists in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    /// Arrays, in requests and in simplified replies.
    Plain,
    /// `{"item":[..]}`, the platform's form in other replies and in XML.
    Wrapped,
}

/// End of a parameter in the text. It starts at the end of the previous one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParamSpan {
    pub(crate) name_end: usize,
    pub(crate) end: usize,
    pub(crate) is_system: bool,
}

/// Writes values into a text and records what cannot be sent.
#[derive(Debug)]
pub struct Encoder {
    pub(crate) text: String,
    pub(crate) issues: Vec<Issue>,
    lists: Lists,
    /// Whether a list of scalars at the top level is JSON, not a text with commas.
    pub(crate) json_lists: bool,
    /// Whether fields are checked against their rules.
    checks: bool,
    /// Where the next value is written.
    position: Position,
    /// Whether the value at the top level is optional, so that a blank one is left out.
    optional: bool,
    /// Places of the parameters in the text.
    pub(crate) marks: Vec<ParamSpan>,
}

/// Where the next value is written. Each container takes it and sets it anew for its members.
#[derive(Debug, Clone, Copy, Default)]
struct Position {
    /// Whether the value is at the top level of a request, where it is text and not JSON.
    top_level: bool,
    /// The declared element name of the list.
    item_name: Option<&'static str>,
    /// The place of the members of the struct.
    members: MembersPlace,
}

impl Position {
    const TOP_LEVEL: Self = Self { top_level: true, item_name: None, members: MembersPlace::Object };

    /// The position of a struct that is flattened into its surroundings.
    const fn flattened(members: MembersPlace) -> Self {
        Self { top_level: false, item_name: None, members }
    }
}

/// The place of the members of a struct.
#[derive(Debug, Clone, Copy, Default)]
enum MembersPlace {
    /// An object of their own.
    #[default]
    Object,
    /// The object of the struct around it.
    OuterObject,
    /// The parameters of the request.
    Params,
}

impl Encoder {
    pub(crate) fn new(lists: Lists, checks: bool, capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            issues: Vec::new(),
            lists,
            json_lists: false,
            checks,
            position: Position::default(),
            optional: false,
            marks: Vec::new(),
        }
    }

    /// Whether fields are checked against their rules.
    pub(crate) const fn checks(&self) -> bool {
        self.checks
    }

    /// Encodes a value as JSON text.
    ///
    /// # Errors
    ///
    /// The parts of the value that cannot be sent.
    pub(crate) fn json(value: &dyn Encode, lists: Lists) -> Result<String, Vec<Issue>> {
        let mut encoder = Self::new(lists, false, 256);
        value.encode(&mut encoder);
        if encoder.issues.is_empty() { Ok(encoder.text) } else { Err(encoder.issues) }
    }

    /// Writes a text: quoted and escaped inside JSON, unchanged at the top level of a request.
    pub fn text(&mut self, text: &str) {
        if self.position.top_level {
            self.text.push_str(text);
        } else {
            escape::quote(text, &mut self.text);
        }
    }

    /// Writes a number. `digits` must be a valid JSON number.
    pub fn number(&mut self, digits: &str) {
        self.text.push_str(digits);
    }

    /// Writes `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes a time as `yyyy-MM-dd HH:mm:ss`.
    pub fn date(&mut self, time: DateTime) {
        if self.position.top_level {
            time.write(&mut self.text);
        } else {
            self.text.push('"');
            time.write(&mut self.text);
            self.text.push('"');
        }
    }

    /// Writes `null` inside JSON, and nothing at the top level of a request.
    pub fn null(&mut self) {
        if self.position.top_level {
            self.optional = true;
        } else {
            self.text.push_str("null");
        }
    }

    /// Writes the text `"null"` inside JSON, and nothing at the top level of a request.
    pub(crate) fn null_text(&mut self) {
        if self.position.top_level {
            self.optional = true;
        } else {
            self.text("null");
        }
    }

    /// Writes a text or a whole number by its shape, and `null` for any other shape.
    pub fn shape(&mut self, shape: Shape<'_>) {
        match shape {
            Shape::Text(text) => self.text(text),
            Shape::Integer(number) => self.number(itoa::Buffer::new().format(number)),
            _ => self.null(),
        }
    }

    /// Marks the next value as optional: at the top level, a blank one is left out.
    pub(crate) fn optional(&mut self) {
        self.optional = true;
    }

    /// Records that the current value cannot be sent.
    pub fn refuse(&mut self, expected: &str, found: &str) {
        self.issues.push(Issue::at("", expected, found));
    }

    /// Writes a comma, unless the next value is the first after the opening bracket.
    fn comma(&mut self, open: u8) {
        if !self.is_open(open) {
            self.text.push(',');
        }
    }

    /// Whether the text ends with an opening bracket. No value does.
    fn is_open(&self, bracket: u8) -> bool {
        self.text.as_bytes().last() == Some(&bracket)
    }
}
