//! What an item can be, and what speaks against it.

use super::super::cell::{first_word, is_list, is_name, is_scalar, is_type, must};
use super::super::limits;
use super::super::sample::{Member, Sample};
use super::super::table::{Cell, Item, Place, Rest, Row, Side, Table};
use super::reading::{Cost, Frame, Reading};
use super::{DEEPEST, Placed};
use crate::model::{FieldType, Limits};

/// A member of the sample that no row is.
pub(super) const MISSED: u32 = 4;
/// An object without members.
pub(super) const EMPTY: u32 = 5;
/// A row that the sample does not show.
const OMITTED: u32 = 1;
/// A name that the object has already.
const TWICE: u32 = 3;
/// A cell more than the table has columns.
const TOO_MANY: u32 = 2;
/// A cell more that can be another line of the one before.
const ANOTHER_LINE: u32 = 1;
/// A member without members that is not marked as one, where others are.
const UNMARKED: u32 = 2;
/// A row without a type.
const NO_TYPE: u32 = 3;

/// That a row is in an object that looks ended, and that its name is like none there: more than there are levels.
const OVER: u32 = 64;
const STRANGE: u32 = 128;
/// That a line which looks like a row is a description: more than all that can speak against the row.
const UNLIKELY: u32 = 1024;

/// What becomes of an item.
pub(super) enum Move {
    /// It is a cell of the last row; limits do not count.
    Cell { counts: bool },
    /// It is a limit of the last row, and a description may follow.
    Limit,
    /// It starts a row that can have so many cells.
    Row { placed: Placed, columns: usize },
}

/// A move, and what the reading costs with it.
pub(super) struct Next {
    pub(super) step: Move,
    pub(super) cost: Cost,
}

/// What there is to choose from.
pub(super) struct Options<'a> {
    pub(super) table: &'a Table,
    pub(super) sample: Option<&'a Sample>,
    pub(super) names: &'a [u32],
}

/// A row to be placed.
#[derive(Clone, Copy)]
struct Start<'a> {
    item: usize,
    name: &'a str,
    ty: &'a str,
    leaf: bool,
    /// Whether it is a list, where its brackets may be an example.
    list: Option<bool>,
    /// Whether it is a parameter or a member of the reply's root; none where it can be either.
    top: Option<bool>,
    columns: usize,
    cost: Cost,
    /// Whether it has members only if the sample shows some.
    only_shown: bool,
}

impl Options<'_> {
    /// Adds what the item can be after this reading.
    pub(super) fn after(&self, at: usize, reading: &Reading, item: usize, moves: &mut Vec<(usize, Next)>) {
        let mut push = |step, cost| moves.push((at, Next { step, cost }));
        match &self.table.items[item] {
            Item::Row(row) => self.whole_row(reading, item, row, &mut push),
            Item::Cell(Cell { row: Some(row), .. }) => {
                // both speak against the sample alike, so that the user is told; a row with all its cells is more likely to end
                let surplus = if reading.cells < reading.columns { 0 } else { ANOTHER_LINE };
                let mut cost = reading.cost;
                cost += Cost { evidence: OMITTED + surplus, preference: UNLIKELY };
                push(Move::Cell { counts: true }, cost);
                self.whole_row(reading, item, row, &mut push);
            }
            Item::Cell(cell) if cell.leaf => {
                let ty = self.cell(item + 1).map_or("", |cell| &cell.text);
                self.place(reading, &self.nested(item, &cell.text, ty, true), &mut push);
            }
            Item::Cell(cell) => self.plain_cell(reading, item, cell, &mut push),
        }
    }

    fn whole_row(&self, reading: &Reading, item: usize, row: &Row, push: &mut impl FnMut(Move, Cost)) {
        let unsure =
            self.table.side == Side::Response && is_list(&row.ty) && matches!(row.rest, Rest::Joined(_));
        let kinds: &[(bool, Option<bool>)] = match row.place {
            // without marks nobody knows which have members; plain values have some where the sample shows them
            Place::Top if !self.table.marked => &[(true, Some(true)), (false, Some(true))],
            Place::Top if row.open => &[(false, Some(true))],
            Place::Top => &[(true, Some(true))],
            Place::Leaf => &[(true, Some(false))],
            Place::Inside if self.table.marked => &[(false, Some(false))],
            Place::Inside => &[(true, Some(false)), (false, Some(false))],
            Place::Any => &[(true, Some(true)), (false, None)],
        };
        for (leaf, top) in kinds {
            let lists: &[Option<bool>] = if unsure && !leaf { &[Some(true), Some(false)] } else { &[None] };
            for list in lists {
                let cost = Cost { evidence: 0, preference: u32::from(*list == Some(false)) };
                let (leaf, list, top) = (*leaf, *list, *top);
                let only_shown = !self.table.marked && is_scalar(&row.ty);
                let (name, ty) = (row.name.as_str(), row.ty.as_str());
                let start = Start { item, name, ty, leaf, list, top, columns: 0, cost, only_shown };
                self.place(reading, &start, push);
            }
        }
    }

    fn plain_cell(&self, reading: &Reading, item: usize, cell: &Cell, push: &mut impl FnMut(Move, Cost)) {
        let cost = reading.cost;
        if reading.cells == 0 && reading.columns > 1 {
            return push(Move::Cell { counts: true }, cost);
        }
        if reading.step.is_none() {
            return self
                .object_start(item, cell)
                .into_iter()
                .for_each(|start| self.place_object(reading, start, push));
        }
        if limits::read(&cell.text, &mut Limits::default()) {
            return push(Move::Limit, cost);
        }
        let start = self.object_start(item, cell);
        let certain = self.table.side == Side::Request && start.is_some();
        if !certain {
            let surplus = if cell.loose { ANOTHER_LINE } else { TOO_MANY };
            let evidence = if reading.cells < reading.columns { 0 } else { surplus };
            let preference = if start.as_ref().is_some_and(|start| !is_scalar(start.ty)) { 2 } else { 0 };
            let mut cost = cost;
            cost += Cost { evidence, preference };
            push(Move::Cell { counts: true }, cost);
        }
        if let Some(start) = start {
            self.place_object(reading, start, push);
        }
    }

    /// Adds the places of a row that is not marked as a member without members. Where such are not marked, it can be one; and
    /// where the rows at the top stand in cells as well, it can be one of them.
    fn place_object(&self, reading: &Reading, start: Start<'_>, push: &mut impl FnMut(Move, Cost)) {
        let is_plain = is_scalar(start.ty);
        let top = if self.table.split { None } else { start.top };
        let only_shown = is_plain && !self.table.marked;
        self.place(reading, &Start { top, only_shown, ..start }, push);
        let lost_its_mark = is_plain && self.table.marked;
        if !self.table.marked || lost_its_mark || self.table.split {
            let mut cost = start.cost;
            cost += Cost {
                evidence: if lost_its_mark && !self.table.split { UNMARKED } else { 0 },
                preference: 0,
            };
            let top = match (self.table.split, self.table.marked) {
                (false, _) => Some(false),
                (true, true) => Some(true),
                (true, false) => None,
            };
            self.place(reading, &Start { leaf: true, top, cost, ..start }, push);
        }
    }

    /// The row of an object that a cell can start. In a request's table the third cell tells.
    fn object_start<'a>(&'a self, item: usize, cell: &'a Cell) -> Option<Start<'a>> {
        let ty = self.cell(item + 1)?;
        if !is_name(&cell.text) || ty.leaf {
            return None;
        }
        let typed = ty.text.is_empty() || is_type(&ty.text);
        let mut start = self.nested(item, &cell.text, &ty.text, false);
        match self.table.side {
            Side::Request if must(&ty.text).is_some() => {
                // the cell of a type that is missing: but a type whose name is missing looks the same
                (!is_type(&cell.text)).then_some(())?;
                start.ty = "";
            }
            Side::Request => {
                must(&self.cell(item + 2)?.text)?;
                typed.then_some(())?;
            }
            Side::Response => {
                typed.then_some(())?;
                start.cost.preference += if is_scalar(&ty.text) && self.table.marked { 4 } else { 0 };
            }
        }
        Some(start)
    }

    fn nested<'a>(&self, item: usize, name: &'a str, ty: &'a str, leaf: bool) -> Start<'a> {
        let columns = match self.table.side {
            Side::Request => 4,
            Side::Response => 3,
        };
        let cost = Cost::default();
        Start { item, name, ty, leaf, list: None, top: Some(false), columns, cost, only_shown: false }
    }

    fn cell(&self, item: usize) -> Option<&Cell> {
        self.table.items.get(item)?.cell()
    }

    /// Adds each place that a row can have: in the innermost object, or in one around it.
    fn place(&self, reading: &Reading, start: &Start<'_>, push: &mut impl FnMut(Move, Cost)) {
        let mut cost = reading.cost;
        cost += start.cost;
        cost += row_end_cost(reading);
        let (innermost, outermost) = match start.top {
            Some(true) => (0, 0),
            Some(false) => (reading.frames.len() - 1, 1),
            None => (reading.frames.len() - 1, 0),
        };
        for (level, frame) in reading.frames.iter().enumerate().rev() {
            if level < outermost {
                break;
            }
            if level <= innermost {
                self.place_in(reading, level, start, cost, push);
            }
            cost += frame.end_cost(self.sample, EMPTY);
        }
    }

    /// Adds a row as a member of one object.
    fn place_in(
        &self,
        reading: &Reading,
        level: usize,
        start: &Start<'_>,
        mut cost: Cost,
        push: &mut impl FnMut(Move, Cost),
    ) {
        let frame = &reading.frames[level];
        if !start.leaf && level + 1 >= DEEPEST {
            return;
        }
        let (member, found) = self.find(frame, start.name);
        cost += found;
        if member.is_none() {
            let preference = self.reluctance(&reading.frames, level, start);
            cost += Cost { evidence: OMITTED + u32::from(!start.leaf), preference };
        }
        if frame.names.contains(&self.names[start.item]) {
            cost += Cost { evidence: TWICE, preference: 0 };
        }
        let shown = member.zip(self.sample).and_then(|((node, at), sample)| sample.members(node).get(at));
        if start.only_shown && !start.leaf && shown.is_none_or(|shown| !shown.has_members()) {
            return;
        }
        for (inner, odd) in inner_objects(start, shown) {
            let mut cost = cost;
            cost += Cost { evidence: odd, preference: 0 };
            let placed =
                Placed { item: start.item, level, leaf: start.leaf, list: start.list, member, inner };
            push(Move::Row { placed, columns: start.columns }, cost);
        }
    }

    /// How little a row that the sample does not show looks like a member of an object. Most of all it is told by its name, which
    /// starts as those of its neighbours do. A reply's sample leaves out little, so an object of which it has shown everything is
    /// taken as ended; a request's leaves out every number without an example, so there the row stays in the innermost object.
    fn reluctance(&self, frames: &[Frame], level: usize, start: &Start<'_>) -> u32 {
        let frame = &frames[level];
        let over = self.table.side == Side::Response && frame.to_come(self.sample) == 0;
        let ended = u32::try_from(frames.len() - level).unwrap_or(OVER);
        ended
            + if over { OVER } else { 0 }
            + if self.is_akin(frame, frames.get(level + 1), start.name) { 0 } else { STRANGE }
    }

    /// Whether a name starts as that of an object does, or as that of a member of it. The object that ends before the row is no
    /// such member: its own members have its name, too.
    fn is_akin(&self, frame: &Frame, ended: Option<&Frame>, name: &str) -> bool {
        let Some((word, (node, sample))) = first_word(name).zip(frame.node.zip(self.sample)) else {
            return false;
        };
        let named = |frame: &Frame| {
            frame
                .item
                .and_then(|item| first_word(self.table.items[item].name()))
                .is_some_and(|found| found == word)
        };
        named(frame) || sample.with_word(node, &word) > usize::from(ended.is_some_and(named))
    }

    /// The sample's member of a name in an object, and what it costs to go there.
    fn find(&self, frame: &Frame, name: &str) -> (Option<(usize, usize)>, Cost) {
        let nowhere = (None, Cost::default());
        let Some((node, sample)) = frame.node.zip(self.sample) else { return nowhere };
        if let Some(at) = sample.find(node, name, frame.next) {
            let missed = u32::try_from(at - frame.next).unwrap_or(u32::MAX).saturating_mul(MISSED);
            return (Some((node, at)), Cost { evidence: missed, preference: 0 });
        }
        match sample.find(node, name, 0).filter(|at| frame.passed.contains(at)) {
            Some(at) => (Some((node, at)), Cost { evidence: OMITTED, preference: 0 }),
            None => nowhere,
        }
    }
}

/// What it costs that a row ends with so many cells.
fn row_end_cost(reading: &Reading) -> Cost {
    let missing = reading.columns.saturating_sub(reading.cells);
    if reading.columns > 1 && reading.cells == 0 {
        return Cost { evidence: NO_TYPE, preference: 0 };
    }
    Cost { evidence: 0, preference: if missing > 1 { 2 } else { 0 } }
}

/// The sample's objects that can show a row's members, each with what speaks against it.
fn inner_objects(start: &Start<'_>, shown: Option<&Member>) -> Vec<(Option<usize>, u32)> {
    let Some(shown) = shown else { return vec![(None, 0)] };
    if start.leaf {
        let odd = shown.object.is_some() && shown.items.is_none() && is_scalar(start.ty);
        return vec![(None, u32::from(odd))];
    }
    let list = start.list.unwrap_or_else(|| is_list(start.ty));
    let mut inner = Vec::new();
    if let Some(items) = &shown.items {
        let wrapped = items.name.as_ref().is_none_or(|name| *name == FieldType::parse(start.ty).item_name());
        inner.push((items.node, u32::from(!list) + u32::from(!wrapped)));
    }
    if let Some(object) = shown.object {
        inner.push((Some(object), u32::from(list)));
    }
    if inner.is_empty() {
        inner.push((None, 0));
    }
    inner
}
