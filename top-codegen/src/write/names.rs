//! Names of the types of a module.
//!
//! A type has its documented name. If several types have the same name (ignoring case), or the name
//! is reserved, the occurrence nearest to the root keeps it: the request before the reply, then by
//! path. The others are prefixed with the name of the enclosing type or of the request. The order
//! of fields in the document has no influence.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::case;
use super::object_types::{ObjectId, ObjectType, REQUEST, RESPONSE};
use super::request_name::request_name;
use crate::model::{Api, Protocol};

/// Names with another meaning in generated code, or for readers of it.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    // the prelude
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "DoubleEndedIterator", "Drop",
    "Eq", "Err", "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From", "FromIterator",
    "Hash", "Into", "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord", "PartialEq",
    "PartialOrd", "Result", "Self", "Send", "Sized", "Some", "String", "Sync", "ToOwned",
    "ToString", "TryFrom", "TryInto", "Unpin", "Vec",
    // the standard library and serde, as people import them
    "BTreeMap", "Deserialize", "Error", "HashMap", "Serialize",
    // the runtime and the sandbox
    "Client", "DateTime", "Decimal", "Decode", "Fields", "File", "Json", "Millis", "Price", "Reply",
    "Sandbox", "Seconds", "SessionKey", "TopApi", "TopMessage", "TopValue", "Value",
];

/// Assigned and reserved names.
pub(super) struct Names {
    objects: Vec<String>,
    /// Reserved names in lower case, as names are compared without case.
    taken: HashSet<String>,
    /// Next number of a base name in lower case.
    numbers: HashMap<String, usize>,
}

impl Names {
    /// Assigns the names of all object types.
    pub(super) fn new(api: &Api, objects: &[ObjectType]) -> Self {
        let mut request = request_name(api);
        if RESERVED.contains(&request.as_str()) {
            request.push_str("Request");
        }
        let mut names = Self {
            objects: vec![String::new(); objects.len()],
            taken: HashSet::new(),
            numbers: HashMap::new(),
        };
        if api.protocol == Protocol::Tmc {
            // A topic has no request: both names are those of the message.
            let message = names.take(&[request]);
            names.objects[REQUEST].clone_from(&message);
            names.objects[RESPONSE] = message;
        } else {
            names.objects[RESPONSE] = names.take(&[format!("{request}Response")]);
            names.objects[REQUEST] = names.take(&[request]);
        }
        let mut order: Vec<ObjectId> =
            (0..objects.len()).filter(|id| ![REQUEST, RESPONSE].contains(id)).collect();
        order.sort_by_key(|id| {
            (&objects[*id].place.depth, !objects[*id].side.request, &objects[*id].place.path)
        });
        for id in order {
            names.objects[id] = names.object(id, objects);
        }
        names
    }

    /// Returns the name of an object type.
    pub(super) fn of(&self, id: ObjectId) -> &str {
        &self.objects[id]
    }

    fn object(&mut self, id: ObjectId, objects: &[ObjectType]) -> String {
        let object = &objects[id];
        let last = object.place.path.rsplit('/').next().unwrap_or_default();
        let own = case::type_name(&object.name).or_else(|| case::type_name(last));
        let own = own.unwrap_or_else(|| "Object".to_owned());
        let around = match object.place.owner {
            RESPONSE => REQUEST,
            owner => owner,
        };
        let (request, around) = (self.of(REQUEST).to_owned(), self.of(around).to_owned());
        if RESERVED.contains(&own.as_str()) {
            self.take(&[format!("{request}{own}"), format!("{around}{own}")])
        } else {
            self.take(&[own.clone(), format!("{around}{own}"), format!("{request}{own}")])
        }
    }

    /// Reserves the first free name; if none is free, the last one with a number.
    pub(super) fn take(&mut self, wanted: &[String]) -> String {
        let found = wanted.iter().find(|name| self.is_free(name)).cloned();
        let found = found.unwrap_or_else(|| {
            let last = wanted.last().map_or("Object", String::as_str);
            let next = self.numbers.get(&last.to_ascii_lowercase()).copied().unwrap_or(2);
            let numbered = (next..=usize::MAX).map(|number| (number, format!("{last}{number}")));
            let (number, name) =
                numbered.into_iter().find(|(_, name)| self.is_free(name)).unwrap_or_default();
            self.numbers.insert(last.to_ascii_lowercase(), number.saturating_add(1));
            name
        });
        self.taken.insert(found.to_ascii_lowercase());
        found
    }

    /// Reserves a name, if it is free.
    pub(super) fn reserve(&mut self, name: &str) -> bool {
        self.is_free(name) && self.taken.insert(name.to_ascii_lowercase())
    }

    fn is_free(&self, name: &str) -> bool {
        !RESERVED.contains(&name) && !self.taken.contains(&name.to_ascii_lowercase())
    }
}

/// Makes the names of fields or variants unique by adding numbers. Exact names have precedence, so
/// they stay unchanged.
pub(super) fn deduplicate(wanted: &[(String, bool)], sign: &str) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for is_exact in [true, false] {
        for (at, (name, _)) in wanted.iter().enumerate().filter(|(_, (_, exact))| *exact == is_exact) {
            let mut free = name.clone();
            let base = name.trim_end_matches('_');
            while taken.contains(&free) {
                let number = numbers.entry(base).or_insert(2);
                free = format!("{base}{sign}{number}");
                *number += 1;
            }
            taken.insert(free.clone());
            found.insert(at, free);
        }
    }
    found.into_values().collect()
}
