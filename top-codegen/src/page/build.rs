//! Building of fields from placed rows.

use std::collections::HashSet;

use crate::Diagnostic;
use crate::model::{Field, Kind};

use super::align::{Alignment, PlacedRow};
use super::entry::{self, Entry};
use super::sample::{Member, Sample};
use super::table::{Side, Table};

/// Builds the fields of a table and warns about uncertain decisions.
pub(super) fn build(
    table: &Table,
    alignment: &Alignment,
    sample: Option<&Sample>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<Field>, Diagnostic> {
    // Open fields, outermost first. Members are added to the last one.
    let mut open: Vec<Field> = Vec::new();
    let mut done = Vec::new();
    for (at, placed) in alignment.rows.iter().enumerate() {
        let end = alignment.rows.get(at + 1).map_or(table.items.len(), |next| next.item);
        let items = &table.items[placed.item..end];
        let sample_member = sample_member(placed, sample);
        let entry = entry::read(table.side, items, placed, sample_member)?;
        close(&mut open, placed.level, &mut done);
        let parent = open.last().map(|parent| parent.name.clone());
        warn(table.side, &entry, placed, sample_member, warnings);
        if alignment.doubts.iter().any(|doubt| (placed.item..end).contains(doubt)) {
            warnings.push(doubt(&entry, parent.as_deref(), sample.is_some()));
        }
        open.push(field(entry));
    }
    close(&mut open, 0, &mut done);
    warn_twice(&done, warnings);
    warn_unlisted(table.side, alignment, sample, warnings);
    Ok(done)
}

fn sample_member<'s>(placed: &PlacedRow, sample: Option<&'s Sample>) -> Option<&'s Member> {
    let (node, at) = placed.member?;
    sample?.members(node).get(at)
}

fn field(entry: Entry) -> Field {
    Field {
        name: entry.name,
        ty: entry.ty,
        required: entry.required,
        example: entry.texts.example,
        description: entry.texts.description,
        limits: entry.limits,
        fields: Vec::new(),
        line: entry.line,
    }
}

/// Closes open fields down to a level.
fn close(open: &mut Vec<Field>, level: usize, done: &mut Vec<Field>) {
    while open.len() > level {
        let Some(field) = open.pop() else { return };
        match open.last_mut() {
            Some(parent) => parent.fields.push(field),
            None => done.push(field),
        }
    }
}

/// Warns about a row that contradicts the sample or is unusual.
fn warn(
    side: Side,
    entry: &Entry,
    placed: &PlacedRow,
    sample_member: Option<&Member>,
    warnings: &mut Vec<Diagnostic>,
) {
    let name = &entry.name;
    let mut say = |what: String| warnings.push(Diagnostic::at(entry.line, what));
    if entry.texts.swapped {
        say(format!("example and description of `{name}` are swapped in the table; they were swapped back"));
    }
    if entry.ty.spelled().is_empty() {
        say(format!("the table gives `{name}` no type"));
    }
    if entry.too_many {
        say(format!(
            "`{name}` has more cells than the table has columns; all behind the example is its description"
        ));
    }
    let object = matches!(entry.ty.kind(), Kind::Object(_) | Kind::Unknown | Kind::Map | Kind::Json);
    if placed.leaf
        && !object
        && sample_member
            .is_some_and(|sample_member| sample_member.object.is_some() && sample_member.items.is_none())
    {
        let spelled = entry.ty.spelled();
        say(format!(
            "the sample shows members of `{name}`, but its type in the table is `{spelled}`; the table is used"
        ));
    }
    if !placed.leaf
        && let Some(sample_member) = sample_member
    {
        let as_list = placed.inner.is_some()
            && sample_member.items.as_ref().is_some_and(|items| items.node == placed.inner);
        if placed.inner.is_some() && as_list != entry.ty.is_list() {
            let (table, sample) = if as_list { ("one object", "a list") } else { ("a list", "one object") };
            say(format!(
                "`{name}` is {table} in the table and {sample} in the sample; the table was believed"
            ));
        }
        if placed.inner.is_none() && side == Side::Response {
            say(format!("the sample shows no members of `{name}`; they are taken from the table"));
        }
    }
}

/// Creates the warning for a row whose place is a guess.
fn doubt(entry: &Entry, parent: Option<&str>, sample: bool) -> Diagnostic {
    let name = &entry.name;
    let place = parent.map_or_else(|| "at the top".to_owned(), |parent| format!("in `{parent}`"));
    let why = if sample {
        "the sample does not show it"
    } else {
        "there is no sample that shows where objects end"
    };
    Diagnostic::at(entry.line, format!("uncertain place of `{name}`: {why}; it was put {place}"))
        .with_help("compare with the page")
}

/// Warns about duplicate names in one object.
fn warn_twice(fields: &[Field], warnings: &mut Vec<Diagnostic>) {
    let mut names = HashSet::new();
    for field in fields {
        if !names.insert(field.name.as_str()) {
            let what = format!(
                "`{}` stands here for the second time in the same object; both were kept",
                field.name
            );
            warnings.push(Diagnostic::at(field.line, what));
        }
        warn_twice(&field.fields, warnings);
    }
}

/// Warns about fields that only the sample has.
fn warn_unlisted(side: Side, alignment: &Alignment, sample: Option<&Sample>, warnings: &mut Vec<Diagnostic>) {
    let Some(sample) = sample else { return };
    let listed: HashSet<(usize, usize)> = alignment.rows.iter().filter_map(|placed| placed.member).collect();
    let mut seen = HashSet::new();
    let inner = alignment.rows.iter().filter_map(|placed| placed.inner);
    for node in std::iter::once(0).chain(inner).filter(|node| seen.insert(*node)) {
        for (at, member) in sample.members(node).iter().enumerate() {
            if !listed.contains(&(node, at)) {
                let name = &member.name;
                let what = match side {
                    Side::Request => format!(
                        "the sample calls `set{name}`, but the table has no such parameter; it is left out"
                    ),
                    Side::Response => {
                        format!("the sample has `<{name}>`, but the table has no such member; it is left out")
                    }
                };
                warnings.push(Diagnostic::at(member.line, what));
            }
        }
    }
}
