//! The JSON sample of a reply, on pages that were copied with its tab open.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::Notice;

use super::layout::Layout;
use super::sample::{Items, Member, Sample};
use super::section::COPY_ALL;

/// Reads the sample in these lines; none where no object starts in them.
pub(super) fn read(layout: &Layout<'_>, lines: Range<usize>) -> Result<Option<Sample>, Notice> {
    let mut raw = layout.raw(lines).skip_while(|(_, line)| !line.trim_start().starts_with('{')).peekable();
    let Some((first, _)) = raw.peek().copied() else { return Ok(None) };
    let text = raw.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let mut reader = serde_json::Deserializer::from_str(&text);
    let malformed = |line: usize, reason: &str| {
        Notice::at(
            line,
            format!("expected the JSON sample of the reply, found JSON that is not whole: {reason}"),
        )
        .with_help(COPY_ALL)
    };
    let value = Value::deserialize(&mut reader)
        .map_err(|error| malformed(first + error.line().saturating_sub(1), &error.to_string()))?;
    let Value::Object(mut members) = value else { return Ok(None) };
    match members.pop() {
        Some((name, Value::Object(inner))) if members.is_empty() => {
            let mut sample = Sample::new(name, first, false);
            fill(&mut sample, 0, first, inner);
            Ok(Some(sample))
        }
        _ => Err(malformed(first, "its only member is to be the object that the reply stands in")),
    }
}

/// JSON with its members in their order.
enum Value {
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

fn fill(sample: &mut Sample, node: usize, line: usize, members: Vec<(String, Value)>) {
    for (name, value) in members {
        let mut member = Member { name, line, ..Member::default() };
        describe(sample, &mut member, line, value);
        sample.push(node, member);
    }
}

fn describe(sample: &mut Sample, member: &mut Member, line: usize, value: Value) {
    match value {
        Value::Text(text) => member.value = Some(text),
        Value::List(values) => member.items = Some(elements(sample, line, values)),
        Value::Object(mut members) => {
            if let [(name, Value::List(values))] = members.as_mut_slice() {
                let name = name.clone();
                let values = std::mem::take(values);
                let items = elements(sample, line, values);
                let object = sample.add();
                sample.push(
                    object,
                    Member { name: name.clone(), line, items: Some(items.clone()), ..Member::default() },
                );
                member.object = Some(object);
                member.items = Some(Items { name: Some(name), ..items });
            } else {
                let object = sample.add();
                fill(sample, object, line, members);
                member.object = Some(object);
            }
        }
    }
}

/// The elements of a list: those of the first object, which stands for all.
fn elements(sample: &mut Sample, line: usize, values: Vec<Value>) -> Items {
    let object = values.into_iter().find_map(|value| match value {
        Value::Object(members) => Some(members),
        _ => None,
    });
    let node = object.map(|members| {
        let node = sample.add();
        fill(sample, node, line, members);
        node
    });
    Items { name: None, node }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            members.push(entry);
        }
        Ok(Value::Object(members))
    }
}
