//! Named types of the request or the reply of an API.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::equality::{digest, equal};
use super::{Direction, example, scalar};
use crate::model::{Field, Kind, MAX_FIELD_DEPTH, MAX_LIST_DEPTH};
use crate::subset::Members;

/// Collects the types of a request or reply, under names with `prefix`.
pub(super) struct Types<'a> {
    direction: Direction,
    /// Prefix of references: `#/$defs/`.
    base: &'static str,
    prefix: String,
    schemas: &'a mut Map<String, Value>,
    /// Types with their members and names, in order of appearance.
    collected: Vec<(&'a str, &'a [Field], String)>,
    /// Indices into `collected`, by name and digest of the members.
    by_digest: HashMap<(&'a str, u64), Vec<usize>>,
    /// Indices into `collected` of the enclosing types, with their members.
    enclosing: Vec<(usize, Members<'a>)>,
    /// Number of enclosing objects.
    depth: usize,
    /// Next number of a key.
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
            collected: Vec::new(),
            by_digest: HashMap::new(),
            enclosing: Vec::new(),
            depth: 0,
            numbers: HashMap::new(),
        }
    }

    /// Returns the schema of an object with these members.
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
        with_required(json!({"type": "object", "properties": properties}), fields.iter())
    }

    /// Returns the schema of a field, with its documentation.
    pub(super) fn field(&mut self, field: &'a Field) -> Value {
        let mut schema = self.element(field);
        if !field.ty.is_list() {
            limit(&mut schema, field);
        }
        let lists = field.ty.depth().min(MAX_LIST_DEPTH);
        for level in 0..lists {
            schema = json!({"type": "array", "items": schema});
            if level + 1 == lists
                && let Some(max) = field.limits.max_items
            {
                schema["maxItems"] = max.into();
            }
        }
        if field.ty.is_list() && self.direction == Direction::Response {
            // The gateway wraps each list in an object.
            schema = json!({"type": "object", "properties": {(field.ty.item_name()): schema}});
        }
        if self.direction == Direction::Request
            && let Some(value) = example::value(field)
        {
            schema["examples"] = json!([value]);
        }
        described(schema, field)
    }

    /// Returns the schema of the field's value or element.
    fn element(&mut self, field: &'a Field) -> Value {
        match field.ty.kind() {
            _ if self.depth > MAX_FIELD_DEPTH => json!({}),
            Kind::Object(name) => self.named(name, &field.fields),
            Kind::Map | Kind::Unknown if !field.fields.is_empty() => self.object(&field.fields),
            kind => scalar::schema(kind, self.direction),
        }
    }

    fn named(&mut self, name: &'a str, fields: &'a [Field]) -> Value {
        if let Some(index) = self.find(name, fields) {
            return self.reference(&self.collected[index].2);
        }
        if fields.is_empty() {
            return scalar::schema(&Kind::Map, self.direction);
        }
        let key = self.key(name);
        self.schemas.insert(key.clone(), Value::Null); // reserves its position before nested types
        let index = self.collected.len();
        self.enclosing.push((index, Members::new(fields)));
        self.by_digest.entry((name, digest(fields))).or_default().push(index);
        self.collected.push((name, fields, key.clone()));
        let schema = self.object(fields);
        self.enclosing.pop();
        let reference = self.reference(&key);
        self.schemas.insert(key, schema);
        reference
    }

    /// Finds an enclosing type with this name and these members.
    fn find(&self, name: &'a str, fields: &[Field]) -> Option<usize> {
        let is_recursion =
            |(at, members): &&(usize, Members<'a>)| self.collected[*at].0 == name && members.contain(fields);
        let again = self.enclosing.iter().rev().find(is_recursion).map(|(at, _)| *at);
        again.or_else(|| {
            let by_digest = self.by_digest.get(&(name, digest(fields)))?;
            by_digest.iter().copied().find(|at| equal(self.collected[*at].1, fields))
        })
    }

    fn reference(&self, key: &str) -> Value {
        json!({"$ref": format!("{}{key}", self.base)})
    }

    /// Returns an unused type name.
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

/// Adds the names of the required members.
pub(super) fn with_required<'f>(mut schema: Value, fields: impl Iterator<Item = &'f Field>) -> Value {
    let mut seen = HashSet::new();
    let names = fields.filter(|field| field.required).map(|field| field.name.as_str());
    let required: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

/// Adds the documentation of a field.
pub(super) fn described(mut schema: Value, field: &Field) -> Value {
    if !field.description.is_empty() {
        schema["description"] = field.description.as_str().into();
    }
    schema
}

/// Adds the limits that the type supports.
fn limit(schema: &mut Value, field: &Field) {
    let limits = &field.limits;
    if let Some(max) = limits.max_len.filter(|_| scalar::is_text(field.ty.kind())) {
        schema["maxLength"] = max.into();
    }
    if scalar::is_number(field.ty.kind()) {
        for (name, limit) in [("minimum", limits.min), ("maximum", limits.max)] {
            if let Some(limit) = limit {
                schema[name] = limit.into();
            }
        }
    }
}
