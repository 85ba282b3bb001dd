//! The members of a layout one by one.

use super::names::Names;
use super::rules::{FieldRules, Flattened};

/// One member: its wire name, and its rules if it has any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: &'static str,
    rules: Option<&'static FieldRules>,
}

impl Field {
    /// The wire name.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// The element name that was declared.
    pub(crate) const fn item_name(&self) -> Option<&'static str> {
        match self.rules {
            Some(rules) => rules.item,
            None => None,
        }
    }

    /// The struct whose members stand here.
    pub(crate) const fn flattened(&self) -> Option<Flattened> {
        match self.rules {
            Some(rules) => rules.flattened,
            None => None,
        }
    }

    /// The rules that were declared.
    pub(crate) const fn checked(&self) -> Option<&'static FieldRules> {
        self.rules
    }
}

/// The members in their order.
#[derive(Debug, Clone)]
pub(crate) struct FieldIter {
    names: Names,
    rules: RulesCursor,
}

impl FieldIter {
    pub(super) const fn of(names: Names, rules: RulesCursor) -> Self {
        Self { names, rules }
    }

    /// Those that follow, once more.
    pub(super) const fn again(&self) -> Self {
        Self { names: self.names, rules: self.rules }
    }

    /// The next one, also while compiling.
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

/// The rules of the members that follow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RulesCursor(pub(super) &'static [FieldRules]);

impl RulesCursor {
    /// Those of a member, if it has any. The members are asked for in their order.
    pub(crate) const fn of(&mut self, member: usize) -> Option<&'static FieldRules> {
        match self.0 {
            [first, rest @ ..] if first.at == member => {
                self.0 = rest;
                Some(first)
            }
            _ => None,
        }
    }
}
