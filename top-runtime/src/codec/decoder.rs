//! What reading a reply keeps: the error that ends it, and the issues that do not.

mod budget;
pub(crate) mod field_names;
mod kept;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod outcome;
pub(crate) mod text;

use std::borrow::Cow;

use super::decode::ErasedDecode;
use crate::Value;
use crate::codec::field_table::{FieldRules, FieldTable};
use crate::codec::param::ReadParam;
use crate::codec::params::Params;
use crate::issue::{Issue, Step};
use crate::tree::{Content, Node, Tree};
use budget::Budget;
use field_names::Outline;
use kept::Refusal;
use outcome::Search;
use text::TOO_DEEP;

/// Reads values from a reply, and keeps what did not fit with the path to it.
///
/// Paths are made on the way out, one step per enclosing value, so that reading a good reply spends nothing on them.
#[derive(Debug, Default)]
pub struct Decoder<'r> {
    /// What could not be read and is not optional: reading ends.
    pub(in crate::codec) refusal: Refusal,
    /// Whether the value being read stands in an element of a list or map, which is left out where it cannot be read.
    pub(in crate::codec) in_element: bool,
    /// Where the members of the structs that are being read stand, those of inner ones last; 0 for what is missing.
    places: Vec<u32>,
    /// What reading may still cost.
    pub(in crate::codec) budget: Budget,
    /// What could not be read and was left out.
    pub(crate) issues: Vec<Issue>,
    /// The members that no field takes, where somebody asked for them.
    pub(crate) unknown: Option<Vec<String>>,
    /// The element name that the enclosing member declared for the list read next.
    pub(in crate::codec) item: Option<&'static str>,
    /// The parameters that are read, in a server.
    form: Option<&'r Params>,
    /// Whether the value read next is a parameter's text, where a list of scalars is joined by commas.
    pub(in crate::codec) bare: bool,
    /// Whether the struct read next has its members among those of another one, or among the parameters.
    pub(in crate::codec) spread: bool,
    /// Whether no values are read, but the names of members.
    pub(in crate::codec) outline: Option<Outline<'r>>,
    /// Whether no values are read, but the outcome is looked for.
    pub(in crate::codec) search: Option<Search<'r>>,
}

#[cfg(feature = "server")]
impl<'r> Decoder<'r> {
    /// Reads parameters instead of a reply.
    pub(crate) fn of_params(params: &'r Params) -> Self {
        let bytes = params.iter().map(|(_, value)| value.len()).sum();
        Self { form: Some(params), budget: Budget::of(bytes, 0), ..Self::default() }
    }
}

impl<'r> Decoder<'r> {
    /// Looks at types instead of reading values.
    pub(in crate::codec) fn looking_for(outline: Outline<'r>) -> Self {
        Self { outline: Some(outline), ..Self::default() }
    }

    /// Looks for the outcome instead of reading values, in a body of so many bytes. Every value counts as refused, so that none is kept.
    pub(in crate::codec) fn searching(search: Search<'r>, bytes: usize, node: Node<'_>) -> Self {
        let budget = Budget::of(bytes, usize::from(node.place() > 0));
        Self { search: Some(search), refusal: Refusal::Unkept, budget, ..Self::default() }
    }
}

impl Decoder<'_> {
    /// Reads what a body of so many bytes has at a place.
    pub(crate) fn of_reply(bytes: usize, node: Node<'_>) -> Self {
        let levels = usize::from(node.place() > 0);
        let mut reader = Self { budget: Budget::of(bytes, levels), ..Self::default() };
        reader.keep_all(|| node.mended());
        reader
    }

    /// Keeps the members that no field takes, too.
    pub(crate) fn noting_unknown(self) -> Self {
        Self { unknown: Some(Vec::new()), ..self }
    }

    /// Fills the members of a struct from an object, or from a text that holds one as JSON.
    pub fn object(
        &mut self,
        node: Node<'_>,
        layout: &'static FieldTable,
        slots: &mut [&mut dyn ErasedDecode],
    ) {
        if self.outline.is_some() {
            return self.outlined(node, layout, slots);
        }
        match node.content() {
            Content::Object(_) => self.members(node, layout, slots),
            // An empty element of XML says nothing of what it could hold.
            Content::Text(text) if text.trim().is_empty() => self.members(node, layout, slots),
            Content::Text(text) => {
                let read = self.in_text(text, |decoder, root| {
                    root.members().map(|_| decoder.members(root, layout, slots)).is_some()
                });
                match read {
                    Ok(true) => {}
                    Err(error) if error.is_too_deep => self.mismatch(TOO_DEEP, node),
                    _ => self.mismatch("an object", node),
                }
            }
            _ => self.mismatch("an object", node),
        }
    }

    /// First finds where each member stands, as the last of several counts; then reads each in the order of the layout.
    fn members(&mut self, node: Node<'_>, layout: &'static FieldTable, slots: &mut [&mut dyn ErasedDecode]) {
        if self.search.is_some() {
            return self.search_struct(node, layout, slots);
        }
        // Of a flattened struct the members stand among others, and as parameters they are texts.
        let spread = std::mem::take(&mut self.spread);
        let bare = std::mem::take(&mut self.bare) && spread;
        if !self.enter(1) {
            return;
        }
        if self.search.is_some() {
            self.search_struct(node, layout, slots);
            return self.leave(1);
        }
        let first = self.places.len();
        self.places.resize(first + slots.len(), 0);
        let mut places = std::mem::take(&mut self.places);
        self.locate(node, layout, places.get_mut(first..).unwrap_or_default(), spread);
        self.places = places;
        self.fill_members(node, layout, first, slots, bare);
        self.places.truncate(first);
        self.leave(1);
    }

    /// Reads each member in its place. Apart from what finds these: its frame stands on the stack once for each level of a reply.
    fn fill_members(
        &mut self,
        node: Node<'_>,
        layout: &'static FieldTable,
        first: usize,
        slots: &mut [&mut dyn ErasedDecode],
        bare: bool,
    ) {
        let mut rules = layout.rules();
        for (at, slot) in slots.iter_mut().enumerate() {
            self.bare = bare;
            let mark = self.mark();
            let place = self.places.get(first + at).copied().unwrap_or_default();
            let place = self.place_of(node, place, rules.of(at));
            self.fill(*slot, place);
            self.enclose(&mark, || Step::Name(layout.name(at)));
            if self.failed() {
                break;
            }
        }
    }

    /// What a member is read from.
    #[inline]
    fn place_of<'n>(&mut self, node: Node<'n>, place: u32, rules: Option<&FieldRules>) -> Option<Node<'n>> {
        self.item = rules.and_then(|rules| rules.item);
        if let Some(inner) = rules.and_then(|rules| rules.flattened) {
            self.spread = true;
            Some(node).filter(|node| !inner.optional || inner.layout.is_in(*node))
        } else {
            Some(place).filter(|place| *place > 0).map(|place| node.at_place(place))
        }
    }

    /// Finds the place of each member; 0, where none can be, for those that are missing.
    fn locate(&mut self, node: Node<'_>, layout: &'static FieldTable, places: &mut [u32], spread: bool) {
        let mut ahead = layout.names();
        for (name, value) in node.members().into_iter().flatten() {
            let found = layout.find(name, ahead).and_then(|(at, behind)| Some((places.get_mut(at)?, behind)));
            match found {
                Some((place, behind)) => {
                    *place = value.place();
                    ahead = behind;
                }
                None if spread => {}
                None => self.note_unknown(name, layout),
            }
        }
    }

    /// Fills the fields of a request from the parameters, in a server.
    pub fn params(&mut self, layout: &'static FieldTable, slots: &mut [&mut dyn ReadParam]) {
        let Some(params) = self.form else { return };
        for (field, slot) in layout.fields().zip(slots) {
            self.item = field.item_name();
            self.bare = true;
            let mark = self.mark();
            if let Some(inner) = field.flattened() {
                self.spread = true;
                let members = Tree::of_params(inner.layout, params);
                let place = Some(members.root()).filter(|node| !inner.optional || inner.layout.is_in(*node));
                slot.decode_param(place, None, self);
            } else {
                let text = params.get(field.name()).map(Tree::of_text);
                slot.decode_param(text.as_ref().map(Tree::root), params.file(field.name()), self);
            }
            self.enclose(&mark, || Step::Name(field.name()));
            if self.failed() {
                return;
            }
        }
    }

    /// Fills a value from what stands there, if anything does.
    pub(crate) fn fill(&mut self, slot: &mut dyn ErasedDecode, place: Option<Node<'_>>) {
        slot.fill(place.filter(|node| !node.is_null()), self);
    }

    /// Any value; a parameter's text that holds an object or list as JSON is read as that.
    pub(crate) fn any(&mut self, node: Node<'_>) -> Value {
        if std::mem::take(&mut self.bare)
            && let Content::Text(text) = node.content()
            && let Ok(Some(value)) = self.in_text(text, |decoder, root| {
                matches!(root.content(), Content::Array(_) | Content::Object(_)).then(|| decoder.copied(root))
            })
        {
            return value;
        }
        self.copied(node)
    }

    fn copied(&mut self, node: Node<'_>) -> Value {
        // A member's name is a text and takes a cell as well.
        if self.afford(node.cells(), size_of::<Value>()) { Value::from_node(node) } else { Value::Null }
    }

    /// The code of a coded value whose codes are text; `None` once it was said that there is none.
    pub fn text_code<'n>(&mut self, node: Node<'n>) -> Option<Cow<'n, str>> {
        let code = node.scalar();
        if code.is_none() {
            self.mismatch("a code", node);
        }
        code.map(Cow::Borrowed)
    }
}
