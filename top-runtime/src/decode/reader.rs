//! What reading a reply keeps: the error that ends it, and the issues that do not.

use std::borrow::Cow;

use super::outcome::Search;
use super::outline::Outline;
use super::{Decode, Slot};
use crate::Value;
use crate::encode::Kind;
use crate::issue::{Issue, IssueKind, excerpt, prefix_path};
use crate::layout::Layout;
use crate::param::ReadParam;
use crate::params::Params;
use crate::tree::{Content, Node, Tree, parse_json};

/// How many issues of one reply are kept. A reply of eight megabytes could hold millions.
const MOST_ISSUES: usize = 256;

/// How many members of a struct are matched without an allocation.
const FEW: usize = 32;

/// Reads values from a reply, and keeps what did not fit with the path to it.
///
/// Paths are made on the way out, one step per enclosing value, so that reading a good reply spends nothing on them.
#[derive(Debug, Default)]
pub struct Reader<'r> {
    /// What could not be read and is not optional: reading ends.
    fatal: Option<Issue>,
    /// What could not be read and was left out.
    pub(crate) issues: Vec<Issue>,
    /// The members that no field takes, where somebody asked for them.
    pub(crate) unknown: Option<Vec<String>>,
    /// The element name that the enclosing member declared for the list read next.
    pub(super) item: Option<&'static str>,
    /// The parameters that are read, in a server.
    form: Option<&'r Params>,
    /// Whether the value read next is a parameter's text, where a list of scalars is joined by commas.
    pub(super) bare: bool,
    /// Whether the struct read next has its members among those of another one, or among the parameters.
    pub(super) spread: bool,
    /// Whether no values are read, but the names of members.
    pub(super) outline: Option<Outline<'r>>,
    /// Whether no values are read, but the outcome is looked for.
    pub(super) search: Option<Search<'r>>,
}

/// How much had been kept before a value was read.
struct Mark {
    issues: usize,
    unknown: usize,
}

#[cfg(feature = "server")]
impl<'r> Reader<'r> {
    /// Reads parameters instead of a reply.
    pub(crate) fn of_params(params: &'r Params) -> Self {
        Self { form: Some(params), ..Self::default() }
    }
}

impl<'r> Reader<'r> {
    /// Looks at types instead of reading values.
    pub(super) fn looking_for(outline: Outline<'r>) -> Self {
        Self { outline: Some(outline), ..Self::default() }
    }

    /// Looks for the outcome instead of reading values. All of these count as not read, so that none is kept.
    pub(super) fn searching(search: Search<'r>) -> Self {
        Self { search: Some(search), fatal: Some(Issue::at("", "a value", "none")), ..Self::default() }
    }
}

impl Reader<'_> {
    /// Reads a reply and keeps the members that no field takes.
    pub(crate) fn noting_unknown() -> Self {
        Self { unknown: Some(Vec::new()), ..Self::default() }
    }

    /// What ended the reading, if anything did.
    pub(crate) fn finish(&mut self) -> Result<(), Issue> {
        self.fatal.take().map_or(Ok(()), Err)
    }

    /// Fills the members of a struct from an object, or from a text that holds one as JSON.
    pub fn object(&mut self, node: Node<'_>, layout: &'static Layout, slots: &mut [&mut dyn Slot]) {
        if self.outline.is_some() {
            return self.outlined(node, layout, slots);
        }
        match node.content() {
            Content::Object(_) => self.members(node, layout, slots),
            // An empty element of XML says nothing of what it could hold.
            Content::Text(text) if text.trim().is_empty() => self.members(node, layout, slots),
            Content::Text(text) => match parse_json(text) {
                Ok(tree) if tree.root().members().is_some() => self.members(tree.root(), layout, slots),
                _ => self.mismatch("an object", node),
            },
            _ => self.mismatch("an object", node),
        }
    }

    /// First finds where each member stands, as the last of several counts; then reads each in the order of the layout.
    fn members(&mut self, node: Node<'_>, layout: &'static Layout, slots: &mut [&mut dyn Slot]) {
        if self.search.is_some() {
            return self.search_struct(node, layout, slots);
        }
        // Of a flattened struct the members stand among others, and as parameters they are texts.
        let spread = std::mem::take(&mut self.spread);
        let bare = std::mem::take(&mut self.bare) && spread;
        let (mut few, mut many) = ([0; FEW], Vec::new());
        let places: &mut [u32] = if let Some(few) = few.get_mut(..slots.len()) {
            few
        } else {
            many.resize(slots.len(), 0);
            &mut many
        };
        self.locate(node, layout, places, spread);
        let mut rules = layout.rules();
        for (at, (&place, slot)) in places.iter().zip(slots).enumerate() {
            let rules = rules.of(at);
            self.item = rules.and_then(|rules| rules.item);
            self.bare = bare;
            let place = if let Some(inner) = rules.and_then(|rules| rules.flattened) {
                self.spread = true;
                Some(node).filter(|node| !inner.optional || inner.layout.is_in(*node))
            } else {
                Some(place).filter(|place| *place > 0).map(|place| node.at_place(place))
            };
            if !self.step(|| layout.name(at).to_owned(), *slot, place) {
                return;
            }
        }
    }

    /// Finds the place of each member; 0, where none can be, for those that are missing.
    fn locate(&mut self, node: Node<'_>, layout: &'static Layout, places: &mut [u32], spread: bool) {
        let mut ahead = layout.names();
        for (name, value) in node.members().into_iter().flatten() {
            // Members mostly come in the order of the page, which is that of the struct.
            let found = ahead
                .find(name, places.len())
                .or_else(|| layout.names().find(name, ahead.position()))
                .and_then(|(at, behind)| Some((places.get_mut(at)?, behind)));
            match found {
                Some((place, behind)) => {
                    *place = value.place();
                    ahead = behind;
                }
                None => {
                    if let Some(unknown) = self.unknown.as_mut().filter(|_| !spread && !layout.has(name)) {
                        unknown.push(name.to_owned());
                    }
                }
            }
        }
    }

    /// Fills the fields of a request from the parameters, in a server.
    pub fn params(&mut self, layout: &'static Layout, slots: &mut [&mut dyn ReadParam]) {
        let Some(params) = self.form else { return };
        for (field, slot) in layout.fields().zip(slots) {
            self.item = field.item_name();
            self.bare = true;
            let mark = self.mark();
            if let Some(inner) = field.flattened() {
                self.spread = true;
                let members = Tree::of_params(inner.layout, params);
                let place = Some(members.root()).filter(|node| !inner.optional || inner.layout.is_in(*node));
                slot.read_param(place, None, self);
            } else {
                let text = params.get(field.name()).map(Tree::of_text);
                slot.read_param(text.as_ref().map(Tree::root), params.file(field.name()), self);
            }
            self.enclose(&mark, || field.name().to_owned());
            if self.failed() {
                return;
            }
        }
    }

    /// Fills one member; whatever did not fit gets its name before the path. False when reading has ended.
    pub(super) fn step(
        &mut self,
        name: impl FnOnce() -> String,
        slot: &mut dyn Slot,
        place: Option<Node<'_>>,
    ) -> bool {
        let mark = self.mark();
        self.fill(slot, place);
        self.enclose(&mark, name);
        self.fatal.is_none()
    }

    /// Fills a value from what stands there, if anything does.
    pub(crate) fn fill(&mut self, slot: &mut dyn Slot, place: Option<Node<'_>>) {
        slot.fill(place.filter(|node| !node.is_null()), self);
    }

    /// Fills an element of a list or map with `fill`. One that cannot be read is left out and listed.
    pub(super) fn element(&mut self, step: impl FnOnce() -> String, fill: impl FnOnce(&mut Self)) {
        let mark = self.mark();
        fill(self);
        self.absorb();
        self.enclose(&mark, step);
    }

    /// Fills an element of a parameter's list. One that cannot be read ends the reading.
    pub(super) fn part(&mut self, at: usize, fill: impl FnOnce(&mut Self)) {
        let mark = self.mark();
        fill(self);
        self.enclose(&mark, || format!("[{at}]"));
    }

    /// Turns what ended the reading of an optional value into an issue; true if there was something.
    pub(super) fn absorb(&mut self) -> bool {
        let Some(issue) = self.fatal.take() else {
            return false;
        };
        if self.search.is_some() {
            self.fatal = Some(issue);
            return true;
        }
        if self.issues.len() < MOST_ISSUES {
            self.issues.push(issue);
        }
        true
    }

    /// Whether the value being read could not be.
    pub(super) fn failed(&self) -> bool {
        self.fatal.is_some()
    }

    fn mark(&self) -> Mark {
        Mark { issues: self.issues.len(), unknown: self.unknown.as_ref().map_or(0, Vec::len) }
    }

    /// Puts a step before the path of everything that was kept since.
    fn enclose(&mut self, mark: &Mark, step: impl FnOnce() -> String) {
        let unknown =
            self.unknown.as_deref_mut().and_then(|all| all.get_mut(mark.unknown..)).unwrap_or_default();
        let issues = &mut self.issues[mark.issues..];
        if issues.is_empty() && unknown.is_empty() && (self.fatal.is_none() || self.search.is_some()) {
            return;
        }
        let step = step();
        for issue in issues.iter_mut().chain(&mut self.fatal) {
            issue.within(&step);
        }
        for path in unknown {
            prefix_path(path, &step);
        }
    }

    /// Any value; a parameter's text that holds an object or list as JSON is read as that.
    pub(crate) fn any(&mut self, node: Node<'_>) -> Value {
        if std::mem::take(&mut self.bare)
            && let Content::Text(text) = node.content()
            && let Ok(tree) = parse_json(text)
            && matches!(tree.root().content(), Content::Array(_) | Content::Object(_))
        {
            return Value::from_node(tree.root());
        }
        Value::from_node(node)
    }

    /// Says that what stands there is not what is expected.
    pub fn mismatch(&mut self, expected: &str, node: Node<'_>) {
        if self.outline.is_none() {
            self.unfit(expected, describe(node));
        }
    }

    /// The same for what is no part of a tree.
    pub(crate) fn unfit(&mut self, expected: &str, found: String) {
        self.refuse(Issue::at("", expected, found));
    }

    /// Says what is wrong with what stands there.
    pub(crate) fn refuse(&mut self, issue: Issue) {
        if self.search.is_none() {
            self.fatal.get_or_insert(issue);
        } else if self.issues.len() < MOST_ISSUES {
            self.issues.push(issue);
        }
    }

    /// Says that nothing stands there although something must.
    pub fn missing(&mut self) {
        self.fatal.get_or_insert_with(|| Issue::at("", "a value", "nothing").of(IssueKind::Missing));
    }

    /// The code of a coded value whose codes are text; `None` once it was said that there is none.
    pub fn text_code<'n>(&mut self, node: Node<'n>) -> Option<Cow<'n, str>> {
        let code = node.scalar();
        if code.is_none() {
            self.mismatch("a code", node);
        }
        code.map(Cow::Borrowed)
    }

    /// The code of a coded value whose codes are whole numbers; `None` once it was said that there is none.
    pub fn integer_code(&mut self, node: Node<'_>) -> Option<i64> {
        let mut code = 0_i64;
        code.read(node, self);
        (!self.failed()).then_some(code)
    }

    /// Says that a code is none of those known.
    pub fn unknown_code(&mut self, node: Node<'_>, kind: Kind) {
        let codes = match kind {
            Kind::TextCodes(codes) => codes.iter().map(|code| format!("`{code}`")).collect(),
            Kind::IntegerCodes(codes) => codes.iter().map(|code| format!("`{code}`")).collect(),
            _ => Vec::new(),
        };
        self.mismatch(&format!("one of the codes {}", codes.join(", ")), node);
    }
}

/// What stands at a place, for an error text.
pub(super) fn describe(node: Node<'_>) -> String {
    match node.content() {
        Content::Null => "null".to_owned(),
        Content::Bool(value) => value.to_string(),
        Content::Number(digits) => format!("the number {}", excerpt(digits)),
        Content::Text("") => "empty text".to_owned(),
        Content::Text(text) => format!("the text {}", excerpt(text)),
        Content::Array(items) => format!("a list of {}", items.count()),
        Content::Object(members) => {
            let names: Vec<_> = members.take(5).map(|(name, _)| name).collect();
            format!("an object of {}", excerpt(&names.join(", ")))
        }
    }
}
