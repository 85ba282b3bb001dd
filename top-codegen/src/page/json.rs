//! The JSON sample of a reply, on pages copied with the JSON tab open.

use std::ops::Range;

use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::Diagnostic;

use super::lines::Lines;
use super::sample::{Items, Member, Sample};
use super::section::COPY_ALL;

/// Reads the sample in a range of lines; `None` if it has no object.
pub(super) fn read(page: &Lines<'_>, lines: Range<usize>) -> Result<Option<Sample>, Diagnostic> {
    let mut raw = page.raw(lines).skip_while(|(_, line)| !line.trim_start().starts_with('{')).peekable();
    let Some((first, _)) = raw.peek().copied() else { return Ok(None) };
    let text = raw.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let mut reader = serde_json::Deserializer::from_str(&text);
    let malformed = |line: usize, reason: &str| {
        Diagnostic::at(
            line,
            format!("expected the JSON sample of the reply, found JSON that is not whole: {reason}"),
        )
        .with_help(COPY_ALL)
    };
    let value = Value::deserialize(&mut reader)
        .map_err(|error| malformed(first + error.line().saturating_sub(1), &error.to_string()))?;
    let Value::Object(members) = value else { return Ok(None) };
    let mut members = members.into_iter();
    match (members.next(), members.next()) {
        (Some((name, Value::Object(inner))), None) => {
            let mut sample = Sample::new(name, first, false);
            fill(&mut sample, 0, first, inner);
            Ok(Some(sample))
        }
        _ => Err(malformed(first, "its only member must be the root object of the reply")),
    }
}

fn fill(sample: &mut Sample, node: usize, line: usize, members: Map<String, Value>) {
    for (name, value) in members {
        let mut member = Member { name, line, ..Member::default() };
        describe(sample, &mut member, line, value);
        sample.push(node, member);
    }
}

fn describe(sample: &mut Sample, member: &mut Member, line: usize, value: Value) {
    match value {
        Value::Null => member.value = Some(String::new()),
        Value::String(text) => member.value = Some(text),
        value @ (Value::Bool(_) | Value::Number(_)) => member.value = Some(value.to_string()),
        Value::Array(values) => member.items = Some(elements(sample, line, values)),
        Value::Object(members) => object(sample, member, line, members),
    }
}

/// Reads an object, or the wrapper of a list.
fn object(sample: &mut Sample, member: &mut Member, line: usize, mut members: Map<String, Value>) {
    let mut inner = members.iter_mut();
    if let (Some((name, Value::Array(values))), None) = (inner.next(), inner.next()) {
        let items = elements(sample, line, std::mem::take(values));
        let object = sample.add();
        let list = Member { name: name.clone(), line, items: Some(items.clone()), ..Member::default() };
        sample.push(object, list);
        member.object = Some(object);
        member.items = Some(Items { name: Some(name.clone()), ..items });
    } else {
        let object = sample.add();
        fill(sample, object, line, members);
        member.object = Some(object);
    }
}

/// Reads a list: its first object represents all elements.
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
