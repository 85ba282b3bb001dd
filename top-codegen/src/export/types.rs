//! The named types of one side of an API.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::same::{digest, same};
use super::{Direction, example, scalar};
use crate::model::{Field, Kind, MAX_FIELD_DEPTH, MAX_LIST_DEPTH};
use crate::subset::Members;

/// Collects the types of one side of an API under names that start with `prefix`.
pub(super) struct Types<'a> {
    direction: Direction,
    /// What references start with: `#/$defs/`.
    base: &'static str,
    prefix: String,
    schemas: &'a mut Map<String, Value>,
    /// The types with their members and names, in the order of their first appearance.
    known: Vec<(&'a str, &'a [Field], String)>,
    /// Where in `known` the types of a name and a digest of members are.
    places: HashMap<(&'a str, u64), Vec<usize>>,
    /// Where in `known` the types are that the current place stands in, with their members.
    around: Vec<(usize, Members<'a>)>,
    /// How many objects, named or not, the current place stands in.
    depth: usize,
    /// The number that the next type of a key gets.
    numbers: HashMap<String, usize>,
}

impl<'a> Types<'a> {
    pub(super) fn new(
        direction: Direction,
        base: &'static str,
        prefix: String,
        schemas: &'a mut Map<String, Value>,
    ) -> Self {
        Self {
            direction,
            base,
            prefix,
            schemas,
            known: Vec::new(),
            places: HashMap::new(),
            around: Vec::new(),
            depth: 0,
            numbers: HashMap::new(),
        }
    }

    /// The schema of an object with these members.
    pub(super) fn object(&mut self, fields: &'a [Field]) -> Value {
        let mut properties = Map::new();
        self.depth += 1;
        for field in fields {
            if !properties.contains_key(&field.name) {
                let schema = self.field(field);
                properties.insert(field.name.clone(), schema);
            }
        }
        self.depth -= 1;
        with_required(json!({"type": "object", "properties": properties}), fields)
    }

    /// The schema of a field, with what the document says of it.
    pub(super) fn field(&mut self, field: &'a Field) -> Value {
        let mut schema = self.element(field);
        if !field.ty.is_list() {
            limit(&mut schema, field);
        }
        let lists = field.ty.depth().min(MAX_LIST_DEPTH);
        for level in 0..lists {
            schema = json!({"type": "array", "items": schema});
            if level + 1 == lists
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
            _ if self.depth > MAX_FIELD_DEPTH => json!({}),
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
        let place = self.known.len();
        self.around.push((place, Members::new(fields)));
        self.places.entry((name, digest(fields))).or_default().push(place);
        self.known.push((name, fields, key.clone()));
        let schema = self.object(fields);
        self.around.pop();
        let reference = self.reference(&key);
        self.schemas.insert(key, schema);
        reference
    }

    /// A type around this place that comes again here, or one of the same members.
    fn find(&self, name: &'a str, fields: &[Field]) -> Option<usize> {
        let is_recursion =
            |(at, members): &&(usize, Members<'a>)| self.known[*at].0 == name && members.contain(fields);
        let again = self.around.iter().rev().find(is_recursion).map(|(at, _)| *at);
        again.or_else(|| {
            let places = self.places.get(&(name, digest(fields)))?;
            places.iter().copied().find(|at| same(self.known[*at].1, fields))
        })
    }

    fn reference(&self, key: &str) -> Value {
        json!({"$ref": format!("{}{key}", self.base)})
    }

    /// A free name for a type.
    fn key(&mut self, name: &str) -> String {
        let word: String =
            name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' }).collect();
        let plain = format!("{}.{word}", self.prefix);
        let mut key = plain.clone();
        while self.schemas.contains_key(&key) {
            let number = self.numbers.entry(plain.clone()).or_insert(2);
            key = format!("{plain}{number}");
            *number += 1;
        }
        key
    }
}

/// Adds the names of the members that must be given.
pub(super) fn with_required(mut schema: Value, fields: &[Field]) -> Value {
    let mut seen = HashSet::new();
    let names = fields.iter().filter(|field| field.required).map(|field| field.name.as_str());
    let required: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
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
