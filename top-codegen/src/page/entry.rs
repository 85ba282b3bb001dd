//! Meaning of the cells of one row.

use crate::Diagnostic;
use crate::model::{FieldType, Kind, Limits, MAX_LIST_DEPTH, wire_name_error};
use crate::text::shortened;

use super::align::PlacedRow;
use super::cell::{is_list, is_type, requiredness};
use super::example_and_description::{ExampleAndDescription, of_cells, of_joined, of_lines};
use super::limits;
use super::sample::Member;
use super::section::COPY_ALL;
use super::table::{Cell, Item, Rest, Row, Side};

/// The content of a row.
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) ty: FieldType,
    pub(super) required: bool,
    pub(super) limits: Limits,
    pub(super) texts: ExampleAndDescription,
    /// `true` if the row has more cells than the table has columns.
    pub(super) too_many: bool,
}

/// Reads a row from its items.
pub(super) fn read(
    side: Side,
    items: &[Item],
    placed: &PlacedRow,
    sample_member: Option<&Member>,
) -> Result<Entry, Diagnostic> {
    match items {
        [Item::Row(row), cells @ ..] => {
            let joined = matches!(row.rest, Rest::Joined(_));
            let bracketed =
                side == Side::Response && joined && example_in_brackets(&row.ty, placed, sample_member);
            whole(row, cells, bracketed, sample_member)
        }
        [Item::Cell(Cell { row: Some(row), .. }), cells @ ..] => whole(row, cells, false, sample_member),
        [Item::Cell(name), cells @ ..] => in_cells(side, name, &texts(cells), sample_member),
        [] => Err(Diagnostic::new("a row without cells")),
    }
}

fn texts(items: &[Item]) -> Vec<&Cell> {
    items.iter().filter_map(Item::cell).collect()
}

/// Reads a row on one line, followed by optional limits and description.
fn whole(
    row: &Row,
    cells: &[Item],
    bracketed: bool,
    sample_member: Option<&Member>,
) -> Result<Entry, Diagnostic> {
    let mut limits = Limits::default();
    let mut rest: Vec<&str> = Vec::new();
    for cell in texts(cells) {
        if !limits::read(&cell.text, &mut limits) {
            rest.push(&cell.text);
        }
    }
    let mut ty = row.ty.as_str();
    let texts = match &row.rest {
        Rest::Columns { example, limits: column, description } => {
            if !limits::read(column, &mut limits) && !column.is_empty() {
                rest.push(column);
            }
            let mut texts = of_cells(&[example, description], sample_member);
            texts.description = joined(&texts.description, &rest);
            texts
        }
        Rest::Cells(cells) => {
            let mut texts: Vec<&str> = Vec::new();
            for cell in cells {
                if !limits::read(cell, &mut limits) {
                    texts.push(cell);
                }
            }
            let mut texts = of_cells(&texts, sample_member);
            texts.description = joined(&texts.description, &rest);
            texts
        }
        Rest::Joined(text) => {
            let mut text = limits::take(text, &mut limits);
            if bracketed {
                ty = ty.trim_end().trim_end_matches("[]").trim_end();
                text = format!("[] {text}");
            }
            // If limits follow, the description is on its own line and the row ends with the
            // example.
            let described = rest.len() == 1 && (cells.len() > 1 || !is_loose(cells));
            let mut texts = of_joined(&text, ty, described, sample_member);
            texts.description = joined(&texts.description, &rest);
            texts
        }
    };
    Ok(Entry {
        line: row.line,
        name: row.name.clone(),
        ty: checked(row.line, &row.name, ty)?,
        required: row.required,
        limits,
        texts,
        too_many: rest.len() > 1 && !is_loose(cells),
    })
}

/// Returns `true` if the brackets after a type are the example of a single object, according to the
/// sample.
fn example_in_brackets(ty: &str, placed: &PlacedRow, sample_member: Option<&Member>) -> bool {
    if !is_list(ty) || ty.trim_end().ends_with("byte[]") {
        return false;
    }
    match (placed.list, sample_member) {
        (Some(list), _) => !list,
        (None, Some(sample_member)) => {
            let text = sample_member.value.as_deref().unwrap_or_default();
            sample_member.items.is_none() && sample_member.object.is_none() && text.starts_with("[]")
        }
        (None, None) => false,
    }
}

/// Returns `true` if cells lost their bullets, so that several may be lines of one cell.
fn is_loose(cells: &[Item]) -> bool {
    cells.iter().filter_map(Item::cell).any(|cell| cell.loose)
}

fn joined(first: &str, rest: &[&str]) -> String {
    let parts: Vec<&str> =
        std::iter::once(first).chain(rest.iter().copied()).filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// Reads a row with one line per cell.
fn in_cells(
    side: Side,
    name: &Cell,
    cells: &[&Cell],
    sample_member: Option<&Member>,
) -> Result<Entry, Diagnostic> {
    let expected = |line: usize, what: &str, found: Option<&Cell>| {
        let found = found
            .map_or_else(|| "the end of the row".to_owned(), |cell| format!("`{}`", shortened(&cell.text)));
        Diagnostic::at(line, format!("expected {what} of `{}`, found {found}", shortened(&name.text)))
            .with_help(COPY_ALL)
    };
    let line_of = |at: usize| cells.get(at).map_or(name.line, |cell| cell.line);
    let requiredness_at = |at: usize| cells.get(at).and_then(|cell| requiredness(&cell.text));
    let (ty, required, mut at) = match (side, requiredness_at(0), requiredness_at(1)) {
        (Side::Request, Some(required), _) => ("", required, 1),
        (Side::Request, None, Some(required)) => (cells[0].text.as_str(), required, 2),
        (Side::Request, None, None) => {
            return Err(expected(line_of(1), "`必须` or `可选` behind the type", cells.get(1).copied()));
        }
        (Side::Response, ..) => {
            let Some(ty) = cells.first() else { return Err(expected(name.line, "the type", None)) };
            (ty.text.as_str(), false, 1)
        }
    };
    let ty = checked(line_of(0), &name.text, ty)?;
    let mut limits = Limits::default();
    let mut rest: Vec<&str> = Vec::new();
    while let Some(cell) = cells.get(at) {
        if side == Side::Request && rest.len() > 1 && requiredness(&cell.text).is_some() {
            return Err(expected(cell.line, "the name of another row behind the description", Some(cell)));
        }
        if !limits::read(&cell.text, &mut limits) {
            rest.push(&cell.text);
        }
        at += 1;
    }
    let is_loose = cells.iter().any(|cell| cell.loose);
    Ok(Entry {
        line: name.line,
        name: name.text.clone(),
        ty,
        required,
        limits,
        texts: if is_loose && rest.len() > 2 {
            of_lines(&rest, sample_member)
        } else {
            of_cells(&rest, sample_member)
        },
        too_many: rest.len() > 2 && !is_loose,
    })
}

/// Parses and validates the type of a row.
fn checked(line: usize, name: &str, text: &str) -> Result<FieldType, Diagnostic> {
    let ty = FieldType::parse(text);
    if let Some(fault) = wire_name_error(name) {
        let what =
            format!("expected the name of a parameter or member, found `{}`: {fault}", shortened(name));
        return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
    }
    if ty.depth() > MAX_LIST_DEPTH {
        let what = format!("expected at most {MAX_LIST_DEPTH} lists in each other, found {}", ty.depth());
        return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
    }
    let odd = matches!(ty.kind(), Kind::Object(_)) && !is_type(text);
    if odd {
        let what = format!(
            "expected the type of `{name}`, such as `String` or `Item []`, found `{}`",
            shortened(text)
        );
        return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
    }
    Ok(ty)
}
