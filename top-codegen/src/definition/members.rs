//! Lists of fields, at any depth.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::raw::Raw;
use super::source::{Source, found};
use super::{RawField, field};
use crate::Diagnostic;
use crate::model::{Field, MAX_FIELD_DEPTH};

/// Reads the fields of `requestParams`, `responseParams` or `subParams`; `path` is where the list stands.
pub(super) fn read<'a>(raw: Raw<'a>, path: &str, source: &mut Source<'a>) -> Result<Vec<Field>, Diagnostic> {
    let Some(raw) = raw else {
        return Ok(Vec::new());
    };
    let piece = raw.get();
    if path.matches('[').count() >= MAX_FIELD_DEPTH {
        let message = format!("fields stand more than {MAX_FIELD_DEPTH} levels deep here");
        return Err(Diagnostic::at(source.line(piece), message).with_help(
            "a type that holds itself was written out without an end; leave `subParams` out where it comes again",
        ));
    }
    match piece.as_bytes().first() {
        Some(b'[') => {}
        Some(b'{') => return Err(no_list(&source.parse(piece)?, piece, path, source)),
        _ => return Err(expected(&found(&source.parse(piece)?), piece, path, source)),
    }
    let elements: Vec<&'a RawValue> = source.parse(piece)?;
    let mut fields = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        fields.push(one(element.get(), &format!("{path}[{index}]"), source)?);
    }
    warn_of_repeats(&fields, source);
    Ok(fields)
}

fn one<'a>(piece: &'a str, path: &str, source: &mut Source<'a>) -> Result<Field, Diagnostic> {
    if !piece.starts_with('{') {
        let found = found(&source.parse::<Value>(piece)?);
        let message = format!("expected a field, found {found}");
        return Err(Diagnostic::at(source.line(piece), message)
            .with_help("a field is an object with `name`, `type`, `description`, `required`"));
    }
    let raw: RawField<'a> = source.parse(piece)?;
    if raw.reference.is_some() {
        return Err(reference(&source.words(raw.reference, "$ref")?, piece, path, source));
    }
    field::read(&raw, piece, path, source)
}

fn no_list<'a>(raw: &RawField<'a>, piece: &'a str, path: &str, source: &Source<'a>) -> Diagnostic {
    match source.words(raw.reference, "$ref") {
        Err(diagnostic) => diagnostic,
        Ok(target) if !target.is_empty() => reference(&target, piece, path, source),
        Ok(_) => expected("an object", piece, path, source),
    }
}

fn expected(found: &str, piece: &str, path: &str, source: &Source<'_>) -> Diagnostic {
    let member = path.rsplit('.').next().unwrap_or(path);
    Diagnostic::at(source.line(piece), format!("expected a list of fields in `{member}`, found {found}"))
}

/// A reference in place of a field. What it stands for is not in the file at this place, and may not end.
fn reference(target: &str, piece: &str, path: &str, source: &Source<'_>) -> Diagnostic {
    let line = source.line(piece);
    if leads_back(target, path) {
        let message = format!("the reference {target:?} leads back to what it stands in: a cycle");
        return Diagnostic::at(line, message).with_help(
            "name the type and leave its `subParams` out where it comes again; the code will hold it in itself",
        );
    }
    Diagnostic::at(line, format!("expected a field, found the reference {target:?}"))
        .with_help("write the field out; definitions have no references")
}

/// Whether a reference (`@`, `..`, `$`, `$.responseParams[0]`) names what stands around `path`.
fn leads_back(target: &str, path: &str) -> bool {
    matches!(target, "@" | "$")
        || target.split('/').all(|step| step == "..")
        || path.strip_prefix(target).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn warn_of_repeats(fields: &[Field], source: &mut Source<'_>) {
    let mut first = HashMap::new();
    for field in fields {
        if let Some(line) = first.insert(field.name.as_str(), field.line) {
            source.warn_at(field.line, format!("`{}` is named again; line {line} has it too", field.name));
        }
    }
}
