//! Alignment: assigns each row of a table to its object by a beam search against the sample.
//!
//! A table lists its rows in depth-first order, without their depth. The search reads the rows one
//! after the other and keeps the cheapest hypotheses: which open objects end before the row, and,
//! in a reply table, whether a cell is a description or the name of an object. Each contradiction
//! with the sample adds a cost. If two hypotheses have equal costs and differ, the user gets a
//! warning.

mod cost;
mod hypothesis;
mod merge;
mod transitions;

use std::collections::HashMap;

use crate::Diagnostic;
use crate::text::shortened;

use super::sample::Sample;
use super::section::COPY_ALL;
use super::table::{Item, Table};
pub(super) use hypothesis::PlacedRow;
use hypothesis::{Hypothesis, Step};
use merge::{differing, merge};
use transitions::{MAX_LEVEL, Transitions};

/// Number of hypotheses kept after each row.
const BEAM_WIDTH: usize = 8;
/// Hypotheses that cost this much more than the cheapest are dropped.
const BEAM_MARGIN: u32 = 24;

/// Result of the alignment.
pub(super) struct Alignment {
    /// Rows in table order.
    pub(super) rows: Vec<PlacedRow>,
    /// Indices of items whose place is a guess.
    pub(super) doubts: Vec<usize>,
}

/// Assigns each row to an object.
pub(super) fn align(table: &Table, sample: Option<&Sample>) -> Result<Alignment, Diagnostic> {
    let names = name_numbers(table);
    let rules = Transitions { table, sample, names: &names };
    let mut steps: Vec<Step> = Vec::new();
    let mut hypotheses = vec![Hypothesis::start(sample.map(|_| 0))];
    for (item, name) in names.iter().enumerate() {
        let mut transitions = Vec::new();
        for (at, hypothesis) in hypotheses.iter().enumerate() {
            rules.after(at, hypothesis, item, &mut transitions);
        }
        transitions.sort_by_key(|(_, next)| next.cost);
        let Some(cheapest) = transitions.first().map(|(_, next)| next.cost.evidence) else {
            return Err(unassigned(&table.items[item]));
        };
        transitions.retain(|(_, next)| next.cost.evidence <= cheapest + BEAM_MARGIN);
        transitions.truncate(2 * BEAM_WIDTH);
        let followed =
            transitions.into_iter().map(|(at, next)| hypotheses[at].follow(next, item, *name, &mut steps));
        hypotheses = merge(followed.collect(), &steps);
        hypotheses.truncate(BEAM_WIDTH);
    }
    Ok(choose(hypotheses, sample, &steps))
}

/// Returns the rows of the cheapest hypothesis.
fn choose(hypotheses: Vec<Hypothesis>, sample: Option<&Sample>, steps: &[Step]) -> Alignment {
    let mut ended: Vec<_> =
        hypotheses.into_iter().map(|hypothesis| (hypothesis.end_cost(sample), hypothesis)).collect();
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
        at = step.previous;
    }
    rows.reverse();
    Alignment { rows, doubts }
}

/// Assigns a number to the possible name of each item; equal names have equal numbers.
fn name_numbers(table: &Table) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut of_items = Vec::with_capacity(table.items.len());
    for item in &table.items {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        of_items.push(*numbers.entry(item.name()).or_insert(next));
    }
    of_items
}

/// Creates the error for an item that fits nowhere.
fn unassigned(item: &Item) -> Diagnostic {
    let what = format!(
        "expected a row of an object above it, found `{}`, which fits in none, or is deeper than {MAX_LEVEL} levels",
        shortened(item.name())
    );
    Diagnostic::at(item.line(), what).with_help(COPY_ALL)
}
