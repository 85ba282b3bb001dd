//! A module as it is declared: structs and enums with all that is decided about them.

mod about;
mod coded;
mod selection;

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;

use crate::model::{Field, Kind, Session, wire_name_error};
use crate::{Api, Diagnostic};

pub(super) use coded::Coded;

use super::codes::Codes;
use super::construct::{Construct, construct};
use super::derives::Contents;
use super::names::{Names, apart};
use super::shapes::{Id, REQUEST, RESPONSE, Shape, shapes};
use super::types::{Base, Form};
use super::verdict::{Marker, Verdict};
use super::{docs, limits, siblings, words};

/// What becomes of one API.
pub(super) struct Module {
    pub(super) method: String,
    pub(super) session: Session,
    /// Structs by their shape; the first is the request, the second the reply.
    pub(super) structs: Vec<Struct>,
    pub(super) enums: Vec<Coded>,
    /// The order in which they are written.
    pub(super) order: Vec<Item>,
    /// Whether the reply may say how the call went, and no member is marked for it.
    pub(super) outcome_is_uncertain: bool,
    pub(super) warnings: Vec<Diagnostic>,
}

/// A struct or an enum, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Struct(Id),
    Coded(usize),
}

pub(super) struct Struct {
    pub(super) name: String,
    pub(super) docs: Vec<String>,
    /// What a reader of the code should do about it.
    pub(super) remark: Vec<String>,
    pub(super) construct: Construct,
    pub(super) members: Vec<Member>,
}

pub(super) struct Member {
    pub(super) name: String,
    pub(super) field: Field,
    pub(super) base: Base,
    pub(super) form: Form,
    /// The element's name in the list wrapper, where the type does not give it.
    pub(super) item: Option<String>,
    pub(super) limits: Vec<TokenStream>,
    pub(super) marker: Option<Marker>,
    pub(super) docs: Vec<String>,
}

impl Module {
    pub(super) fn new(api: &Api) -> Self {
        let mut warnings = Vec::new();
        let shapes = shapes(api, &mut warnings);
        let names = Names::new(&api.method, &shapes);
        let mut making = Making {
            verdict: Verdict::of(&shapes),
            shapes: &shapes,
            names,
            enums: Vec::new(),
            known: HashMap::new(),
            leads: leads(&shapes),
        };
        let mut structs: Vec<Struct> = (0..shapes.len()).map(|id| making.object(id)).collect();
        for (made, _) in structs.iter_mut().zip(&shapes).filter(|(_, shape)| shape.side.request) {
            made.construct = construct(&made.name, &made.members, &mut making.names);
        }
        structs[REQUEST].docs = about::api(api);
        structs[RESPONSE].docs = vec![format!("The reply to [`{}`].", structs[REQUEST].name)];
        let outcome_is_uncertain = making.in_doubt(&mut warnings);
        warnings.sort_by_key(Diagnostic::line);
        let order = order(&structs);
        Self {
            method: api.method.clone(),
            session: api.session,
            structs,
            enums: making.enums,
            order,
            outcome_is_uncertain,
            warnings,
        }
    }

    pub(super) fn request(&self) -> &Struct {
        &self.structs[REQUEST]
    }

    /// The root of the reply, if the document says anything of it.
    pub(super) fn response(&self) -> Option<&Struct> {
        Some(&self.structs[RESPONSE]).filter(|response| !response.members.is_empty())
    }

    /// What derives depend on.
    pub(super) fn contents(&self) -> Contents {
        let mut contents =
            Contents { imports: self.imports(), has_enums: !self.enums.is_empty(), ..Contents::default() };
        for member in self.structs.iter().flat_map(|item| &item.members) {
            let form = member.form;
            let is_small =
                matches!(member.base, Base::Integer | Base::Small | Base::Boolean | Base::Object(_))
                    || matches!(member.base, Base::DateTime | Base::Millis | Base::Seconds)
                    || matches!(member.base, Base::Coded(at) if self.enums[at].codes.integers);
            contents.is_copy &= is_small && form.lists == 0 && !form.boxed;
            let has_default = form.optional || form.lists > 0 || !member.base.lacks_default();
            contents.has_default &= has_default;
        }
        contents
    }

    /// The runtime's types that the structs name.
    pub(super) fn imports(&self) -> Vec<&'static str> {
        let members = self.structs.iter().flat_map(|item| &item.members);
        let mut names: Vec<&str> = members.flat_map(|member| member.base.import()).copied().collect();
        names.push("TopApi");
        if self.structs.len() > 2 || self.response().is_some() || !self.enums.is_empty() {
            names.push("TopValue");
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What is known while structs are made.
struct Making<'a> {
    shapes: &'a [Shape],
    names: Names,
    verdict: Verdict,
    enums: Vec<Coded>,
    /// The enums by the name they were made from and their codes.
    known: HashMap<coded::Key, usize>,
    /// The first slot of a shape that leads to another one.
    leads: HashMap<(Id, Id), usize>,
}

impl Making<'_> {
    fn object(&mut self, id: Id) -> Struct {
        let shape = &self.shapes[id];
        let wanted: Vec<(String, bool)> = shape
            .slots
            .iter()
            .map(|slot| words::field(&slot.field.name))
            .zip(&shape.slots)
            .map(|(name, slot)| (name.clone(), name == slot.field.name))
            .collect();
        let names = apart(&wanted, "_");
        let members = names.into_iter().enumerate().map(|(at, name)| self.member(id, at, name)).collect();
        let construct = Construct::Literal;
        let (docs, remark) = (self.about(id), self.remark(id));
        Struct { name: self.names.of(id).to_owned(), docs, remark, construct, members }
    }

    fn member(&mut self, id: Id, at: usize, name: String) -> Member {
        let shape = &self.shapes[id];
        let slot = &shape.slots[at];
        let marker = self.verdict.marker(id, at).cloned();
        let base = self.base(id, at);
        let mut form = Form::of(slot);
        // A reply whose one member holds the verdict has that member.
        if marker == Some(Marker::Outcome) && id == RESPONSE && shape.slots.len() == 1 && !form.boxed {
            form.optional = false;
        }
        let (limits, remarks) = match (&base, shape.side.request) {
            (Base::Coded(_) | Base::Fields(_), _) | (_, false) => Default::default(),
            (base, true) => limits::limits(&slot.field.limits, base, form),
        };
        let item = shape.side.response.then(|| self.item(&slot.field, &base, form)).flatten();
        let docs = about::member(&slot.field, &base, &remarks);
        Member { name, field: slot.field.clone(), base, form, item, limits, marker, docs }
    }

    fn base(&mut self, id: Id, at: usize) -> Base {
        let slot = &self.shapes[id].slots[at];
        if id == REQUEST
            && let Some(of) = selection::selected(&slot.field, self.shapes)
        {
            return Base::Fields(of);
        }
        let base = Base::of(slot, id == REQUEST);
        match Codes::of(&slot.field).filter(|_| matches!(base, Base::Text | Base::Integer)) {
            Some(codes) => Base::Coded(self.coded(id, at, codes)),
            None => base,
        }
    }

    /// The element's name by the document's type, where ours would give another one.
    fn item(&self, field: &Field, base: &Base, form: Form) -> Option<String> {
        let is_named = !matches!(field.ty.element(), "" | "null") && !matches!(field.ty.kind(), Kind::Bytes);
        if form.lists != 1 || !is_named {
            return None;
        }
        let given = match base {
            Base::Object(id) => words::element(self.names.of(*id)),
            Base::Coded(at) => if self.enums[*at].codes.integers { "number" } else { "string" }.to_owned(),
            base => base.element().to_owned(),
        };
        let wanted = field.ty.item_name();
        let is_element = wanted.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && wanted.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
            && wire_name_error(&wanted).is_none();
        (is_element && wanted != given).then_some(wanted)
    }

    /// The doc comment of a value's struct: the document's name for it, and what the first field says that leads to it.
    fn about(&self, id: Id) -> Vec<String> {
        let shape = &self.shapes[id];
        let owner = shape.place.owner;
        let field = self.leads.get(&(owner, id)).map(|at| &self.shapes[owner].slots[*at].field);
        let said = field.and_then(|field| docs::clean(&field.description).into_iter().next());
        let name = docs::code(&shape.name);
        let is_new = |said: &String| !said.eq_ignore_ascii_case(&shape.name);
        match said.filter(is_new) {
            Some(said) => about::prefixed(&name, &said),
            None => vec![format!("{name}.")],
        }
    }

    /// Says that the verdict of a reply is not certain, if it is not.
    fn in_doubt(&self, warnings: &mut Vec<Diagnostic>) -> bool {
        let Some((id, names)) = &self.verdict.doubtful else { return false };
        let slot = self.shapes[*id].slots.iter().find(|slot| names.contains(&slot.field.name));
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let text = format!(
            "it is not certain how a reply tells a failure: {} may, and none is marked, so a failed call is no error",
            names.join(", ")
        );
        let diagnostic = slot.map_or_else(
            || Diagnostic::new(text.clone()),
            |slot| siblings::diagnostic(&slot.field, text.clone()),
        );
        let name = self.names.of(*id);
        warnings.push(diagnostic.with_help(format!("mark them in `{name}`, as the comment above it says")));
        true
    }

    /// How to mark the verdict of a reply, where it is not certain.
    fn remark(&self, id: Id) -> Vec<String> {
        let Some((_, names)) = self.verdict.doubtful.as_ref().filter(|(doubtful, _)| *doubtful == id) else {
            return Vec::new();
        };
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        vec![
            format!("The document does not say for certain how a failure is told; {} may.", names.join(", ")),
            "Mark the flag with `#[top(success)]`, or the code with the value that means success, like".to_owned(),
            "`#[top(success = 0)]`; then `#[top(error_code)]`, `#[top(error_message)]`, and `#[top(outcome)]` on".to_owned(),
            "each field that leads here. A failed call is then an error.".to_owned(),
        ]
    }
}

/// The first slot of each shape that leads to another one.
fn leads(shapes: &[Shape]) -> HashMap<(Id, Id), usize> {
    let mut leads = HashMap::new();
    for (owner, shape) in shapes.iter().enumerate() {
        for (at, slot) in shape.slots.iter().enumerate() {
            if let Some(inner) = slot.target.shape() {
                leads.entry((owner, inner)).or_insert(at);
            }
        }
    }
    leads
}

/// Each struct with the types of its fields behind it, the request's first.
fn order(structs: &[Struct]) -> Vec<Item> {
    fn visit(id: Id, structs: &[Struct], seen: &mut HashSet<Item>, order: &mut Vec<Item>) {
        if !seen.insert(Item::Struct(id)) {
            return;
        }
        order.push(Item::Struct(id));
        for member in &structs[id].members {
            match member.base {
                Base::Object(inner) => visit(inner, structs, seen, order),
                Base::Coded(at) if seen.insert(Item::Coded(at)) => order.push(Item::Coded(at)),
                _ => {}
            }
        }
    }
    let (mut seen, mut order) = (HashSet::new(), Vec::new());
    visit(REQUEST, structs, &mut seen, &mut order);
    if !structs[RESPONSE].members.is_empty() {
        visit(RESPONSE, structs, &mut seen, &mut order);
    }
    order
}
