//! Fields of a definition, at any depth.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::raw::{Raw, RawField};
use super::source::{Source, describe_value};
use crate::Diagnostic;
use crate::model::{Field, FieldType, Limits, MAX_FIELD_DEPTH, MAX_LIST_DEPTH, wire_name_error};
use crate::text::shortened;

/// Reads the fields of `requestParams`, `responseParams` or `subParams`; `path` is the path of the
/// list.
pub(super) fn read<'a>(raw: Raw<'a>, path: &str, source: &mut Source<'a>) -> Result<Vec<Field>, Diagnostic> {
    let Some(raw) = raw else {
        return Ok(Vec::new());
    };
    let piece = raw.get();
    if path.matches('[').count() >= MAX_FIELD_DEPTH {
        let message = format!("fields are nested more than {MAX_FIELD_DEPTH} levels deep");
        return Err(Diagnostic::at(source.line(piece), message).with_help(
            "a recursive type was expanded without end; leave `subParams` out where the type repeats",
        ));
    }
    match piece.as_bytes().first() {
        Some(b'[') => {}
        Some(b'{') => return Err(not_a_list(&source.parse(piece)?, piece, path, source)),
        _ => return Err(expected(&describe_value(&source.parse(piece)?), piece, path, source)),
    }
    let elements: Vec<&'a RawValue> = source.parse(piece)?;
    let mut fields = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        fields.push(read_element(element.get(), &format!("{path}[{index}]"), source)?);
    }
    warn_of_repeats(&fields, source);
    Ok(fields)
}

fn read_element<'a>(piece: &'a str, path: &str, source: &mut Source<'a>) -> Result<Field, Diagnostic> {
    if !piece.starts_with('{') {
        let found = describe_value(&source.parse::<Value>(piece)?);
        let message = format!("expected a field, found {found}");
        return Err(Diagnostic::at(source.line(piece), message)
            .with_help("a field is an object with `name`, `type`, `description`, `required`"));
    }
    let raw: RawField<'a> = source.parse(piece)?;
    if raw.reference.is_some() {
        return Err(reference(&source.words(raw.reference, "$ref")?, piece, path, source));
    }
    read_field(&raw, piece, path, source)
}

/// Reads one field; `piece` is its JSON text, `path` its path in the definition.
fn read_field<'a>(
    raw: &RawField<'a>,
    piece: &'a str,
    path: &str,
    source: &mut Source<'a>,
) -> Result<Field, Diagnostic> {
    let line = source.line(raw.name.map_or(piece, |name| name.get()));
    Ok(Field {
        name: wire_name(raw, line, source)?,
        ty: field_type(raw, line, source)?,
        required: source.truth(raw.required, "required")?,
        example: String::new(),
        description: source.words(raw.description, "description")?,
        limits: limits(raw, line, source)?,
        fields: read(raw.sub_params, &format!("{path}.subParams"), source)?,
        line,
    })
}

fn wire_name(raw: &RawField<'_>, line: usize, source: &Source<'_>) -> Result<String, Diagnostic> {
    let name = source.words(raw.name, "name")?;
    let Some(fault) = wire_name_error(&name) else {
        return Ok(name);
    };
    let message = if name.is_empty() {
        "expected a field with a name, found one without".to_owned()
    } else {
        format!(
            "expected a field's name in ASCII without blanks, quotes and `\\`, found {:?}: {fault}",
            shortened(&name)
        )
    };
    Err(Diagnostic::at(line, message).with_help("give the field's name on the wire in `name`"))
}

fn field_type(raw: &RawField<'_>, line: usize, source: &Source<'_>) -> Result<FieldType, Diagnostic> {
    let ty = FieldType::parse(&source.words(raw.ty, "type")?);
    if ty.depth() <= MAX_LIST_DEPTH {
        return Ok(ty);
    }
    Err(Diagnostic::at(
        line,
        format!("expected at most {MAX_LIST_DEPTH} lists in each other, found {}", ty.depth()),
    )
    .with_help("give the type as the API's page has it: `Item[]` is a list"))
}

/// Reads the limits. Contradictory limits are dropped with a warning.
fn limits<'a>(raw: &RawField<'a>, line: usize, source: &mut Source<'a>) -> Result<Limits, Diagnostic> {
    let mut limits = Limits {
        max_len: source.limit(raw.max_length, "maxLength")?.filter(|max: &u64| *max > 0),
        max_items: source.limit(raw.max_list_size, "maxListSize")?.filter(|max: &u64| *max > 0),
        min: source.limit(raw.min_value, "minValue")?,
        max: source.limit(raw.max_value, "maxValue")?,
    };
    if let (Some(min), Some(max)) = (limits.min, limits.max)
        && min > max
    {
        source.warn_at(line, format!("`minValue` {min} is above `maxValue` {max}: both limits are left out"));
        (limits.min, limits.max) = (None, None);
    }
    Ok(limits)
}

fn not_a_list<'a>(raw: &RawField<'a>, piece: &'a str, path: &str, source: &Source<'a>) -> Diagnostic {
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

/// Creates the error for a reference instead of a field: its target is elsewhere, and may be
/// recursive.
fn reference(target: &str, piece: &str, path: &str, source: &Source<'_>) -> Diagnostic {
    let line = source.line(piece);
    if leads_back(target, path) {
        let message = format!("the reference {target:?} points to an object around it: a cycle");
        return Diagnostic::at(line, message).with_help(
            "name the type and leave its `subParams` out where it repeats; the generated type is then recursive",
        );
    }
    Diagnostic::at(line, format!("expected a field, found the reference {target:?}"))
        .with_help("write the field out; definitions have no references")
}

/// Returns `true` if a reference (`@`, `..`, `$`, `$.responseParams[0]`) points to an enclosing
/// element of `path`.
fn leads_back(target: &str, path: &str) -> bool {
    matches!(target, "@" | "$")
        || target.split('/').all(|step| step == "..")
        || path.strip_prefix(target).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

pub(super) fn warn_of_repeats(fields: &[Field], source: &mut Source<'_>) {
    let mut first = HashMap::new();
    for field in fields {
        if let Some(line) = first.insert(field.name.as_str(), field.line) {
            source.warn_at(field.line, format!("`{}` is a duplicate of line {line}", field.name));
        }
    }
}
