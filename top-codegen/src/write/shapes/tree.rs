//! The objects as the document expands them, with what is an object around it recognised.

use crate::Notice;
use crate::model::{Field, FieldType, Kind};
use crate::write::{siblings, words};

/// One expansion of an object.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) members: Vec<Member>,
}

/// A field and what it leads to.
#[derive(Debug)]
pub(super) struct Member {
    /// The field without its members.
    pub(super) field: Field,
    pub(super) child: Child,
}

#[derive(Debug)]
pub(super) enum Child {
    Scalar,
    Object(Node),
    /// The object so many steps around this one; 0 is the one that holds the field.
    Around(usize),
}

/// Names that say nothing: an object of such a name inside of another one is not likely to be the same.
const GENERIC: &[&str] = &["data", "info", "item", "model", "module", "object", "response", "result"];

/// Reads expansions from the outside to the inside.
struct Reading<'a> {
    /// The objects around, the innermost last.
    around: Vec<(&'a str, &'a [Field])>,
    is_request: bool,
    warnings: &'a mut Vec<Notice>,
}

impl Node {
    /// The parameters of a request.
    pub(super) fn request(fields: &[Field], warnings: &mut Vec<Notice>) -> Self {
        let own = siblings::parameters(fields, warnings);
        Self::root(&own, true, warnings)
    }

    /// The members of a reply's root.
    pub(super) fn response(fields: &[Field], warnings: &mut Vec<Notice>) -> Self {
        let own = siblings::members(fields, warnings);
        Self::root(&own, false, warnings)
    }

    fn root(fields: &[Field], is_request: bool, warnings: &mut Vec<Notice>) -> Self {
        let mut reading = Reading { around: vec![("", fields)], is_request, warnings };
        let members = fields.iter().map(|field| reading.member(field)).collect();
        Self { name: String::new(), members }
    }
}

impl Reading<'_> {
    fn member(&mut self, field: &Field) -> Member {
        let child = self.child(field);
        let mut own = Field { fields: Vec::new(), ..field.clone() };
        // Some documents give the replies' members this flag too, where it says nothing.
        own.required &= self.is_request;
        if matches!(child, Child::Scalar) && !field.fields.is_empty() {
            self.flatten(&mut own);
        }
        Member { field: own, child }
    }

    /// A value that is no object and has members all the same: a text can hold them as JSON, nothing else can.
    fn flatten(&mut self, field: &mut Field) {
        let (name, spelled) = (&field.name, field.ty.spelled());
        let is_text = matches!(field.ty.kind(), Kind::Text | Kind::Json);
        let taken = if is_text { "text" } else { "a `Value`" };
        let text = format!("`{name}` is `{spelled}` and has members; it is declared as {taken}");
        self.warnings.push(siblings::notice(field, text));
        if !is_text {
            field.ty = FieldType::parse(&"[]".repeat(field.ty.depth()));
        }
    }

    fn child(&mut self, field: &Field) -> Child {
        let Some(name) = object_name(field) else { return Child::Scalar };
        let around = self
            .around
            .iter()
            .rev()
            .position(|(outer, fields)| *outer == name && is_again(&name, &field.fields, fields));
        if let Some(steps) = around {
            return Child::Around(steps);
        }
        let own = siblings::members(&field.fields, self.warnings);
        if own.is_empty() {
            return Child::Scalar;
        }
        let mut inner = Reading {
            around: self.around.iter().copied().chain([(name.as_str(), own.as_slice())]).collect(),
            is_request: self.is_request,
            warnings: self.warnings,
        };
        let members = own.iter().map(|field| inner.member(field)).collect();
        Child::Object(Node { name: name.clone(), members })
    }
}

/// The name of the object that a field is; `None` for anything else.
fn object_name(field: &Field) -> Option<String> {
    let has_members = !field.fields.is_empty();
    match field.ty.kind() {
        Kind::Object(name) => Some(name.clone()),
        Kind::Unknown if has_members && matches!(field.ty.element(), "" | "null" | "Object") => {
            Some(words::camel(&field.name))
        }
        Kind::Unknown | Kind::Map | Kind::Price if has_members => Some(field.ty.element().to_owned()),
        _ => None,
    }
}

/// Whether the members of an object show it to be the one around it, both having one name.
fn is_again(name: &str, inner: &[Field], outer: &[Field]) -> bool {
    if inner.is_empty() {
        return !GENERIC.contains(&name.to_ascii_lowercase().as_str());
    }
    // What is cut off are the objects in it; a few members in common with a much larger object are an accident.
    let is_missing = |field: &&Field| !inner.iter().any(|same| same.name == field.name);
    contains(outer, inner)
        && inner.len() * 2 >= outer.len()
        && !outer.iter().filter(is_missing).any(|field| field.required)
}

/// Whether members are among others, at every depth that is expanded.
fn contains(outer: &[Field], inner: &[Field]) -> bool {
    inner.iter().all(|field| {
        outer.iter().any(|same| {
            field.name == same.name && field.ty == same.ty && contains(&same.fields, &field.fields)
        })
    })
}
