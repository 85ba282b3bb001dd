//! Fields of IOP's definitions, at any depth.

use super::super::fields::warn_of_repeats;
use super::super::source::Source;
use super::examples::Examples;
use super::listed;
use super::raw::{RawDemo, RawParam};
use crate::Diagnostic;
use crate::iop::{field_type, unknown_type};
use crate::model::{Field, FieldType, Kind, Limits, MAX_FIELD_DEPTH};

/// Java types of decimals.
const DECIMALS: [&str; 3] = ["BigDecimal", "Double", "Float"];

/// Reads the fields of one level; `depth` is the number of enclosing objects.
pub(super) fn read<'a>(
    params: &[RawParam<'a>],
    examples: &Examples<'a>,
    depth: usize,
    source: &mut Source<'a>,
) -> Result<Vec<Field>, Diagnostic> {
    let mut fields = Vec::with_capacity(params.len());
    for param in params {
        let name = source.words(param.name, "name")?;
        let line = param.name.map_or(0, |name| source.line(name.get()));
        if name.is_empty() {
            source.warn_at(line.max(1), "a field without a name is left out");
            continue;
        }
        fields.push(field(param, name, line, examples, depth, source)?);
    }
    warn_of_repeats(&fields, source);
    Ok(fields)
}

fn field<'a>(
    param: &RawParam<'a>,
    name: String,
    line: usize,
    examples: &Examples<'a>,
    depth: usize,
    source: &mut Source<'a>,
) -> Result<Field, Diagnostic> {
    if depth >= MAX_FIELD_DEPTH {
        let message = format!("fields are nested more than {MAX_FIELD_DEPTH} levels deep");
        return Err(Diagnostic::at(line, message).with_help(
            "a recursive type was expanded without end; leave `children` out where the type repeats",
        ));
    }
    let spelled = source.words(param.ty, "type")?;
    if let Some(warning) = unknown_type(&name, &spelled, line) {
        source.warn_at(line, warning.message());
    }
    let mut ty = field_type(&spelled);
    let demo = examples.get(&name);
    let (mut example, mut limits, mut notes) = (String::new(), Limits::default(), Vec::new());
    if let Some(demo) = demo {
        example = match demo.demo {
            Some(json) if json.get().starts_with(['{', '[']) => json.get().to_owned(),
            demo => source.words(demo, "demo")?,
        };
        ty = refined(ty, &source.words(demo.service_param_path, "serviceParamPath")?);
        limits = read_limits(demo, &ty, line, source)?;
        notes = read_notes(demo, source)?;
    }
    let inner = Examples::read(demo.and_then(|demo| demo.children), source)?;
    let description = source.words(param.desc, "desc")?;
    Ok(Field {
        name,
        ty,
        required: source.truth(param.required, "required")?,
        example,
        description: std::iter::once(description)
            .chain(notes)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        limits,
        fields: read(&listed(param.children, source)?, &inner, depth + 1, source)?,
        line,
    })
}

/// Returns the decimal type for a `Number` whose Java type is one.
fn refined(ty: FieldType, java: &str) -> FieldType {
    let is_decimal =
        DECIMALS.iter().any(|decimal| java.to_ascii_lowercase().ends_with(&decimal.to_ascii_lowercase()));
    if *ty.kind() == Kind::Number && !ty.is_list() && is_decimal {
        FieldType::parse("BigDecimal")
    } else {
        ty
    }
}

fn read_limits<'a>(
    demo: &RawDemo<'a>,
    ty: &FieldType,
    line: usize,
    source: &mut Source<'a>,
) -> Result<Limits, Diagnostic> {
    let is_text = *ty.kind() == Kind::Text && !ty.is_list();
    let mut limits = Limits {
        max_len: source.limit(demo.max_size, "maxSize")?.filter(|max: &u64| *max > 0 && is_text),
        max_items: source
            .limit(demo.max_list_size, "maxListSize")?
            .filter(|max: &u64| *max > 0 && ty.is_list()),
        min: source.limit(demo.min_value, "minValue")?,
        max: source.limit(demo.max_value, "maxValue")?,
    };
    if limits.min.zip(limits.max).is_some_and(|(min, max)| min > max) {
        source.warn_at(line, "`minValue` is above `maxValue`: both limits are left out");
        (limits.min, limits.max) = (None, None);
    }
    Ok(limits)
}

/// Returns the sentences about documented values.
fn read_notes(demo: &RawDemo<'_>, source: &Source<'_>) -> Result<Vec<String>, Diagnostic> {
    let values = source.words(demo.enum_value, "enumValue")?;
    let default = source.words(demo.default_value, "defaultValue")?;
    let values: Vec<&str> =
        values.trim_matches(['[', ']']).split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    let values = (!values.is_empty()).then(|| format!("Values: {}.", values.join(", ")));
    let default = (!default.is_empty()).then(|| format!("Default: {default}."));
    Ok(values.into_iter().chain(default).collect())
}
