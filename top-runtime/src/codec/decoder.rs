//! The decoder: decodes values from a reply and collects the issues and the error.

mod budget;
pub(crate) mod field_names;
pub(in crate::codec) mod issues;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod outcome;
mod position;
pub(crate) mod text;

use std::borrow::Cow;

use super::decode::ErasedDecode;
use crate::Value;
use crate::codec::field_table::{FieldRules, FieldTable};
use crate::codec::param::ReadParam;
#[cfg(feature = "server")]
use crate::codec::params::Params;
use crate::issue::{Issue, Step};
use crate::tree::{Content, Node, Tree};
use budget::Budget;
use issues::Refusal;
use position::{Mode, Position};
use text::TOO_DEEP;

/// Decodes values from a reply and records what does not fit, each with its path.
///
/// Paths are built on the way out, one step per enclosing value, so that a good reply costs nothing
/// for them.
#[derive(Debug, Default)]
pub struct Decoder<'r> {
    /// The purpose of this pass over the reply.
    mode: Mode<'r>,
    /// Where the next value is.
    position: Position,
    /// The error of the current value, if it cannot be decoded.
    refusal: Refusal,
    /// Whether the current value is inside an element of a list or map, which is left out on an
    /// error.
    in_element: bool,
    /// The places of the members of all open structs, innermost last. 0: missing.
    places: Vec<u32>,
    budget: Budget,
    /// Issues that did not end decoding.
    pub(crate) issues: Vec<Issue>,
    /// Paths of the members without a field, if the caller asked for them.
    pub(crate) unknown: Option<Vec<String>>,
}

#[cfg(feature = "server")]
impl<'r> Decoder<'r> {
    /// Creates a decoder of request parameters.
    pub(crate) fn of_params(params: &'r Params) -> Self {
        let bytes = params.iter().map(|(_, value)| value.len()).sum();
        Self { mode: Mode::Params(params), budget: Budget::of(bytes, 0), ..Self::default() }
    }
}

impl Decoder<'_> {
    /// Creates a decoder for a node of a body of `bytes` bytes.
    pub(crate) fn of_reply(bytes: usize, node: Node<'_>) -> Self {
        let levels = usize::from(node.place() > 0);
        let mut decoder = Self { budget: Budget::of(bytes, levels), ..Self::default() };
        decoder.keep_all(|| node.repairs());
        decoder
    }

    /// Also records the members without a field.
    pub(crate) fn noting_unknown(self) -> Self {
        Self { unknown: Some(Vec::new()), ..self }
    }

    /// Decodes the members of a struct from an object, or from a text that contains one as JSON.
    pub fn object(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        fields: &mut [&mut dyn ErasedDecode],
    ) {
        if matches!(self.mode, Mode::FieldNames(_)) {
            return self.collect_names(node, table, fields);
        }
        match node.content() {
            Content::Object(_) => self.members(node, table, fields),
            // An empty element of XML does not tell a text from an object.
            Content::Text(text) if text.trim().is_empty() => self.members(node, table, fields),
            Content::Text(text) => {
                let decoded = self.in_text(text, |decoder, root| {
                    root.members().map(|_| decoder.members(root, table, fields)).is_some()
                });
                match decoded {
                    Ok(true) => {}
                    Err(error) if error.is_too_deep => self.mismatch(TOO_DEEP, node),
                    _ => self.mismatch("an object", node),
                }
            }
            _ => self.mismatch("an object", node),
        }
    }

    /// Locates each member first, as the last of several counts; then decodes each in the order of
    /// the table.
    fn members(&mut self, node: Node<'_>, table: &'static FieldTable, fields: &mut [&mut dyn ErasedDecode]) {
        if matches!(self.mode, Mode::Outcome(_)) {
            return self.search_struct(node, table, fields);
        }
        let Position { flattened, top_level, .. } = std::mem::take(&mut self.position);
        if !self.enter(1) {
            return;
        }
        let first = self.places.len();
        self.places.resize(first + fields.len(), 0);
        let mut places = std::mem::take(&mut self.places);
        self.locate(node, table, places.get_mut(first..).unwrap_or_default(), flattened);
        self.places = places;
        // Members of a flattened struct are parameters themselves; all others are JSON.
        self.decode_members(node, table, first, fields, top_level && flattened);
        self.places.truncate(first);
        self.leave(1);
    }

    /// Decodes each member at its place.
    ///
    /// Separate from [`Self::locate`], because its frame is on the stack once per level of a reply.
    fn decode_members(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        first: usize,
        fields: &mut [&mut dyn ErasedDecode],
        top_level: bool,
    ) {
        let mut rules = table.rules();
        for (at, field) in fields.iter_mut().enumerate() {
            let mark = self.mark();
            let place = self.places.get(first + at).copied().unwrap_or_default();
            let rules = rules.of(at);
            self.position = Position::of_member(rules, top_level);
            self.fill(*field, member_node(node, place, rules));
            self.enclose(&mark, || Step::Name(table.name(at)));
            if self.failed() {
                break;
            }
        }
        self.position = Position::default();
    }

    /// Finds the place of each member. Missing members keep the place 0.
    fn locate(&mut self, node: Node<'_>, table: &'static FieldTable, places: &mut [u32], flattened: bool) {
        let mut next_names = table.names();
        for (name, value) in node.members().into_iter().flatten() {
            let field = table.find(name, next_names).and_then(|(at, rest)| Some((places.get_mut(at)?, rest)));
            match field {
                Some((place, rest)) => {
                    *place = value.place();
                    next_names = rest;
                }
                None if flattened => {}
                None => self.note_unknown(name, table),
            }
        }
    }

    /// Decodes the fields of a request from its parameters, in a server.
    pub fn params(&mut self, table: &'static FieldTable, fields: &mut [&mut dyn ReadParam]) {
        let Mode::Params(params) = self.mode else { return };
        for (field, value) in table.fields().zip(fields) {
            self.position = Position::of_member(field.rules(), true);
            let mark = self.mark();
            if let Some(inner) = field.flattened() {
                let members = Tree::of_texts(params.iter().filter(|(name, _)| inner.table.has(name)));
                let node = Some(members.root()).filter(|node| inner.is_present(*node));
                value.decode_param(node, None, self);
            } else {
                let text = params.get(field.name()).map(Tree::of_text);
                value.decode_param(text.as_ref().map(Tree::root), params.file(field.name()), self);
            }
            self.enclose(&mark, || Step::Name(field.name()));
            if self.failed() {
                return;
            }
        }
    }

    /// Decodes a value from a node, or a missing value from no node or null.
    pub(crate) fn fill(&mut self, value: &mut dyn ErasedDecode, node: Option<Node<'_>>) {
        value.fill(node.filter(|node| !node.is_null()), self);
    }

    /// Copies any value. A parameter that contains an object or list as JSON text is parsed.
    pub(crate) fn any(&mut self, node: Node<'_>) -> Value {
        if std::mem::take(&mut self.position).top_level
            && let Content::Text(text) = node.content()
            && let Ok(Some(value)) = self.in_text(text, |decoder, root| {
                matches!(root.content(), Content::Array(_) | Content::Object(_)).then(|| decoder.copy(root))
            })
        {
            return value;
        }
        self.copy(node)
    }

    fn copy(&mut self, node: Node<'_>) -> Value {
        // A member's name is a text and takes a cell as well.
        if self.afford(node.cells(), size_of::<Value>()) { Value::from_node(node) } else { Value::Null }
    }

    /// Returns the text of a coded value, or records a mismatch.
    pub fn text_code<'n>(&mut self, node: Node<'n>) -> Option<Cow<'n, str>> {
        let code = node.scalar();
        if code.is_none() {
            self.mismatch("a code", node);
        }
        code.map(Cow::Borrowed)
    }
}

/// Returns the node that a member is decoded from: for a flattened struct, the object around it.
#[inline]
fn member_node<'n>(node: Node<'n>, place: u32, rules: Option<&FieldRules>) -> Option<Node<'n>> {
    match rules.and_then(|rules| rules.flattened) {
        Some(inner) => Some(node).filter(|node| inner.is_present(*node)),
        None => Some(place).filter(|place| *place > 0).map(|place| node.at_place(place)),
    }
}
