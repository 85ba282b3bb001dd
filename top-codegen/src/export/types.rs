//! The named types of one side of an API.

use serde_json::{Map, Value, json};

use super::same::{cut_off, same};
use super::{Direction, example, scalar};
use crate::model::{Field, Kind};

/// Collects the types of one side of an API under names that start with `prefix`.
pub(super) struct Types<'a> {
    direction: Direction,
    /// What references start with: `#/$defs/`.
    base: &'static str,
    prefix: String,
    schemas: &'a mut Map<String, Value>,
    /// The types with their members and names, in the order of their first appearance.
    known: Vec<(&'a str, &'a [Field], String)>,
    /// Where in `known` the types are that the current place stands in.
    around: Vec<usize>,
}

impl<'a> Types<'a> {
    pub(super) fn new(
        direction: Direction,
        base: &'static str,
        prefix: String,
        schemas: &'a mut Map<String, Value>,
    ) -> Self {
        Self { direction, base, prefix, schemas, known: Vec::new(), around: Vec::new() }
    }

    /// The schema of an object with these members.
    pub(super) fn object(&mut self, fields: &'a [Field]) -> Value {
        let mut properties = Map::new();
        for field in fields {
            if !properties.contains_key(&field.name) {
                let schema = self.field(field);
                properties.insert(field.name.clone(), schema);
            }
        }
        with_required(json!({"type": "object", "properties": properties}), fields)
    }

    /// The schema of a field, with what the document says of it.
    pub(super) fn field(&mut self, field: &'a Field) -> Value {
        let mut schema = self.element(field);
        if !field.ty.is_list() {
            limit(&mut schema, field);
        }
        for level in 0..field.ty.depth() {
            schema = json!({"type": "array", "items": schema});
            if level + 1 == field.ty.depth()
                && let Some(most) = field.limits.max_items
            {
                schema["maxItems"] = most.into();
            }
        }
        if field.ty.is_list() && self.direction == Direction::Response {
            // the gateway puts a list into an object of its own
            schema = json!({"type": "object", "properties": {(field.ty.item_name()): schema}});
        }
        if self.direction == Direction::Request
            && let Some(value) = example::value(field)
        {
            schema["examples"] = json!([value]);
        }
        described(schema, field)
    }

    /// The schema of the field's value, or of its elements.
    fn element(&mut self, field: &'a Field) -> Value {
        match field.ty.kind() {
            Kind::Object(name) => self.named(name, &field.fields),
            Kind::Map | Kind::Unknown if !field.fields.is_empty() => self.object(&field.fields),
            kind => scalar::schema(kind, self.direction),
        }
    }

    fn named(&mut self, name: &'a str, fields: &'a [Field]) -> Value {
        if let Some(known) = self.find(name, fields) {
            return self.reference(&self.known[known].2);
        }
        if fields.is_empty() {
            return scalar::schema(&Kind::Map, self.direction);
        }
        let key = self.key(name);
        self.schemas.insert(key.clone(), Value::Null); // its place, before the types that it holds
        self.around.push(self.known.len());
        self.known.push((name, fields, key.clone()));
        let schema = self.object(fields);
        self.around.pop();
        let reference = self.reference(&key);
        self.schemas.insert(key, schema);
        reference
    }

    /// A type around this place that comes again here, or one of the same members.
    fn find(&self, name: &str, fields: &[Field]) -> Option<usize> {
        let is_again = |at: &&usize| {
            let (around, members, _) = &self.known[**at];
            *around == name && cut_off(fields, members)
        };
        let again = self.around.iter().rev().find(is_again).copied();
        again.or_else(|| {
            self.known.iter().position(|(known, members, _)| *known == name && same(members, fields))
        })
    }

    fn reference(&self, key: &str) -> Value {
        json!({"$ref": format!("{}{key}", self.base)})
    }

    /// A free name for a type.
    fn key(&self, name: &str) -> String {
        let word: String =
            name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' }).collect();
        let plain = format!("{}.{word}", self.prefix);
        let numbered = (2..).map(|number| format!("{plain}{number}"));
        std::iter::once(plain.clone())
            .chain(numbered)
            .find(|key| !self.schemas.contains_key(key))
            .unwrap_or(plain)
    }
}

/// Adds the names of the members that must be given.
pub(super) fn with_required(mut schema: Value, fields: &[Field]) -> Value {
    let mut required: Vec<&str> = Vec::new();
    for field in fields.iter().filter(|field| field.required) {
        if !required.contains(&field.name.as_str()) {
            required.push(&field.name);
        }
    }
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

/// Adds what the document says of a field.
pub(super) fn described(mut schema: Value, field: &Field) -> Value {
    if !field.description.is_empty() {
        schema["description"] = field.description.as_str().into();
    }
    schema
}

/// Adds the limits that the type can have.
fn limit(schema: &mut Value, field: &Field) {
    let limits = &field.limits;
    if let Some(most) = limits.max_len.filter(|_| scalar::is_text(field.ty.kind())) {
        schema["maxLength"] = most.into();
    }
    if scalar::is_number(field.ty.kind()) {
        for (name, limit) in [("minimum", limits.min), ("maximum", limits.max)] {
            if let Some(limit) = limit {
                schema[name] = limit.into();
            }
        }
    }
}
