//! Enums of codes, shared by fields with equal codes.

use std::collections::BTreeSet;

use super::ModuleBuilder;
use crate::write::case;
use crate::write::codes::{Codes, variants};
use crate::write::docs;
use crate::write::object_types::{ObjectId, REQUEST, RESPONSE};

/// An enum of codes.
pub(in crate::write) struct CodedEnum {
    pub(in crate::write) name: String,
    pub(in crate::write) docs: Vec<String>,
    pub(in crate::write) codes: Codes,
    /// Variants, in the order of the codes.
    pub(in crate::write) variants: Vec<String>,
    /// Variant for other codes.
    pub(in crate::write) other: String,
}

/// Key of a shared enum: base name, and codes with labels in any order.
pub(super) type Key = (String, bool, BTreeSet<(String, String)>);

/// Field names that are meaningless without the enclosing object.
const GENERIC_NAMES: &[&str] =
    &["code", "flag", "kind", "level", "mode", "source", "state", "status", "type"];

impl ModuleBuilder<'_> {
    /// Returns the index of the enum for a field's codes.
    pub(super) fn coded(&mut self, id: ObjectId, at: usize, codes: Codes) -> usize {
        let field = &self.objects[id].members[at].field;
        let singular = if field.ty.is_list() { singular_of(&field.name) } else { &field.name };
        let name = case::type_name(&case::snake(singular)).unwrap_or_else(|| "Code".to_owned());
        let key = key(&name, &codes);
        if let Some(at) = self.enum_ids.get(&key) {
            return *at;
        }
        self.enum_ids.insert(key, self.enums.len());
        let around = self.names.of(if id == RESPONSE { REQUEST } else { id }).to_owned();
        let qualified = format!("{around}{name}");
        let is_bare = GENERIC_NAMES.contains(&field.name.to_ascii_lowercase().as_str());
        let choice =
            if is_bare { vec![qualified] } else { vec![name.clone(), format!("{name}Code"), qualified] };
        let (variants, other) = variants(&codes);
        let subject = docs::lines(&docs::clean(&codes.subject));
        let docs =
            if subject.is_empty() { vec![format!("Codes of {}.", docs::code(&field.name))] } else { subject };
        self.enums.push(CodedEnum { name: self.names.take(&choice), docs, codes, variants, other });
        self.enums.len() - 1
    }
}

/// Returns the singular: `file_type` for `file_types` and `file_type_list`.
fn singular_of(name: &str) -> &str {
    let plural = |one: &&str| !one.ends_with(['s', 'u']);
    let one = name.strip_suffix("_list").or_else(|| name.strip_suffix('s').filter(plural));
    one.filter(|one| !one.is_empty()).unwrap_or(name)
}

fn key(name: &str, codes: &Codes) -> Key {
    let list = codes.list.iter().map(|code| (code.code.clone(), code.label.clone())).collect();
    (name.to_owned(), codes.integers, list)
}
