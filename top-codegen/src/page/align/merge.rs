//! Readings that came to the same point by different ways.

use super::hypothesis::{Hypothesis, OpenObject, Step};

/// How far back the rows of two hypotheses are compared.
const MAX_COMPARED_ROWS: usize = 512;
/// How many doubts one table can have.
const MAX_DOUBTS: usize = 64;

/// The cheapest hypothesis of each point, cheapest first. Another one that cost as much leaves a doubt.
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

/// Whether what can follow is the same for both.
fn same_point(one: &Hypothesis, other: &Hypothesis) -> bool {
    let same_object = |(one, other): (&OpenObject, &OpenObject)| {
        one.item == other.item && one.node == other.node && one.next == other.next
    };
    one.open_objects.len() == other.open_objects.len()
        && (one.cells, one.columns) == (other.cells, other.columns)
        && one.open_objects.iter().zip(&other.open_objects).all(same_object)
}

/// The first item that the two hypotheses place differently.
pub(super) fn differing(one: Option<usize>, other: Option<usize>, steps: &[Step]) -> Option<usize> {
    let (mut one, mut other) = (one, other);
    let mut first = None;
    for _ in 0..MAX_COMPARED_ROWS {
        if one == other {
            break;
        }
        let (Some(left), Some(right)) =
            (one.and_then(|at| steps.get(at)), other.and_then(|at| steps.get(at)))
        else {
            break;
        };
        let (a, b) = (&left.placed, &right.placed);
        if a.item != b.item || a.level != b.level {
            first = Some(a.item.min(b.item));
        }
        if a.item >= b.item {
            one = left.previous;
        }
        if b.item >= a.item {
            other = right.previous;
        }
    }
    first
}
