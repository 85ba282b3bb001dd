//! The cells of one row, as what they say.

use crate::Diagnostic;
use crate::diagnostic::shortened;
use crate::model::{FieldType, Kind, Limits, MAX_LIST_DEPTH, wire_name_error};

use super::align::Placed;
use super::cell::{is_list, is_type, must};
use super::limits;
use super::meaning::{Meaning, of_cells, of_joined, of_lines};
use super::sample::Member;
use super::section::COPY_ALL;
use super::table::{Cell, Item, Rest, Row, Side};

/// What a row says.
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) ty: FieldType,
    pub(super) required: bool,
    pub(super) limits: Limits,
    pub(super) meaning: Meaning,
    /// Whether it has more cells than its table has columns.
    pub(super) too_many: bool,
}

/// Reads a row from its items.
pub(super) fn read(
    side: Side,
    items: &[Item],
    placed: &Placed,
    shown: Option<&Member>,
) -> Result<Entry, Diagnostic> {
    match items {
        [Item::Row(row), cells @ ..] => {
            let joined = matches!(row.rest, Rest::Joined(_));
            let bracketed = side == Side::Response && joined && example_in_brackets(&row.ty, placed, shown);
            whole(row, cells, bracketed, shown)
        }
        [Item::Cell(Cell { row: Some(row), .. }), cells @ ..] => whole(row, cells, false, shown),
        [Item::Cell(name), cells @ ..] => in_cells(side, name, &texts(cells), shown),
        [] => Err(Diagnostic::new("a row without cells")),
    }
}

fn texts(items: &[Item]) -> Vec<&Cell> {
    items.iter().filter_map(Item::cell).collect()
}

/// A row that stands in one line, and the limits and description that can follow it.
fn whole(row: &Row, cells: &[Item], bracketed: bool, shown: Option<&Member>) -> Result<Entry, Diagnostic> {
    let mut limits = Limits::default();
    let mut rest: Vec<&str> = Vec::new();
    for cell in texts(cells) {
        if !limits::read(&cell.text, &mut limits) {
            rest.push(&cell.text);
        }
    }
    let mut ty = row.ty.as_str();
    let meaning = match &row.rest {
        Rest::Columns { example, limits: column, description } => {
            if !limits::read(column, &mut limits) && !column.is_empty() {
                rest.push(column);
            }
            let mut meaning = of_cells(&[example, description], shown);
            meaning.description = joined(&meaning.description, &rest);
            meaning
        }
        Rest::Cells(cells) => {
            let mut texts: Vec<&str> = Vec::new();
            for cell in cells {
                if !limits::read(cell, &mut limits) {
                    texts.push(cell);
                }
            }
            let mut meaning = of_cells(&texts, shown);
            meaning.description = joined(&meaning.description, &rest);
            meaning
        }
        Rest::Joined(text) => {
            let mut text = limits::take(text, &mut limits);
            if bracketed {
                ty = ty.trim_end().trim_end_matches("[]").trim_end();
                text = format!("[] {text}");
            }
            // behind limits the description has a line of its own, and the row ends with the example
            let described = rest.len() == 1 && (cells.len() > 1 || !is_loose(cells));
            let mut meaning = of_joined(&text, ty, described, shown);
            meaning.description = joined(&meaning.description, &rest);
            meaning
        }
    };
    Ok(Entry {
        line: row.line,
        name: row.name.clone(),
        ty: checked(row.line, &row.name, ty)?,
        required: row.must,
        limits,
        meaning,
        too_many: rest.len() > 1 && !is_loose(cells),
    })
}

/// Whether the brackets behind a type are the example of a single object, as the sample shows.
fn example_in_brackets(ty: &str, placed: &Placed, shown: Option<&Member>) -> bool {
    if !is_list(ty) || ty.trim_end().ends_with("byte[]") {
        return false;
    }
    match (placed.list, shown) {
        (Some(list), _) => !list,
        (None, Some(shown)) => {
            let text = shown.value.as_deref().unwrap_or_default();
            shown.items.is_none() && shown.object.is_none() && text.starts_with("[]")
        }
        (None, None) => false,
    }
}

/// Whether cells lost their bullets, so that they can be lines of one cell.
fn is_loose(cells: &[Item]) -> bool {
    cells.iter().filter_map(Item::cell).any(|cell| cell.loose)
}

fn joined(first: &str, rest: &[&str]) -> String {
    let parts: Vec<&str> =
        std::iter::once(first).chain(rest.iter().copied()).filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// A row whose cells stand in lines of their own.
fn in_cells(side: Side, name: &Cell, cells: &[&Cell], shown: Option<&Member>) -> Result<Entry, Diagnostic> {
    let expected = |line: usize, what: &str, found: Option<&Cell>| {
        let found = found
            .map_or_else(|| "the end of the row".to_owned(), |cell| format!("`{}`", shortened(&cell.text)));
        Diagnostic::at(line, format!("expected {what} of `{}`, found {found}", shortened(&name.text)))
            .with_help(COPY_ALL)
    };
    let line_of = |at: usize| cells.get(at).map_or(name.line, |cell| cell.line);
    let must_at = |at: usize| cells.get(at).and_then(|cell| must(&cell.text));
    let (ty, required, mut at) = match (side, must_at(0), must_at(1)) {
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
        if side == Side::Request && rest.len() > 1 && must(&cell.text).is_some() {
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
        meaning: if is_loose && rest.len() > 2 { of_lines(&rest, shown) } else { of_cells(&rest, shown) },
        too_many: rest.len() > 2 && !is_loose,
    })
}

/// The type that a text is.
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
