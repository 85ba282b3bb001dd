//! Transitions: how each item can continue a hypothesis, and what it costs.

use super::super::cell::{first_word, is_list, is_name, is_scalar, is_type, requiredness};
use super::super::limits;
use super::super::sample::{Member, Sample};
use super::super::table::{Cell, Item, Position, Rest, Row, Side, Table};
use super::cost::{
    COMPLETE_OBJECT, Cost, DUPLICATE_NAME, EMPTY_OBJECT, EXTRA_CELL, EXTRA_LINE, MISSING_LEAF_MARK,
    MISSING_TYPE, NOT_IN_SAMPLE, ROW_AS_DESCRIPTION, SAMPLE_MEMBER_SKIPPED, UNRELATED_NAME,
};
use super::hypothesis::{Hypothesis, OpenObject, PlacedRow, ScoredTransition, Transition};
use crate::model::{FieldType, Limits};

/// The deepest level of a table. The platform's own pages end at 7.
pub(super) const MAX_LEVEL: usize = 32;
/// Computes the transitions of an item.
pub(super) struct Transitions<'a> {
    pub(super) table: &'a Table,
    pub(super) sample: Option<&'a Sample>,
    pub(super) names: &'a [u32],
}

/// A possible row, before its place is chosen.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    item: usize,
    name: &'a str,
    ty: &'a str,
    leaf: bool,
    /// `true` for a list; `None` if the brackets decide.
    list: Option<bool>,
    /// `true` for a top-level row, `false` for a nested one, `None` for either.
    top: Option<bool>,
    columns: usize,
    cost: Cost,
    /// `true` if the row has members only where the sample shows some.
    needs_sample_members: bool,
}

impl Transitions<'_> {
    /// Adds the transitions from `hypothesis` for one item.
    pub(super) fn after(
        &self,
        at: usize,
        hypothesis: &Hypothesis,
        item: usize,
        transitions: &mut Vec<(usize, ScoredTransition)>,
    ) {
        let mut push = |step, cost| transitions.push((at, ScoredTransition { step, cost }));
        match &self.table.items[item] {
            Item::Row(row) => self.whole_row(hypothesis, item, row, &mut push),
            Item::Cell(Cell { row: Some(row), .. }) => {
                // Both readings contradict the sample equally, so the user is warned; a row with
                // all its cells is more likely to end.
                let surplus = if hypothesis.cells < hypothesis.columns { 0 } else { EXTRA_LINE };
                let mut cost = hypothesis.cost;
                cost += Cost { evidence: NOT_IN_SAMPLE + surplus, preference: ROW_AS_DESCRIPTION };
                push(Transition::Cell { counts: true }, cost);
                self.whole_row(hypothesis, item, row, &mut push);
            }
            Item::Cell(cell) if cell.leaf => {
                let ty = self.cell(item + 1).map_or("", |cell| &cell.text);
                self.place(hypothesis, &self.nested(item, &cell.text, ty, true), &mut push);
            }
            Item::Cell(cell) => self.plain_cell(hypothesis, item, cell, &mut push),
        }
    }

    fn whole_row(
        &self,
        hypothesis: &Hypothesis,
        item: usize,
        row: &Row,
        push: &mut impl FnMut(Transition, Cost),
    ) {
        let unsure =
            self.table.side == Side::Response && is_list(&row.ty) && matches!(row.rest, Rest::Joined(_));
        let kinds: &[(bool, Option<bool>)] = match row.place {
            // Without marks, any row can have members; scalar types only where the sample shows
            // them.
            Position::Top if !self.table.marked => &[(true, Some(true)), (false, Some(true))],
            Position::Top if row.open => &[(false, Some(true))],
            Position::Top => &[(true, Some(true))],
            Position::Leaf => &[(true, Some(false))],
            Position::Inside if self.table.marked => &[(false, Some(false))],
            Position::Inside => &[(true, Some(false)), (false, Some(false))],
            Position::Any => &[(true, Some(true)), (false, None)],
        };
        for (leaf, top) in kinds {
            let lists: &[Option<bool>] = if unsure && !leaf { &[Some(true), Some(false)] } else { &[None] };
            for list in lists {
                let cost = Cost { evidence: 0, preference: u32::from(*list == Some(false)) };
                let (leaf, list, top) = (*leaf, *list, *top);
                let needs_sample_members = !self.table.marked && is_scalar(&row.ty);
                let (name, ty) = (row.name.as_str(), row.ty.as_str());
                let candidate =
                    Candidate { item, name, ty, leaf, list, top, columns: 0, cost, needs_sample_members };
                self.place(hypothesis, &candidate, push);
            }
        }
    }

    fn plain_cell(
        &self,
        hypothesis: &Hypothesis,
        item: usize,
        cell: &Cell,
        push: &mut impl FnMut(Transition, Cost),
    ) {
        let cost = hypothesis.cost;
        if hypothesis.cells == 0 && hypothesis.columns > 1 {
            return push(Transition::Cell { counts: true }, cost);
        }
        if hypothesis.step.is_none() {
            return self
                .object_start(item, cell)
                .into_iter()
                .for_each(|candidate| self.place_object(hypothesis, candidate, push));
        }
        if limits::read(&cell.text, &mut Limits::default()) {
            return push(Transition::Limit, cost);
        }
        let candidate = self.object_start(item, cell);
        let certain = self.table.side == Side::Request && candidate.is_some();
        if !certain {
            let surplus = if cell.loose { EXTRA_LINE } else { EXTRA_CELL };
            let evidence = if hypothesis.cells < hypothesis.columns { 0 } else { surplus };
            let preference =
                if candidate.as_ref().is_some_and(|candidate| !is_scalar(candidate.ty)) { 2 } else { 0 };
            let mut cost = cost;
            cost += Cost { evidence, preference };
            push(Transition::Cell { counts: true }, cost);
        }
        if let Some(candidate) = candidate {
            self.place_object(hypothesis, candidate, push);
        }
    }

    /// Adds the places of a row without a leaf mark. If the table has no marks, the row can still
    /// be a leaf; if top-level rows are split into cells, it can also be a top-level row.
    fn place_object(
        &self,
        hypothesis: &Hypothesis,
        candidate: Candidate<'_>,
        push: &mut impl FnMut(Transition, Cost),
    ) {
        let is_plain = is_scalar(candidate.ty);
        let top = if self.table.split { None } else { candidate.top };
        let needs_sample_members = is_plain && !self.table.marked;
        self.place(hypothesis, &Candidate { top, needs_sample_members, ..candidate }, push);
        let lost_its_mark = is_plain && self.table.marked;
        if !self.table.marked || lost_its_mark || self.table.split {
            let mut cost = candidate.cost;
            cost += Cost {
                evidence: if lost_its_mark && !self.table.split { MISSING_LEAF_MARK } else { 0 },
                preference: 0,
            };
            let top = match (self.table.split, self.table.marked) {
                (false, _) => Some(false),
                (true, true) => Some(true),
                (true, false) => None,
            };
            self.place(hypothesis, &Candidate { leaf: true, top, cost, ..candidate }, push);
        }
    }

    /// Returns the object row that a cell can start. In a request table, the third cell decides.
    fn object_start<'a>(&'a self, item: usize, cell: &'a Cell) -> Option<Candidate<'a>> {
        let ty = self.cell(item + 1)?;
        if !is_name(&cell.text) || ty.leaf {
            return None;
        }
        let typed = ty.text.is_empty() || is_type(&ty.text);
        let mut candidate = self.nested(item, &cell.text, &ty.text, false);
        match self.table.side {
            Side::Request if requiredness(&ty.text).is_some() => {
                // The type cell is missing; but a type whose name is missing looks the same.
                (!is_type(&cell.text)).then_some(())?;
                candidate.ty = "";
            }
            Side::Request => {
                requiredness(&self.cell(item + 2)?.text)?;
                typed.then_some(())?;
            }
            Side::Response => {
                typed.then_some(())?;
                candidate.cost.preference += if is_scalar(&ty.text) && self.table.marked { 4 } else { 0 };
            }
        }
        Some(candidate)
    }

    fn nested<'a>(&self, item: usize, name: &'a str, ty: &'a str, leaf: bool) -> Candidate<'a> {
        let columns = self.table.side.spec().cells_after_name;
        let cost = Cost::default();
        Candidate {
            item,
            name,
            ty,
            leaf,
            list: None,
            top: Some(false),
            columns,
            cost,
            needs_sample_members: false,
        }
    }

    fn cell(&self, item: usize) -> Option<&Cell> {
        self.table.items.get(item)?.cell()
    }

    /// Adds each possible place of a row: the innermost object and those around it.
    fn place(
        &self,
        hypothesis: &Hypothesis,
        candidate: &Candidate<'_>,
        push: &mut impl FnMut(Transition, Cost),
    ) {
        let mut cost = hypothesis.cost;
        cost += candidate.cost;
        cost += row_end_cost(hypothesis);
        let (innermost, outermost) = match candidate.top {
            Some(true) => (0, 0),
            Some(false) => (hypothesis.open_objects.len() - 1, 1),
            None => (hypothesis.open_objects.len() - 1, 0),
        };
        for (level, object) in hypothesis.open_objects.iter().enumerate().rev() {
            if level < outermost {
                break;
            }
            if level <= innermost {
                self.place_in(hypothesis, level, candidate, cost, push);
            }
            cost += object.end_cost(self.sample, EMPTY_OBJECT);
        }
    }

    /// Adds a row as a member of one object.
    fn place_in(
        &self,
        hypothesis: &Hypothesis,
        level: usize,
        candidate: &Candidate<'_>,
        mut cost: Cost,
        push: &mut impl FnMut(Transition, Cost),
    ) {
        let object = &hypothesis.open_objects[level];
        if !candidate.leaf && level + 1 >= MAX_LEVEL {
            return;
        }
        let (member, cost_to_reach) = self.find(object, candidate.name);
        cost += cost_to_reach;
        if member.is_none() {
            let preference = self.placement_penalty(&hypothesis.open_objects, level, candidate);
            cost += Cost { evidence: NOT_IN_SAMPLE + u32::from(!candidate.leaf), preference };
        }
        if object.names.contains(&self.names[candidate.item]) {
            cost += Cost { evidence: DUPLICATE_NAME, preference: 0 };
        }
        let sample_member =
            member.zip(self.sample).and_then(|((node, at), sample)| sample.members(node).get(at));
        if candidate.needs_sample_members
            && !candidate.leaf
            && sample_member.is_none_or(|sample_member| !sample_member.has_members())
        {
            return;
        }
        for (inner, odd) in inner_objects(candidate, sample_member) {
            let mut cost = cost;
            cost += Cost { evidence: odd, preference: 0 };
            let placed = PlacedRow {
                item: candidate.item,
                level,
                leaf: candidate.leaf,
                list: candidate.list,
                member,
                inner,
            };
            push(Transition::Row { placed, columns: candidate.columns }, cost);
        }
    }

    /// Returns the penalty for a row that the sample omits. The name prefix matters most. Reply
    /// samples are nearly complete, so an object whose sample members are all used counts as
    /// complete. Request samples omit every number without an example, so the row stays in the
    /// innermost object.
    fn placement_penalty(&self, open_objects: &[OpenObject], level: usize, candidate: &Candidate<'_>) -> u32 {
        let object = &open_objects[level];
        let over = self.table.side == Side::Response && object.remaining_members(self.sample) == 0;
        let ended = u32::try_from(open_objects.len() - level).unwrap_or(COMPLETE_OBJECT);
        ended
            + if over { COMPLETE_OBJECT } else { 0 }
            + if self.shares_name_prefix(object, open_objects.get(level + 1), candidate.name) {
                0
            } else {
                UNRELATED_NAME
            }
    }

    /// Returns `true` if the name shares its first word with the object or with one of its members.
    /// The object that ends before the row is excluded: its members share its name.
    fn shares_name_prefix(&self, object: &OpenObject, ended: Option<&OpenObject>, name: &str) -> bool {
        let Some((word, (node, sample))) = first_word(name).zip(object.node.zip(self.sample)) else {
            return false;
        };
        let named = |object: &OpenObject| {
            object
                .item
                .and_then(|item| first_word(self.table.items[item].name()))
                .is_some_and(|first| first == word)
        };
        named(object) || sample.with_word(node, &word) > usize::from(ended.is_some_and(named))
    }

    /// Finds the sample member with this name, and the cost of skipping to it.
    fn find(&self, object: &OpenObject, name: &str) -> (Option<(usize, usize)>, Cost) {
        let nowhere = (None, Cost::default());
        let Some((node, sample)) = object.node.zip(self.sample) else { return nowhere };
        if let Some(at) = sample.find(node, name, object.next) {
            let missed =
                u32::try_from(at - object.next).unwrap_or(u32::MAX).saturating_mul(SAMPLE_MEMBER_SKIPPED);
            return (Some((node, at)), Cost { evidence: missed, preference: 0 });
        }
        match sample.find(node, name, 0).filter(|at| object.skipped.contains(at)) {
            Some(at) => (Some((node, at)), Cost { evidence: NOT_IN_SAMPLE, preference: 0 }),
            None => nowhere,
        }
    }
}

/// Returns the cost of ending a row with the cells it has.
fn row_end_cost(hypothesis: &Hypothesis) -> Cost {
    let missing = hypothesis.columns.saturating_sub(hypothesis.cells);
    if hypothesis.columns > 1 && hypothesis.cells == 0 {
        return Cost { evidence: MISSING_TYPE, preference: 0 };
    }
    Cost { evidence: 0, preference: if missing > 1 { 2 } else { 0 } }
}

/// Lists the sample objects that can contain the row's members, each with its cost.
fn inner_objects(candidate: &Candidate<'_>, sample_member: Option<&Member>) -> Vec<(Option<usize>, u32)> {
    let Some(sample_member) = sample_member else { return vec![(None, 0)] };
    if candidate.leaf {
        let odd = sample_member.object.is_some() && sample_member.items.is_none() && is_scalar(candidate.ty);
        return vec![(None, u32::from(odd))];
    }
    let list = candidate.list.unwrap_or_else(|| is_list(candidate.ty));
    let mut inner = Vec::new();
    if let Some(items) = &sample_member.items {
        let wrapped =
            items.name.as_ref().is_none_or(|name| *name == FieldType::parse(candidate.ty).item_name());
        inner.push((items.node, u32::from(!list) + u32::from(!wrapped)));
    }
    if let Some(object) = sample_member.object {
        inner.push((Some(object), u32::from(list)));
    }
    if inner.is_empty() {
        inner.push((None, 0));
    }
    inner
}
