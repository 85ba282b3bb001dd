//! The decoder: decodes values from a reply and collects the issues and the error.

mod budget;
pub(crate) mod field_names;
pub(in crate::codec) mod issues;
pub(crate) mod list;
pub(crate) mod map;
mod members;
pub(crate) mod outcome;
mod position;
pub(crate) mod text;
mod wide;

use std::borrow::Cow;

use super::decode::{ErasedDecode, ErasedFields};
use crate::Value;
use crate::codec::field_table::FieldTable;
use crate::codec::param::ReadParam;
#[cfg(feature = "server")]
use crate::codec::params::Params;
use crate::issue::{Issue, Step};
use crate::tree::{Content, Node, Tree};
use budget::Budget;
use issues::Refusal;
use members::Fields;
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
    /// The fields to decode of all open wide structs, innermost last, as bits.
    selected: Vec<u64>,
    budget: Budget,
    /// Whether a list of scalars in a parameter is JSON, not a text with commas.
    json_lists: bool,
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

    /// Creates a decoder of one value from texts of `bytes` bytes: an object whose members are
    /// written like parameters, so that a list of scalars is joined by commas.
    pub(crate) fn of_texts(bytes: usize) -> Self {
        let position = Position { top_level: true, flattened: true, item_name: None };
        Self { position, budget: Budget::of(bytes, 0), ..Self::default() }
    }

    /// Reads lists of scalars as JSON.
    pub(crate) fn with_json_lists(mut self) -> Self {
        self.json_lists = true;
        self
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
        self.object_fields(node, table, &mut Fields::Narrow(fields));
    }

    /// Decodes the members of a wide struct, as [`Self::object`] does. `required` are the fields
    /// that are decoded even if they are missing, as bits.
    pub fn wide_object(
        &mut self,
        node: Node<'_>,
        table: &'static FieldTable,
        required: &'static [u64],
        fields: &mut dyn ErasedFields,
    ) {
        self.object_fields(node, table, &mut Fields::Wide { fields, required });
    }

    fn object_fields(&mut self, node: Node<'_>, table: &'static FieldTable, fields: &mut Fields<'_, '_>) {
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
