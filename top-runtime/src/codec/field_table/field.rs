//! Iteration over the fields of a table.

use super::names::Names;
use super::rules::{FieldRules, Flattened};

/// One field: its wire name, and its rules if it has any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: &'static str,
    rules: Option<&'static FieldRules>,
}

impl Field {
    /// Returns the wire name.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the declared element name.
    pub(crate) const fn item_name(&self) -> Option<&'static str> {
        match self.rules {
            Some(rules) => rules.item,
            None => None,
        }
    }

    /// Returns the struct that is flattened here.
    pub(crate) const fn flattened(&self) -> Option<Flattened> {
        match self.rules {
            Some(rules) => rules.flattened,
            None => None,
        }
    }

    /// Returns the declared rules.
    pub(crate) const fn rules(&self) -> Option<&'static FieldRules> {
        self.rules
    }
}

/// Iterator over the fields of a table, usable in constants.
#[derive(Debug, Clone)]
pub(crate) struct FieldIter {
    names: Names,
    rules: RulesCursor,
}

impl FieldIter {
    pub(super) const fn of(names: Names, rules: RulesCursor) -> Self {
        Self { names, rules }
    }

    /// Returns a copy. `Clone::clone` is not const.
    pub(super) const fn copy(&self) -> Self {
        Self { names: self.names, rules: self.rules }
    }

    /// Returns the next field. `Iterator::next` is not const.
    pub(crate) const fn step(&mut self) -> Option<Field> {
        let at = self.names.position();
        let Some(name) = self.names.step() else { return None };
        Some(Field { name, rules: self.rules.of(at) })
    }
}

impl Iterator for FieldIter {
    type Item = Field;

    fn next(&mut self) -> Option<Field> {
        self.step()
    }
}

/// The rules of the remaining fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RulesCursor(pub(super) &'static [FieldRules]);

impl RulesCursor {
    /// Returns the rules of a field. Indexes must ascend from call to call.
    pub(crate) const fn of(&mut self, index: usize) -> Option<&'static FieldRules> {
        match self.0 {
            [first, rest @ ..] if first.at == index => {
                self.0 = rest;
                Some(first)
            }
            _ => None,
        }
    }

    /// Like [`Self::of`], for indexes that skip fields.
    pub(crate) fn seek(&mut self, index: usize) -> Option<&'static FieldRules> {
        while let [first, rest @ ..] = self.0
            && first.at < index
        {
            self.0 = rest;
        }
        self.of(index)
    }
}
