//! One field.

use super::members;
use super::raw::RawField;
use super::source::Source;
use crate::Diagnostic;
use crate::diagnostic::shortened;
use crate::model::{Field, FieldType, Limits, MAX_LIST_DEPTH, wire_name_error};

pub(super) fn read<'a>(
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
        fields: members::read(raw.sub_params, &format!("{path}.subParams"), source)?,
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

/// The limits, as far as any value can keep them.
fn limits<'a>(raw: &RawField<'a>, line: usize, source: &mut Source<'a>) -> Result<Limits, Diagnostic> {
    let mut limits = Limits {
        max_len: source.limit(raw.max_length, "maxLength")?.filter(|most: &u64| *most > 0),
        max_items: source.limit(raw.max_list_size, "maxListSize")?.filter(|most: &u64| *most > 0),
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
