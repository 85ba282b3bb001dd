//! Hypotheses of the beam search.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::sample::Sample;
use super::cost::{Cost, EMPTY_OBJECT, SAMPLE_MEMBER_SKIPPED};

/// Number of names kept per object for duplicate detection. No known object has as many.
const MAX_NAMES: usize = 1024;
/// Number of skipped sample members kept per object.
const MAX_SKIPPED: usize = 16;

/// A row with its place in the tree.
#[derive(Clone, Debug)]
pub(in crate::page) struct PlacedRow {
    /// Index of its first item in the table.
    pub(in crate::page) item: usize,
    /// Number of enclosing objects.
    pub(in crate::page) level: usize,
    /// `true` if the row has no members.
    pub(in crate::page) leaf: bool,
    /// `true` for a list; `None` if the brackets in the table decide.
    pub(in crate::page) list: Option<bool>,
    /// Matching sample member: object and index.
    pub(in crate::page) member: Option<(usize, usize)>,
    /// Sample object that contains its members.
    pub(in crate::page) inner: Option<usize>,
}

/// Interpretation of an item.
pub(super) enum Transition {
    /// A cell of the last row. Limits do not count as cells.
    Cell { counts: bool },
    /// A limit of the last row; a description may follow.
    Limit,
    /// The start of a row with up to `columns` cells.
    Row { placed: PlacedRow, columns: usize },
}

/// A transition and the resulting cost.
pub(super) struct ScoredTransition {
    pub(super) step: Transition,
    pub(super) cost: Cost,
}

/// A placed row and a link to the previous one.
pub(super) struct Step {
    pub(super) placed: PlacedRow,
    pub(super) previous: Option<usize>,
}

/// One interpretation of the items read so far.
#[derive(Clone)]
pub(super) struct Hypothesis {
    /// Open objects, outermost first.
    pub(super) open_objects: Vec<OpenObject>,
    /// Index of the last row.
    pub(super) step: Option<usize>,
    /// Number of cells of the last row, without its name, and the maximum.
    pub(super) cells: usize,
    pub(super) columns: usize,
    pub(super) cost: Cost,
    /// Items whose place is a guess.
    pub(super) doubts: Vec<usize>,
}

/// An open object.
#[derive(Clone)]
pub(super) struct OpenObject {
    /// Item of its row; `None` for the root.
    pub(super) item: Option<usize>,
    /// Matching sample object.
    pub(super) node: Option<usize>,
    /// Index of the next sample member.
    pub(super) next: usize,
    /// Sample members that the table skipped.
    pub(super) skipped: Vec<usize>,
    /// Numbers of the names in the object.
    pub(super) names: Rc<HashSet<u32>>,
}

impl OpenObject {
    fn new(item: Option<usize>, node: Option<usize>) -> Self {
        Self { item, node, next: 0, skipped: Vec::new(), names: Rc::default() }
    }

    /// Returns the number of sample members not matched yet.
    pub(super) fn remaining_members(&self, sample: Option<&Sample>) -> u32 {
        let total = self.node.zip(sample).map_or(0, |(node, sample)| sample.members(node).len());
        u32::try_from(total.saturating_sub(self.next)).unwrap_or(u32::MAX)
    }

    /// Returns the cost of ending the object here.
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
    /// Creates the hypothesis before the first item.
    pub(super) fn start(root: Option<usize>) -> Self {
        let open_objects = vec![OpenObject::new(None, root)];
        Self { open_objects, step: None, cells: 0, columns: 0, cost: Cost::default(), doubts: Vec::new() }
    }

    /// Returns the total cost if the table ends here.
    pub(super) fn end_cost(&self, sample: Option<&Sample>) -> Cost {
        let mut cost = self.cost;
        self.open_objects.iter().for_each(|object| cost += object.end_cost(sample, EMPTY_OBJECT));
        cost
    }

    /// Returns the hypothesis extended by one item.
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
    /// Adds a row and marks its sample member as used.
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
