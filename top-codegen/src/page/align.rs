//! Which row belongs to which object: the rows of a table laid against what a sample shows.
//!
//! A table gives its rows in the order of the tree, without their depth. So the rows are read one after the other, and what each
//! could be is followed side by side: how many objects end before it, and, in a reply's table, whether a cell is another
//! description or the name of an object. Each contradiction with the sample costs; the readings that cost least go on. Two
//! readings that cost the same and differ are a doubt, of which the user is told.

mod merge;
mod options;
mod reading;

use std::collections::HashMap;

use crate::Diagnostic;
use crate::diagnostic::shortened;

use super::sample::Sample;
use super::section::COPY_ALL;
use super::table::{Item, Table};
use merge::{differing, merge};
use options::Options;
use reading::{Reading, Step};

/// The deepest level of a table. The platform's own pages end at 7.
const DEEPEST: usize = 32;
/// How many readings are followed.
const WIDTH: usize = 8;
/// How much more than the cheapest a reading may cost.
const MARGIN: u32 = 24;

/// Which row belongs where.
pub(super) struct Alignment {
    /// The rows in the order of the table.
    pub(super) rows: Vec<Placed>,
    /// The items of the table whose place is a guess.
    pub(super) doubts: Vec<usize>,
}

/// A row in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Its first item in the table.
    pub(super) item: usize,
    /// How many objects it is in.
    pub(super) level: usize,
    /// Whether no members of it follow.
    pub(super) leaf: bool,
    /// Whether it is a list, where brackets in the table may be an example.
    pub(super) list: Option<bool>,
    /// The sample's member that shows it: its object, and its place there.
    pub(super) member: Option<(usize, usize)>,
    /// The sample's object that shows its members.
    pub(super) inner: Option<usize>,
}

/// Finds the place of each row.
pub(super) fn align(table: &Table, sample: Option<&Sample>) -> Result<Alignment, Diagnostic> {
    let names = name_numbers(table);
    let options = Options { table, sample, names: &names };
    let mut steps: Vec<Step> = Vec::new();
    let mut readings = vec![Reading::start(sample.map(|_| 0))];
    for (item, name) in names.iter().enumerate() {
        let mut moves = Vec::new();
        for (at, reading) in readings.iter().enumerate() {
            options.after(at, reading, item, &mut moves);
        }
        moves.sort_by_key(|(_, next)| next.cost);
        let Some(cheapest) = moves.first().map(|(_, next)| next.cost.evidence) else {
            return Err(unassigned(&table.items[item]));
        };
        moves.retain(|(_, next)| next.cost.evidence <= cheapest + MARGIN);
        moves.truncate(2 * WIDTH);
        let followed = moves.into_iter().map(|(at, next)| readings[at].follow(next, item, *name, &mut steps));
        readings = merge(followed.collect(), &steps);
        readings.truncate(WIDTH);
    }
    Ok(choose(readings, sample, &steps))
}

/// The cheapest reading, as rows.
fn choose(readings: Vec<Reading>, sample: Option<&Sample>, steps: &[Step]) -> Alignment {
    let mut ended: Vec<_> = readings.into_iter().map(|reading| (reading.end_cost(sample), reading)).collect();
    ended.sort_by_key(|(cost, _)| *cost);
    let mut ended = ended.into_iter();
    let Some((cost, mut best)) = ended.next() else {
        return Alignment { rows: Vec::new(), doubts: Vec::new() };
    };
    for (other_cost, other) in ended {
        if other_cost.evidence == cost.evidence {
            best.doubts.extend(differing(best.step, other.step, steps));
        }
    }
    let mut doubts = best.doubts;
    doubts.sort_unstable();
    doubts.dedup();
    let mut rows = Vec::new();
    let mut at = best.step;
    while let Some(step) = at.and_then(|at| steps.get(at)) {
        rows.push(step.placed.clone());
        at = step.before;
    }
    rows.reverse();
    Alignment { rows, doubts }
}

/// A number for the name that each item could be, the same for the same name.
fn name_numbers(table: &Table) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut of_items = Vec::with_capacity(table.items.len());
    for item in &table.items {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        of_items.push(*numbers.entry(item.name()).or_insert(next));
    }
    of_items
}

/// What to say of an item that can be nothing.
fn unassigned(item: &Item) -> Diagnostic {
    let what = format!(
        "expected a row that belongs to the object above it, found `{}`, which is in none, or deeper than {DEEPEST} levels",
        shortened(item.name())
    );
    Diagnostic::at(item.line(), what).with_help(COPY_ALL)
}
