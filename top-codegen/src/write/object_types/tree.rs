//! Tree of objects as expanded by the document, with references to enclosing objects.

use std::borrow::Cow;

use crate::Diagnostic;
use crate::model::{Api, Field, FieldType, Kind, MAX_FIELD_DEPTH, MAX_LIST_DEPTH, Protocol};
use crate::write::{case, wire_fields};

use super::recursion::is_recursion;
use super::signature::Signature;
use super::unknown;

/// An expansion of an object.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) members: Vec<Member>,
    pub(super) signature: Signature,
}

/// A field and its target.
#[derive(Debug)]
pub(super) struct Member {
    /// Returns a copy without the members.
    pub(super) field: Field,
    pub(super) child: Child,
}

#[derive(Debug)]
pub(super) enum Child {
    Scalar,
    Object(Node),
    /// An enclosing object, by the number of levels; 0 contains the field.
    Enclosing(usize),
}

/// Builds the tree, outermost objects first.
struct TreeBuilder<'a> {
    /// Enclosing objects, innermost last.
    around: Vec<(&'a str, &'a [Cow<'a, Field>])>,
    /// Whether a member may be required.
    has_required: bool,
    warnings: &'a mut Vec<Diagnostic>,
}

impl Node {
    /// Returns the declarable parameters of a request.
    pub(super) fn request(api: &Api, warnings: &mut Vec<Diagnostic>) -> Self {
        let own = wire_fields::parameters(&api.request, api.protocol, warnings);
        Self::root(&own, true, warnings)
    }

    /// Returns the members of a reply's root, or of a topic's messages.
    pub(super) fn response(api: &Api, warnings: &mut Vec<Diagnostic>) -> Self {
        let own = wire_fields::members(&api.response, warnings);
        Self::root(&own, api.protocol == Protocol::Tmc, warnings)
    }

    fn root(fields: &[Cow<'_, Field>], has_required: bool, warnings: &mut Vec<Diagnostic>) -> Self {
        let mut builder = TreeBuilder { around: vec![("", fields)], has_required, warnings };
        let members = fields.iter().map(|field| builder.member(field)).collect();
        Self { name: String::new(), members, signature: Signature::default() }
    }
}

impl TreeBuilder<'_> {
    fn member(&mut self, field: &Field) -> Member {
        let child = if field.ty.depth() > MAX_LIST_DEPTH { Child::Scalar } else { self.child(field) };
        let mut own = field.alone();
        // Some documents set the flag on reply members, where it has no meaning.
        own.required &= self.has_required;
        if field.ty.depth() > MAX_LIST_DEPTH {
            let text = format!(
                "`{}` has {} lists in each other, of {MAX_LIST_DEPTH} at most; it is declared as a `Value`",
                field.name,
                field.ty.depth()
            );
            self.warnings.push(wire_fields::diagnostic(field, text));
            own.ty = FieldType::parse("");
        } else if matches!(child, Child::Scalar) {
            if field.fields.is_empty() {
                self.warnings.extend(unknown::diagnostic(field));
            } else {
                self.flatten(&mut own);
            }
        }
        Member { field: own, child }
    }

    /// Handles a scalar with members: a text can contain them as JSON, any other type becomes a
    /// `Value`.
    fn flatten(&mut self, field: &mut Field) {
        let (name, spelled) = (&field.name, field.ty.spelled());
        let is_text = matches!(field.ty.kind(), Kind::Text | Kind::Json);
        let taken = if is_text { "text" } else { "a `Value`" };
        let text = format!("`{name}` is `{spelled}` and has members; it is declared as {taken}");
        self.warnings.push(wire_fields::diagnostic(field, text));
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
            .position(|(outer, fields)| *outer == name && is_recursion(&name, &field.fields, fields));
        if let Some(steps) = around {
            return Child::Enclosing(steps);
        }
        if self.around.len() > MAX_FIELD_DEPTH {
            return Child::Scalar;
        }
        let own = wire_fields::members(&field.fields, self.warnings);
        if own.is_empty() {
            return Child::Scalar;
        }
        let mut inner = TreeBuilder {
            around: self.around.iter().copied().chain([(name.as_str(), own.as_slice())]).collect(),
            has_required: self.has_required,
            warnings: self.warnings,
        };
        let members = own.iter().map(|field| inner.member(field)).collect();
        Child::Object(Node { name: name.clone(), members, signature: Signature::default() })
    }
}

/// Returns the object name of a field; `None` for scalars.
fn object_name(field: &Field) -> Option<String> {
    let has_members = !field.fields.is_empty();
    match field.ty.kind() {
        Kind::Object(name) => Some(name.clone()),
        Kind::Unknown if has_members && matches!(field.ty.element(), "" | "null" | "Object") => {
            Some(case::camel(&field.name))
        }
        Kind::Unknown | Kind::Map | Kind::Price if has_members => Some(field.ty.element().to_owned()),
        _ => None,
    }
}
