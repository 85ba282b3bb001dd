//! Compares a request with a recording.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Difference, document};
use crate::mask::{SECRET, pseudonym_number};
use crate::recording::Recording;
use crate::request::Request;

/// Limit: differences that are described.
const MAX_DESCRIBED: usize = 20;

/// Limit: characters of a value in a difference.
const MAX_VALUE: usize = 40;

/// How a request differs from a recording.
pub(super) struct Comparison {
    pub(super) differences: Vec<Difference>,
    /// Number of differences, with those that are not described.
    pub(super) count: usize,
    /// Values that further pseudonyms stand for, if the request is answered.
    pub(super) bound: HashMap<u64, String>,
}

impl Comparison {
    pub(super) fn is_equal(&self) -> bool {
        self.count == 0
    }
}

struct Comparer<'a> {
    found: Comparison,
    ignored: &'a HashSet<String>,
    bound: &'a HashMap<u64, String>,
}

pub(super) fn compare(
    recording: &Recording,
    request: &Request,
    ignored: &HashSet<String>,
    bound: &HashMap<u64, String>,
) -> Comparison {
    let found = Comparison { differences: Vec::new(), count: 0, bound: HashMap::new() };
    let mut comparer = Comparer { found, ignored, bound };
    let names = recording
        .params
        .keys()
        .chain(request.params.keys().filter(|name| !recording.params.contains_key(*name)));
    for name in names.filter(|name| !ignored.contains(*name)) {
        let asked = request.params.get(name).map(|text| Value::String(text.clone()));
        comparer.values(name, recording.params.get(name), asked.as_ref());
    }
    let files = recording
        .files
        .keys()
        .chain(request.files.keys().filter(|name| !recording.files.contains_key(*name)));
    for name in files.filter(|name| !ignored.contains(*name)) {
        let (recorded, asked) = (recording.files.get(name), request.files.get(name));
        // A masked name of a file stands for any.
        let is_equal = recorded.zip(asked).is_some_and(|(recorded, asked)| {
            let is_same_name = recorded.name.contains(SECRET) || recorded.name == asked.name;
            is_same_name && (recorded.size, &recorded.sha256) == (asked.size, &asked.sha256)
        });
        if !is_equal {
            let text = |file: &crate::request::FileFacts| {
                format!("{}, {} bytes, {:.8}", file.name, file.size, file.sha256)
            };
            comparer.differ(name, recorded.map(text), asked.map(text));
        }
    }
    comparer.found
}

impl Comparer<'_> {
    fn values(&mut self, path: &str, recorded: Option<&Value>, asked: Option<&Value>) {
        let (Some(recorded), Some(asked)) = (recorded, asked) else {
            return self.differ(path, recorded.map(text), asked.map(text));
        };
        match (recorded, asked) {
            (Value::Object(members), Value::Object(others)) => {
                let names = members.keys().chain(others.keys().filter(|name| !members.contains_key(*name)));
                for name in names.filter(|name| !self.ignored.contains(*name)) {
                    self.values(&format!("{path}.{name}"), members.get(name), others.get(name));
                }
            }
            (Value::Array(items), Value::Array(others)) => {
                for index in 0..items.len().max(others.len()) {
                    self.values(&format!("{path}[{index}]"), items.get(index), others.get(index));
                }
            }
            // JSON and XML: parameters, of which JSON is stored as such, and texts inside of texts.
            (Value::Object(_) | Value::Array(_), Value::String(other)) => match parsed(other) {
                Some(other) => self.values(path, Some(recorded), Some(&other)),
                None => self.differ(path, Some(text(recorded)), Some(text(asked))),
            },
            (Value::String(one), Value::String(other)) if one != other => {
                match (parsed(one), parsed(other)) {
                    (Some(one), Some(other)) => self.values(path, Some(&one), Some(&other)),
                    _ => self.scalars(path, recorded, asked),
                }
            }
            _ => self.scalars(path, recorded, asked),
        }
    }

    fn scalars(&mut self, path: &str, recorded: &Value, asked: &Value) {
        let (one, other) = (text(recorded), text(asked));
        let is_equal = recorded == asked
            || one == SECRET
            || pseudonym_number(&one).is_some_and(|number| self.binds(number, &one, &other));
        if !is_equal {
            self.differ(path, Some(one), Some(other));
        }
    }

    /// Returns `true` if a pseudonym stands, or can stand, for a value.
    fn binds(&mut self, number: u64, pseudonym: &str, value: &str) -> bool {
        let known = self.bound.get(&number).or_else(|| self.found.bound.get(&number));
        if let Some(known) = known {
            return known == value || pseudonym == value;
        }
        if pseudonym == value {
            return true;
        }
        let is_taken = self.bound.values().chain(self.found.bound.values()).any(|known| known == value);
        if !is_taken {
            self.found.bound.insert(number, value.to_owned());
        }
        !is_taken
    }

    fn differ(&mut self, path: &str, recorded: Option<String>, asked: Option<String>) {
        self.found.count += 1;
        if self.found.differences.len() < MAX_DESCRIBED {
            let is_secret = top_runtime::__v0_1_0::is_sensitive(path);
            let cut = |text: String| {
                let text = if is_secret { SECRET.to_owned() } else { text };
                let end = text.char_indices().nth(MAX_VALUE).map(|(end, _)| end);
                end.map_or(text.clone(), |end| format!("{}…", &text[..end]))
            };
            let path = path.to_owned();
            self.found.differences.push(Difference {
                path,
                recorded: recorded.map(cut),
                asked: asked.map(cut),
            });
        }
    }
}

/// Returns the value of a text that is an object or a list of JSON, or a document in XML.
fn parsed(text: &str) -> Option<Value> {
    if let Some(document) = document::parse(text) {
        return Some(document);
    }
    text.trim_start().starts_with(['{', '[']).then(|| serde_json::from_str(text).ok()).flatten()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
