//! One way to read a table up to some item.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::sample::Sample;
use super::cost::{Cost, EMPTY_OBJECT, SAMPLE_MEMBER_SKIPPED};

/// How many names of an object are kept to know them again. No object of the platform has as many.
const MAX_NAMES: usize = 1024;
/// How many of the sample's members are kept that the table passed over.
const MAX_SKIPPED: usize = 16;

/// A row in its place.
#[derive(Clone, Debug)]
pub(in crate::page) struct PlacedRow {
    /// Its first item in the table.
    pub(in crate::page) item: usize,
    /// How many objects it is in.
    pub(in crate::page) level: usize,
    /// Whether no members of it follow.
    pub(in crate::page) leaf: bool,
    /// Whether it is a list, where brackets in the table may be an example.
    pub(in crate::page) list: Option<bool>,
    /// The sample's member that shows it: its object, and its place there.
    pub(in crate::page) member: Option<(usize, usize)>,
    /// The sample's object that shows its members.
    pub(in crate::page) inner: Option<usize>,
}

/// What becomes of an item.
pub(super) enum Transition {
    /// It is a cell of the last row; limits do not count.
    Cell { counts: bool },
    /// It is a limit of the last row, and a description may follow.
    Limit,
    /// It starts a row that can have so many cells.
    Row { placed: PlacedRow, columns: usize },
}

/// A move, and what the hypothesis costs with it.
pub(super) struct ScoredTransition {
    pub(super) step: Transition,
    pub(super) cost: Cost,
}

/// A row in its place, and the row before it.
pub(super) struct Step {
    pub(super) placed: PlacedRow,
    pub(super) previous: Option<usize>,
}

/// A hypothesis of the items so far.
#[derive(Clone)]
pub(super) struct Hypothesis {
    /// The open objects, from the root on.
    pub(super) open_objects: Vec<OpenObject>,
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
pub(super) struct OpenObject {
    /// The item of its row; none for the root.
    pub(super) item: Option<usize>,
    /// The sample's object.
    pub(super) node: Option<usize>,
    /// The sample's next member.
    pub(super) next: usize,
    /// The sample's members that the table passed over.
    pub(super) skipped: Vec<usize>,
    /// The names in it.
    pub(super) names: Rc<HashSet<u32>>,
}

impl OpenObject {
    fn new(item: Option<usize>, node: Option<usize>) -> Self {
        Self { item, node, next: 0, skipped: Vec::new(), names: Rc::default() }
    }

    /// How many members of the sample's object are still to come.
    pub(super) fn remaining_members(&self, sample: Option<&Sample>) -> u32 {
        let shown = self.node.zip(sample).map_or(0, |(node, sample)| sample.members(node).len());
        u32::try_from(shown.saturating_sub(self.next)).unwrap_or(u32::MAX)
    }

    /// What it costs to end here.
    pub(super) fn end_cost(&self, sample: Option<&Sample>, empty: u32) -> Cost {
        let missed = self.remaining_members(sample);
        let mut cost = Cost { evidence: missed.saturating_mul(SAMPLE_MEMBER_SKIPPED), preference: 0 };
        if self.names.is_empty() && self.item.is_some() {
            cost.evidence = cost.evidence.saturating_add(empty);
        }
        cost
    }
}

impl Hypothesis {
    /// Before the first item.
    pub(super) fn start(root: Option<usize>) -> Self {
        let open_objects = vec![OpenObject::new(None, root)];
        Self { open_objects, step: None, cells: 0, columns: 0, cost: Cost::default(), doubts: Vec::new() }
    }

    /// What the hypothesis costs if the table ends here.
    pub(super) fn end_cost(&self, sample: Option<&Sample>) -> Cost {
        let mut cost = self.cost;
        self.open_objects.iter().for_each(|object| cost += object.end_cost(sample, EMPTY_OBJECT));
        cost
    }

    /// The hypothesis with one more item.
    pub(super) fn follow(
        &self,
        next: ScoredTransition,
        item: usize,
        name: u32,
        steps: &mut Vec<Step>,
    ) -> Self {
        let mut hypothesis = Self { cost: next.cost, ..self.clone() };
        match next.step {
            Transition::Cell { counts } => hypothesis.cells += usize::from(counts),
            Transition::Limit => hypothesis.columns = hypothesis.columns.max(hypothesis.cells + 1),
            Transition::Row { placed, columns } => {
                hypothesis.open_objects.truncate(placed.level + 1);
                if let Some(parent) = hypothesis.open_objects.last_mut() {
                    parent.take(placed.member.map(|(_, at)| at), name);
                }
                if !placed.leaf {
                    hypothesis.open_objects.push(OpenObject::new(Some(item), placed.inner));
                }
                steps.push(Step { placed, previous: hypothesis.step });
                hypothesis.step = Some(steps.len() - 1);
                (hypothesis.cells, hypothesis.columns) = (0, columns);
            }
        }
        hypothesis
    }
}

impl OpenObject {
    /// A row in it, and the sample's member that shows the row.
    fn take(&mut self, member: Option<usize>, name: u32) {
        match member {
            Some(at) if at >= self.next => {
                let room = MAX_SKIPPED.saturating_sub(self.skipped.len());
                self.skipped.extend((self.next..at).take(room));
                self.next = at + 1;
            }
            Some(at) => self.skipped.retain(|skipped| *skipped != at),
            None => {}
        }
        if self.names.len() < MAX_NAMES && !self.names.contains(&name) {
            Rc::make_mut(&mut self.names).insert(name);
        }
    }
}
