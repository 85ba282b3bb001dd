//! Model of a generated module: structs and enums with all decisions made.

mod coded_enum;
mod doc_comments;
mod selection;

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;

use crate::model::{Field, Kind, Protocol, Session, wire_name_error};
use crate::{Api, Diagnostic};

pub(super) use coded_enum::CodedEnum;

use super::codes::Codes;
use super::construct::{Construct, construct};
use super::derives::Contents;
use super::names::{Names, deduplicate};
use super::object_types::{ObjectId, ObjectType, REQUEST, RESPONSE, object_types};
use super::outcome_markers::{Marker, OutcomeMarkers};
use super::types::{Base, Place, Wrapping};
use super::{case, docs, limits, wire_fields};

/// The declarations of one API.
pub(super) struct Module {
    pub(super) method: String,
    pub(super) protocol: Protocol,
    pub(super) session: Session,
    /// Structs by object type; the first is the request, the second the reply.
    pub(super) structs: Vec<Struct>,
    pub(super) enums: Vec<CodedEnum>,
    /// Items in print order.
    pub(super) order: Vec<Item>,
    /// `true` if reply members may report the outcome, but none is marked.
    pub(super) outcome_is_uncertain: bool,
    pub(super) warnings: Vec<Diagnostic>,
}

/// A struct or an enum, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Struct(ObjectId),
    Coded(usize),
}

pub(super) struct Struct {
    pub(super) name: String,
    pub(super) docs: Vec<String>,
    /// Line comment above the struct with a task for the user.
    pub(super) todo_comment: Vec<String>,
    pub(super) construct: Construct,
    pub(super) members: Vec<Member>,
}

pub(super) struct Member {
    pub(super) name: String,
    pub(super) field: Field,
    pub(super) base: Base,
    pub(super) wrapping: Wrapping,
    /// List element name, if it differs from the default of the type.
    pub(super) item: Option<String>,
    pub(super) limits: Vec<TokenStream>,
    pub(super) marker: Option<Marker>,
    pub(super) docs: Vec<String>,
}

impl Module {
    pub(super) fn new(api: &Api) -> Self {
        let mut warnings = Vec::new();
        let objects = object_types(api, &mut warnings);
        let names = Names::new(api, &objects);
        let mut builder = ModuleBuilder {
            protocol: api.protocol,
            outcome_markers: OutcomeMarkers::of(&objects, api.protocol),
            objects: &objects,
            names,
            enums: Vec::new(),
            enum_ids: HashMap::new(),
            first_members: first_members(&objects),
        };
        let mut structs: Vec<Struct> = (0..objects.len()).map(|id| builder.object(id)).collect();
        for (made, _) in structs.iter_mut().zip(&objects).filter(|(_, object)| object.side.request) {
            made.construct = construct(&made.name, &made.members, &mut builder.names);
        }
        structs[REQUEST].docs = doc_comments::api(api);
        structs[RESPONSE].docs = match api.protocol {
            Protocol::Tmc => doc_comments::api(api),
            _ => vec![format!("Response of [`{}`].", structs[REQUEST].name)],
        };
        let outcome_is_uncertain = builder.warn_uncertain_outcome(&mut warnings);
        warnings.sort_by_key(Diagnostic::line);
        let order = order(&structs, api.protocol);
        Self {
            method: api.method.clone(),
            protocol: api.protocol,
            session: api.session,
            structs,
            enums: builder.enums,
            order,
            outcome_is_uncertain,
            warnings,
        }
    }

    pub(super) fn request(&self) -> &Struct {
        &self.structs[REQUEST]
    }

    /// Returns the message of a topic.
    pub(super) fn message(&self) -> Option<&Struct> {
        Some(&self.structs[RESPONSE]).filter(|_| self.protocol == Protocol::Tmc)
    }

    /// Returns the root of the reply, if documented.
    pub(super) fn response(&self) -> Option<&Struct> {
        Some(&self.structs[RESPONSE]).filter(|response| !response.members.is_empty())
    }

    /// Returns the properties that derives depend on.
    pub(super) fn contents(&self) -> Contents {
        let mut contents =
            Contents { imports: self.imports(), has_enums: !self.enums.is_empty(), ..Contents::default() };
        for member in self.structs.iter().flat_map(|item| &item.members) {
            let wrapping = member.wrapping;
            let is_small =
                matches!(member.base, Base::Integer | Base::Small | Base::Boolean | Base::Object(_))
                    || matches!(member.base, Base::DateTime | Base::Millis | Base::Seconds)
                    || matches!(member.base, Base::Coded(at) if self.enums[at].codes.integers);
            contents.is_copy &= is_small && wrapping.lists == 0 && !wrapping.boxed;
            let has_default = wrapping.optional || wrapping.lists > 0 || !member.base.lacks_default();
            contents.has_default &= has_default;
        }
        contents
    }

    /// Returns the runtime types to import.
    pub(super) fn imports(&self) -> Vec<&'static str> {
        let members = self.structs.iter().flat_map(|item| &item.members);
        let json = self.structs.iter().flat_map(|item| &item.members).any(|member| member.wrapping.json);
        let mut names: Vec<&str> = members.flat_map(|member| member.base.import()).copied().collect();
        names.extend(json.then_some("Json"));
        names.push(if self.message().is_some() { "TopMessage" } else { "TopApi" });
        let has_reply = self.message().is_none() && self.response().is_some();
        if self.structs.len() > 2 || has_reply || !self.enums.is_empty() {
            names.push("TopValue");
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Builds the declarations of a module.
struct ModuleBuilder<'a> {
    protocol: Protocol,
    objects: &'a [ObjectType],
    names: Names,
    outcome_markers: OutcomeMarkers,
    enums: Vec<CodedEnum>,
    /// Enum indices by base name and codes.
    enum_ids: HashMap<coded_enum::Key, usize>,
    /// First member of an object type that refers to another one.
    first_members: HashMap<(ObjectId, ObjectId), usize>,
}

impl ModuleBuilder<'_> {
    fn object(&mut self, id: ObjectId) -> Struct {
        let object = &self.objects[id];
        let wanted: Vec<(String, bool)> = object
            .members
            .iter()
            .map(|member| case::field(&member.field.name))
            .zip(&object.members)
            .map(|(name, member)| (name.clone(), name == member.field.name))
            .collect();
        let names = deduplicate(&wanted, "_");
        let members = names.into_iter().enumerate().map(|(at, name)| self.member(id, at, name)).collect();
        let construct = Construct::Literal;
        let (docs, todo_comment) = (self.object_docs(id), self.todo_comment(id));
        Struct { name: self.names.of(id).to_owned(), docs, todo_comment, construct, members }
    }

    fn member(&mut self, id: ObjectId, at: usize, name: String) -> Member {
        let object = &self.objects[id];
        let member = &object.members[at];
        let marker = self.outcome_markers.marker(id, at).cloned();
        let base = self.choose_base(id, at);
        let wrapping = self.choose_wrapping(id, at, &base, marker.as_ref());
        let (limits, limit_docs) = choose_limits(object, &member.field, &base, wrapping);
        // Only TOP wraps lists in objects.
        let is_wrapped = object.side.response && self.protocol == Protocol::Top;
        let item = is_wrapped.then(|| self.element_name(&member.field, &base, wrapping)).flatten();
        let docs = doc_comments::member(&member.field, &base, &limit_docs);
        Member { name, field: member.field.clone(), base, wrapping, item, limits, marker, docs }
    }

    fn choose_wrapping(&self, id: ObjectId, at: usize, base: &Base, marker: Option<&Marker>) -> Wrapping {
        let members = &self.objects[id].members;
        let mut wrapping = Wrapping::of(&members[at], base, self.place(id));
        // A reply with a single member that contains the outcome always has that member.
        if marker == Some(&Marker::Outcome) && id == RESPONSE && members.len() == 1 && !wrapping.boxed {
            wrapping.optional = false;
        }
        wrapping
    }

    fn choose_base(&mut self, id: ObjectId, at: usize) -> Base {
        let member = &self.objects[id].members[at];
        if id == REQUEST
            && let Some(of) = selection::selected(&member.field, self.objects)
        {
            return Base::Fields(of);
        }
        let base = Base::of(member, id == REQUEST);
        // Elements of JSON text are values of serde, which decimals and enums of codes are by a
        // feature only.
        if member.field.ty.is_list() && self.place(id).lists_are_json(&base) {
            return match base {
                Base::Text | Base::Integer | Base::Small | Base::Boolean => base,
                Base::Millis | Base::Seconds => Base::Integer,
                Base::DateTime | Base::Price => Base::Text,
                _ => Base::Value,
            };
        }
        // The `code` of a path's reply is that of the protocol, whatever the document lists.
        let is_protocol_code =
            matches!(self.protocol, Protocol::IopRest(_)) && id == RESPONSE && member.field.name == "code";
        let may_be_coded = matches!(base, Base::Text | Base::Integer) && !is_protocol_code;
        match Codes::of(&member.field).filter(|_| may_be_coded) {
            Some(codes) => Base::Coded(self.coded(id, at, codes)),
            None => base,
        }
    }

    fn place(&self, id: ObjectId) -> Place {
        Place { protocol: self.protocol, is_parameter: id == REQUEST }
    }

    /// Returns the documented list element name, if it differs from the default of the derives.
    fn element_name(&self, field: &Field, base: &Base, wrapping: Wrapping) -> Option<String> {
        let is_named = !matches!(field.ty.element(), "" | "null") && !matches!(field.ty.kind(), Kind::Bytes);
        if wrapping.lists != 1 || !is_named {
            return None;
        }
        let default = match base {
            Base::Object(id) => case::list_element_name(self.names.of(*id)),
            Base::Coded(at) => if self.enums[*at].codes.integers { "number" } else { "string" }.to_owned(),
            base => base.element().to_owned(),
        };
        let documented = field.ty.item_name();
        let is_valid = documented.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && documented
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
            && wire_name_error(&documented).is_none();
        (is_valid && documented != default).then_some(documented)
    }

    /// Returns the doc comment of a struct: the documented name, and the first line of the
    /// description of the field that refers to it.
    fn object_docs(&self, id: ObjectId) -> Vec<String> {
        let object = &self.objects[id];
        let owner = object.place.owner;
        let field = self.first_members.get(&(owner, id)).map(|at| &self.objects[owner].members[*at].field);
        let description = field.and_then(|field| docs::clean(&field.description).into_iter().next());
        let name = docs::code(&object.name);
        let is_new = |description: &String| !description.eq_ignore_ascii_case(&object.name);
        match description.filter(is_new) {
            Some(description) => doc_comments::prefixed(&name, &description),
            None => vec![format!("{name}.")],
        }
    }

    /// Warns if the outcome markers of the reply are uncertain, and returns `true` then.
    fn warn_uncertain_outcome(&self, warnings: &mut Vec<Diagnostic>) -> bool {
        let Some((id, names)) = &self.outcome_markers.uncertain else { return false };
        let member = self.objects[*id].members.iter().find(|member| names.contains(&member.field.name));
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let text = format!(
            "the document does not state how a reply reports a failure (candidates: {}), so a failed call is not an error",
            names.join(", ")
        );
        let diagnostic = member.map_or_else(
            || Diagnostic::new(text.clone()),
            |member| wire_fields::diagnostic(&member.field, text.clone()),
        );
        let name = self.names.of(*id);
        warnings.push(diagnostic.with_help(format!("mark the fields in `{name}`; see the comment above it")));
        true
    }

    /// Returns instructions to mark the outcome, for the struct with uncertain markers.
    fn todo_comment(&self, id: ObjectId) -> Vec<String> {
        let Some((_, names)) =
            self.outcome_markers.uncertain.as_ref().filter(|(uncertain, _)| *uncertain == id)
        else {
            return Vec::new();
        };
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        vec![
            format!("TODO: the document does not state how a reply reports a failure. Candidates: {}.", names.join(", ")),
            "Add `#[top(success)]` to a flag, or `#[top(success = 0)]`, with the value that means success, to a".to_owned(),
            "code. Add `#[top(error_code)]` and `#[top(error_message)]`, and `#[top(outcome)]` to each field that".to_owned(),
            "leads here. A failed call is then an error.".to_owned(),
        ]
    }
}

/// Returns the keys for the limits of a request field, and doc lines for limits without a key.
fn choose_limits(
    object: &ObjectType,
    field: &Field,
    base: &Base,
    wrapping: Wrapping,
) -> (Vec<TokenStream>, Vec<String>) {
    match base {
        Base::Coded(_) | Base::Fields(_) => Default::default(),
        _ if !object.side.request => Default::default(),
        base => limits::limits(&field.limits, base, wrapping),
    }
}

/// Returns the first member of each object type that refers to another one.
fn first_members(objects: &[ObjectType]) -> HashMap<(ObjectId, ObjectId), usize> {
    let mut first_members = HashMap::new();
    for (owner, object) in objects.iter().enumerate() {
        for (at, member) in object.members.iter().enumerate() {
            if let Some(inner) = member.target.object() {
                first_members.entry((owner, inner)).or_insert(at);
            }
        }
    }
    first_members
}

/// Sorts the items: each struct is followed by the types of its fields, the request first.
fn order(structs: &[Struct], protocol: Protocol) -> Vec<Item> {
    fn visit(id: ObjectId, structs: &[Struct], seen: &mut HashSet<Item>, order: &mut Vec<Item>) {
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
    let is_topic = protocol == Protocol::Tmc;
    if !is_topic {
        visit(REQUEST, structs, &mut seen, &mut order);
    }
    if is_topic || !structs[RESPONSE].members.is_empty() {
        visit(RESPONSE, structs, &mut seen, &mut order);
    }
    order
}
