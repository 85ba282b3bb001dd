//! Readings that came to the same point by different ways.

use super::reading::{Frame, Reading, Step};

/// How far back the rows of two readings are compared.
const FARTHEST: usize = 512;
/// How many doubts one table can have.
const MOST_DOUBTS: usize = 64;

/// The cheapest reading of each point, cheapest first. Another one that cost as much leaves a doubt.
pub(super) fn merge(mut readings: Vec<Reading>, steps: &[Step]) -> Vec<Reading> {
    readings.sort_by_key(|reading| reading.cost);
    let mut merged: Vec<Reading> = Vec::new();
    for reading in readings {
        match merged.iter_mut().find(|kept| same_point(kept, &reading)) {
            Some(kept) if kept.cost.evidence == reading.cost.evidence && kept.doubts.len() < MOST_DOUBTS => {
                kept.doubts.extend(differing(kept.step, reading.step, steps));
            }
            Some(_) => {}
            None => merged.push(reading),
        }
    }
    merged
}

/// Whether what can follow is the same for both.
fn same_point(one: &Reading, other: &Reading) -> bool {
    let same_frame = |(one, other): (&Frame, &Frame)| {
        one.item == other.item && one.node == other.node && one.next == other.next
    };
    one.frames.len() == other.frames.len()
        && (one.cells, one.columns) == (other.cells, other.columns)
        && one.frames.iter().zip(&other.frames).all(same_frame)
}

/// The first item that the two readings place differently.
pub(super) fn differing(one: Option<usize>, other: Option<usize>, steps: &[Step]) -> Option<usize> {
    let (mut one, mut other) = (one, other);
    let mut first = None;
    for _ in 0..FARTHEST {
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
            one = left.before;
        }
        if b.item >= a.item {
            other = right.before;
        }
    }
    first
}
