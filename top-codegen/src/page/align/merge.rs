//! Merging of equivalent hypotheses.

use super::hypothesis::{Hypothesis, OpenObject, Step};

/// Number of rows compared when two hypotheses are merged.
const MAX_COMPARED_ROWS: usize = 512;
/// Maximum number of doubts per table.
const MAX_DOUBTS: usize = 64;

/// Keeps the cheapest of equivalent hypotheses, sorted by cost. An equivalent hypothesis of equal
/// cost adds a doubt.
pub(super) fn merge(mut hypotheses: Vec<Hypothesis>, steps: &[Step]) -> Vec<Hypothesis> {
    hypotheses.sort_by_key(|hypothesis| hypothesis.cost);
    let mut merged: Vec<Hypothesis> = Vec::new();
    for hypothesis in hypotheses {
        match merged.iter_mut().find(|kept| same_point(kept, &hypothesis)) {
            Some(kept)
                if kept.cost.evidence == hypothesis.cost.evidence && kept.doubts.len() < MAX_DOUBTS =>
            {
                kept.doubts.extend(differing(kept.step, hypothesis.step, steps));
            }
            Some(_) => {}
            None => merged.push(hypothesis),
        }
    }
    merged
}

/// Returns `true` if both hypotheses allow the same continuations.
fn same_point(left: &Hypothesis, right: &Hypothesis) -> bool {
    let same_object = |(left, right): (&OpenObject, &OpenObject)| {
        left.item == right.item && left.node == right.node && left.next == right.next
    };
    left.open_objects.len() == right.open_objects.len()
        && (left.cells, left.columns) == (right.cells, right.columns)
        && left.open_objects.iter().zip(&right.open_objects).all(same_object)
}

/// Returns the first item that the two hypotheses place differently.
pub(super) fn differing(left_at: Option<usize>, right_at: Option<usize>, steps: &[Step]) -> Option<usize> {
    let (mut left_at, mut right_at) = (left_at, right_at);
    let mut first = None;
    for _ in 0..MAX_COMPARED_ROWS {
        if left_at == right_at {
            break;
        }
        let (Some(left), Some(right)) =
            (left_at.and_then(|at| steps.get(at)), right_at.and_then(|at| steps.get(at)))
        else {
            break;
        };
        let (a, b) = (&left.placed, &right.placed);
        if a.item != b.item || a.level != b.level {
            first = Some(a.item.min(b.item));
        }
        if a.item >= b.item {
            left_at = left.previous;
        }
        if b.item >= a.item {
            right_at = right.previous;
        }
    }
    first
}
