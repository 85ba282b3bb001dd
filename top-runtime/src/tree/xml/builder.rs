//! Construction of a tree from XML elements.

use std::borrow::Cow;

use super::super::cell::{Cell, Extent};
use super::super::{MAX_DEPTH, Tree};

pub(super) struct Builder<'t> {
    tree: Tree<'t>,
    open: Vec<Element<'t>>,
    /// The cells of the names of the children of all open elements, innermost last.
    children: Vec<u32>,
    /// Whether the root element has ended.
    done: bool,
}

/// An open element.
struct Element<'t> {
    /// The cell of its value, after that of its name.
    at: usize,
    text: Cow<'t, str>,
    /// Number of children that belong to elements around this one.
    outer: usize,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut tree = Tree { text, ..Tree::default() };
        tree.push(Cell::Object(Extent::default()));
        Self { tree, open: Vec::new(), children: Vec::new(), done: false }
    }

    pub(super) fn start(&mut self, name: &str) -> Result<(), String> {
        if self.done {
            return Err("a second root element".to_owned());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        let name = self.tree.span(name);
        let name_cell = self.tree.push(Cell::Name(name));
        if !self.open.is_empty() {
            self.children
                .push(u32::try_from(name_cell).map_err(|_| "longer than a tree can hold".to_owned())?);
        }
        let at = self.tree.push(Cell::Null);
        self.open.push(Element { at, text: Cow::Borrowed(""), outer: self.children.len() });
        Ok(())
    }

    pub(super) fn text(&mut self, text: Cow<'t, str>) -> Result<(), String> {
        match self.open.last_mut() {
            Some(element) if element.text.is_empty() => element.text = text,
            Some(element) => element.text.to_mut().push_str(&text),
            None if text.trim().is_empty() => {}
            None => return Err("text outside of the root element".to_owned()),
        }
        Ok(())
    }

    pub(super) fn end(&mut self) {
        let Some(Element { at, text, outer }) = self.open.pop() else { return };
        self.done = self.open.is_empty();
        if self.children.len() == outer {
            self.tree.cells[at] = Cell::Text(self.tree.span(&text));
            return;
        }
        self.tree.cells[at] = Cell::Object(Extent::default());
        let members = self.members(outer);
        self.children.truncate(outer);
        self.tree.close(at, u32::try_from(members).unwrap_or(u32::MAX));
    }

    /// Groups children of one name into a list. Returns the number of names.
    fn members(&mut self, outer: usize) -> usize {
        let children = &self.children[outer..];
        if let [first, others @ ..] = children
            && !others.is_empty()
            && others.iter().all(|child| self.name(*child) == self.name(*first))
        {
            self.join(outer);
            return 1;
        }
        let mut sorted = children.to_vec();
        sorted.sort_unstable_by(|a, b| self.name(*a).cmp(self.name(*b)).then(a.cmp(b)));
        let mut groups: Vec<_> = sorted.chunk_by(|a, b| self.name(*a) == self.name(*b)).collect();
        if groups.len() < sorted.len() {
            groups.sort_unstable_by_key(|group| group.first().copied());
            self.regroup(outer, &groups);
        }
        groups.len()
    }

    /// Returns the name in a cell.
    fn name(&self, at: u32) -> &str {
        match self.tree.cells.get(at as usize) {
            Some(Cell::Name(name)) => self.tree.text_at(*name),
            _ => "",
        }
    }

    /// Joins two or more children of one name into a list, in place: the first value moves onto the
    /// second name, and the values from the third on close the gaps.
    fn join(&mut self, outer: usize) {
        let Some((first, others)) = self.children[outer..].split_first() else { return };
        let cells = &mut self.tree.cells;
        let (list, mut free) = (*first as usize + 1, cells.len());
        for (at, &name_cell) in others.iter().enumerate() {
            let value = name_cell as usize + 1;
            let end = others.get(at + 1).map_or(cells.len(), |next| *next as usize);
            if at == 0 {
                cells.copy_within(list..value - 1, list + 1);
                free = end;
            } else {
                cells.copy_within(value..end, free);
                free += end - value;
            }
        }
        cells.truncate(free);
        cells[list] = Cell::Array(Extent::default());
        self.tree.close(list, u32::try_from(others.len() + 1).unwrap_or(u32::MAX));
    }

    /// Rebuilds the children, grouped by name.
    fn regroup(&mut self, outer: usize, groups: &[&[u32]]) {
        let Some(&first) = self.children.get(outer) else { return };
        let old = self.tree.cells.split_off(first as usize);
        let mut ends = self.children[outer + 1..].to_vec();
        ends.push(first + u32::try_from(old.len()).unwrap_or(u32::MAX));
        let end_of = |child: u32| ends[ends.partition_point(|end| *end <= child)];
        let place = |at: u32| (at - first) as usize;
        for group in groups {
            let Some(name) = group.first().map(|child| place(*child)) else { continue };
            self.tree.push(old[name]);
            let list = (group.len() > 1).then(|| self.tree.push(Cell::Array(Extent::default())));
            for &child in *group {
                self.tree.cells.extend_from_slice(&old[place(child) + 1..place(end_of(child))]);
            }
            if let Some(list) = list {
                self.tree.close(list, u32::try_from(group.len()).unwrap_or(u32::MAX));
            }
        }
    }

    /// Returns the tree after the root element.
    pub(super) fn finish(mut self) -> Result<Tree<'t>, String> {
        if let Some(element) = self.open.last() {
            let name_cell = u32::try_from(element.at - 1).unwrap_or(u32::MAX);
            return Err(format!("the end of `<{}>` is missing", self.name(name_cell)));
        }
        if !self.done {
            return Err("no root element".to_owned());
        }
        self.tree.close(0, 1);
        Ok(self.tree)
    }
}
