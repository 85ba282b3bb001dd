//! One way to read a table up to some item.

use std::collections::HashSet;
use std::ops::AddAssign;
use std::rc::Rc;

use super::super::sample::Sample;
use super::Placed;
use super::options::{MISSED, Move, Next};

/// How many names of an object are kept to know them again. No object of the platform has as many.
const MOST_NAMES: usize = 1024;
/// How many of the sample's members are kept that the table passed over.
const MOST_PASSED: usize = 16;

/// What speaks against a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Contradictions with the sample, or within the table.
    pub(super) evidence: u32,
    /// What is merely less usual.
    pub(super) preference: u32,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.evidence = self.evidence.saturating_add(other.evidence);
        self.preference = self.preference.saturating_add(other.preference);
    }
}

/// A row in its place, and the row before it.
pub(super) struct Step {
    pub(super) placed: Placed,
    pub(super) before: Option<usize>,
}

/// A reading of the items so far.
#[derive(Clone)]
pub(super) struct Reading {
    /// The open objects, from the root on.
    pub(super) frames: Vec<Frame>,
    /// The last row.
    pub(super) step: Option<usize>,
    /// How many cells the last row has, its name aside, and how many it can have.
    pub(super) cells: usize,
    pub(super) columns: usize,
    pub(super) cost: Cost,
    /// Items whose place is a guess.
    pub(super) doubts: Vec<usize>,
}

/// An open object.
#[derive(Clone)]
pub(super) struct Frame {
    /// The item of its row; none for the root.
    pub(super) item: Option<usize>,
    /// The sample's object.
    pub(super) node: Option<usize>,
    /// The sample's next member.
    pub(super) next: usize,
    /// The sample's members that the table passed over.
    pub(super) passed: Vec<usize>,
    /// The names in it.
    pub(super) names: Rc<HashSet<u32>>,
}

impl Frame {
    fn new(item: Option<usize>, node: Option<usize>) -> Self {
        Self { item, node, next: 0, passed: Vec::new(), names: Rc::default() }
    }

    /// How many members of the sample's object are still to come.
    pub(super) fn to_come(&self, sample: Option<&Sample>) -> u32 {
        let shown = self.node.zip(sample).map_or(0, |(node, sample)| sample.members(node).len());
        u32::try_from(shown.saturating_sub(self.next)).unwrap_or(u32::MAX)
    }

    /// What it costs to end here.
    pub(super) fn end_cost(&self, sample: Option<&Sample>, empty: u32) -> Cost {
        let missed = self.to_come(sample);
        let mut cost = Cost { evidence: missed.saturating_mul(MISSED), preference: 0 };
        if self.names.is_empty() && self.item.is_some() {
            cost.evidence = cost.evidence.saturating_add(empty);
        }
        cost
    }
}

impl Reading {
    /// Before the first item.
    pub(super) fn start(root: Option<usize>) -> Self {
        let frames = vec![Frame::new(None, root)];
        Self { frames, step: None, cells: 0, columns: 0, cost: Cost::default(), doubts: Vec::new() }
    }

    /// What the reading costs if the table ends here.
    pub(super) fn end_cost(&self, sample: Option<&Sample>) -> Cost {
        let mut cost = self.cost;
        self.frames.iter().for_each(|frame| cost += frame.end_cost(sample, super::options::EMPTY));
        cost
    }

    /// The reading with one more item.
    pub(super) fn follow(&self, next: Next, item: usize, name: u32, steps: &mut Vec<Step>) -> Self {
        let mut reading = Self { cost: next.cost, ..self.clone() };
        match next.step {
            Move::Cell { counts } => reading.cells += usize::from(counts),
            Move::Limit => reading.columns = reading.columns.max(reading.cells + 1),
            Move::Row { placed, columns } => {
                reading.frames.truncate(placed.level + 1);
                if let Some(parent) = reading.frames.last_mut() {
                    parent.take(placed.member.map(|(_, at)| at), name);
                }
                if !placed.leaf {
                    reading.frames.push(Frame::new(Some(item), placed.inner));
                }
                steps.push(Step { placed, before: reading.step });
                reading.step = Some(steps.len() - 1);
                (reading.cells, reading.columns) = (0, columns);
            }
        }
        reading
    }
}

impl Frame {
    /// A row in it, and the sample's member that shows the row.
    fn take(&mut self, member: Option<usize>, name: u32) {
        match member {
            Some(at) if at >= self.next => {
                let room = MOST_PASSED.saturating_sub(self.passed.len());
                self.passed.extend((self.next..at).take(room));
                self.next = at + 1;
            }
            Some(at) => self.passed.retain(|passed| *passed != at),
            None => {}
        }
        if self.names.len() < MOST_NAMES && !self.names.contains(&name) {
            Rc::make_mut(&mut self.names).insert(name);
        }
    }
}
