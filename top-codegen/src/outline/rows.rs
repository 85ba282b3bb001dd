//! Rows of a table, and their nesting by indentation.

use crate::Diagnostic;
use crate::iop::{field_type, unknown_type};
use crate::model::{Field, Limits, MAX_FIELD_DEPTH, MAX_LIST_DEPTH, wire_name_error};
use crate::text::shortened;

use super::COPY_ALL;
use super::columns::{Columns, MARKS, text};
use super::section::{Section, Sections};

/// A row with the width of its indentation; 0 for a field of the root.
struct Row {
    indent: usize,
    field: Field,
}

/// Reads the fields of a section; none without its heading or its table.
pub(super) fn fields(
    sections: &Sections<'_>,
    section: Section,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<Field>, Diagnostic> {
    let lines = sections.get(section).unwrap_or_default();
    let header = lines.iter().enumerate().find_map(|(at, (_, line))| Some((at, Columns::of(line)?)));
    let Some((at, columns)) = header else {
        return match lines.iter().find(|(_, line)| line.contains(['|', '\t'])) {
            Some((number, line)) => Err(Diagnostic::at(
                *number,
                format!(
                    "expected a table with the columns name, type and description, found `{}`",
                    shortened(line.trim())
                ),
            )
            .with_help(COPY_ALL)),
            None => Ok(Vec::new()),
        };
    };
    let mut rows: Vec<Row> = Vec::new();
    for &(number, line) in &lines[at + 1..] {
        if let Some(cells) = columns.cells(line) {
            rows.extend(row(&columns, &cells, number, warnings)?);
        } else if let Some(last) = rows.last_mut()
            && !line.trim().bytes().all(|byte| matches!(byte, b'-' | b'|' | b':' | b' ' | b'`'))
        {
            // The line continues the description of the row above.
            let description = &mut last.field.description;
            description.push('\n');
            description.push_str(text(line).trim_end_matches('|').trim_end());
        }
    }
    nest(rows)
}

/// Reads one row; `None` without a name.
fn row(
    columns: &Columns,
    cells: &[&str],
    line: usize,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Option<Row>, Diagnostic> {
    let cell = |column: Option<usize>| {
        column.and_then(|at| cells.get(at)).map(|cell| text(cell)).unwrap_or_default()
    };
    let (indent, name) = indented(cells.get(columns.name).copied().unwrap_or_default());
    if name.is_empty() {
        warnings.push(Diagnostic::at(line, "a row without a name is left out"));
        return Ok(None);
    }
    if let Some(fault) = wire_name_error(&name) {
        let text =
            format!("expected the name of a parameter or member, found `{}`: {fault}", shortened(&name));
        return Err(Diagnostic::at(line, text).with_help(COPY_ALL));
    }
    let spelled = cell(columns.ty);
    warnings.extend(unknown_type(&name, &spelled, line));
    let ty = field_type(&spelled);
    if ty.depth() > MAX_LIST_DEPTH {
        let text = format!("expected at most {MAX_LIST_DEPTH} lists in each other, found {}", ty.depth());
        return Err(Diagnostic::at(line, text).with_help(COPY_ALL));
    }
    let stated = cell(columns.required);
    let required = requiredness(&stated).unwrap_or_else(|| {
        if !stated.is_empty() {
            let text = format!("expected `Yes` or `No`, found {stated:?}: `{name}` is taken as optional");
            warnings.push(Diagnostic::at(line, text));
        }
        false
    });
    // Columns beyond the last one belong to a description with bars.
    let mut description = cell(columns.description);
    if columns.description.is_some_and(|at| at + 1 == columns.count()) {
        for rest in cells.iter().skip(columns.count()) {
            description.extend(["|", &text(rest)]);
        }
    }
    let field = Field {
        name,
        ty,
        required,
        example: cell(columns.example),
        description,
        limits: Limits::default(),
        fields: Vec::new(),
        line,
    };
    Ok(Some(Row { indent, field }))
}

/// Splits a cell into the width of its indentation and the name.
fn indented(cell: &str) -> (usize, String) {
    let mut rest = cell.strip_prefix(' ').unwrap_or(cell);
    let mut indent = 0;
    loop {
        let entity = ["&nbsp;", "&emsp;", "&ensp;"].iter().find_map(|entity| rest.strip_prefix(entity));
        let char = rest.strip_prefix(|char: char| char.is_whitespace() || MARKS.contains(&char));
        match entity.or(char) {
            Some(after) => rest = after,
            None => break,
        }
        indent += 1;
    }
    (indent, rest.trim().trim_matches(['`', '*']).to_owned())
}

/// Returns the requiredness that a cell states, if any.
fn requiredness(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "required" | "mandatory" | "必须" | "必填" | "必选" | "是" => {
            Some(true)
        }
        "no" | "n" | "false" | "optional" | "可选" | "选填" | "非必须" | "非必填" | "否" => {
            Some(false)
        }
        _ => None,
    }
}

/// Nests the rows: a row is a member of the nearest row above that is less indented.
fn nest(rows: Vec<Row>) -> Result<Vec<Field>, Diagnostic> {
    let mut root = Vec::new();
    let mut open: Vec<Row> = Vec::new();
    for row in rows {
        while open.last().is_some_and(|last| last.indent >= row.indent) {
            close(&mut open, &mut root);
        }
        if open.len() >= MAX_FIELD_DEPTH {
            let text = format!("fields are nested more than {MAX_FIELD_DEPTH} levels deep");
            return Err(Diagnostic::at(row.field.line, text).with_help(COPY_ALL));
        }
        open.push(row);
    }
    while !open.is_empty() {
        close(&mut open, &mut root);
    }
    Ok(root)
}

/// Moves the innermost open row into the row around it.
fn close(open: &mut Vec<Row>, root: &mut Vec<Field>) {
    if let Some(row) = open.pop() {
        open.last_mut().map_or(root, |around| &mut around.field.fields).push(row.field);
    }
}
