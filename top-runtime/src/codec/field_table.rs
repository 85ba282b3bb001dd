//! Tables of the fields of a struct, which the derives emit once per type as constants.

mod field;
mod index;
mod members;
mod names;
mod rules;
pub(in crate::codec) mod steps;

pub(crate) use field::{Field, FieldIter, RulesCursor};
pub use members::{Members, flat_param, flat_value};
pub(crate) use names::Names;
pub use rules::FieldRules;

use crate::protocol::{PATH_SYSTEM_PARAMS, SYSTEM_PARAMS};
use crate::tree::Node;

use index::Index;

/// Number of the next fields that a search compares before it compares all.
const LOOKAHEAD: usize = 4;

/// The fields of a struct, in the order of the values that encoding and decoding get.
#[derive(Debug)]
pub struct FieldTable {
    names: &'static str,
    terms: Option<&'static Constraints>,
}

/// Rules and index of the fields. Separate, because most structs have none.
#[derive(Debug)]
pub struct Constraints {
    /// Rules of single fields, in the order of the fields.
    pub rules: &'static [FieldRules],
    /// Groups of field indexes. At least one field of a group must have a value.
    pub any_of: &'static [&'static [usize]],
    /// Hash table of the names, in a struct of many fields; else empty.
    pub index: &'static [u8],
}

impl FieldTable {
    /// Creates a table from wire names. A character with the length as its code precedes each name;
    /// a flattened field has an empty name.
    #[must_use]
    pub const fn new(names: &'static str) -> Self {
        Self { names, terms: None }
    }

    /// Adds rules and index.
    #[must_use]
    pub const fn terms(mut self, terms: &'static Constraints) -> Self {
        self.terms = Some(terms);
        self
    }

    /// Returns the fields.
    pub(crate) const fn fields(&self) -> FieldIter {
        FieldIter::of(self.names(), self.rules())
    }

    /// Returns the rules, for access in the order of the fields.
    pub(crate) const fn rules(&self) -> RulesCursor {
        match self.terms {
            Some(terms) => RulesCursor(terms.rules),
            None => RulesCursor(&[]),
        }
    }

    /// Returns the wire name of a field.
    pub(crate) fn name(&self, index: usize) -> &'static str {
        match self.index() {
            Some(table) => table.offset(index).and_then(|offset| self.names().at(offset)),
            None => self.fields().nth(index).map(|field| field.name()),
        }
        .unwrap_or_default()
    }

    fn index(&self) -> Option<Index> {
        self.terms.and_then(|terms| Index::of(terms.index))
    }

    /// Returns the wire names.
    pub(crate) const fn names(&self) -> Names {
        Names::of(self.names)
    }

    /// Returns the index of a field, and the names that follow it. For a struct without an index.
    ///
    /// A reply mostly has its members in the order of the fields, so the names in `next` are
    /// compared first.
    #[inline]
    pub(crate) fn find(&self, name: &str, next: Names) -> Option<(usize, Names)> {
        next.find(name, next.position() + LOOKAHEAD).or_else(|| self.find_any(name, next))
    }

    #[inline(never)]
    fn find_any(&self, name: &str, next: Names) -> Option<(usize, Names)> {
        next.find(name, usize::MAX).or_else(|| self.names().find(name, next.position()))
    }

    /// Returns the function that finds the index of a field in a struct with an index.
    pub(crate) fn finder(&self) -> impl Fn(&str) -> Option<usize> + use<> {
        let (index, names) = (self.index().unwrap_or_default(), self.names());
        move |name| index.find(name, names)
    }

    /// Returns the groups of which at least one field must have a value.
    pub(crate) const fn groups(&self) -> &'static [&'static [usize]] {
        match self.terms {
            Some(terms) => terms.any_of,
            None => &[],
        }
    }

    /// Whether a field, also of a flattened struct, has this wire name.
    pub(crate) fn has(&self, name: &str) -> bool {
        // The name of a flattened field is empty.
        let is_direct = !name.is_empty()
            && match self.index() {
                Some(index) => index.find(name, self.names()).is_some(),
                None => self.find_any(name, self.names()).is_some(),
            };
        let rules = self.terms.map_or(&[][..], |terms| terms.rules);
        is_direct || rules.iter().any(|rules| rules.flattened.is_some_and(|inner| inner.table.has(name)))
    }

    /// Like [`Self::has`], for constants.
    pub(crate) const fn is_member(&self, name: &str) -> bool {
        let mut fields = self.fields();
        while let Some(field) = fields.step() {
            let is_match = match field.flattened() {
                Some(inner) => inner.table.is_member(name),
                None => equal(field.name().as_bytes(), name.as_bytes()),
            };
            if is_match {
                return true;
            }
        }
        false
    }

    /// Whether an object has a member for one of the fields.
    pub(crate) fn has_member_in(&self, node: Node<'_>) -> bool {
        node.members().is_some_and(|mut members| members.any(|(name, _)| self.has(name)))
    }

    /// Whether a struct is flattened into this one, so that the names have no fixed order.
    pub(crate) fn is_flattened(&self) -> bool {
        self.terms.is_some_and(|terms| terms.rules.iter().any(|rules| rules.flattened.is_some()))
    }

    /// Asserts that no flattened field has the wire name of another field.
    ///
    /// # Panics
    ///
    /// If one has. In a constant, the panic is a compile error.
    #[must_use]
    pub const fn disjoint(self) -> Self {
        let mut fields = self.fields();
        while let Some(field) = fields.step() {
            let mut others = fields.copy();
            while let Some(other) = others.step() {
                assert!(
                    !overlap(&field, &other),
                    "two members are sent under one name: one of them comes from a struct with `flatten`"
                );
            }
        }
        self
    }

    /// Asserts that no flattened parameter has the name of a system parameter, in any case.
    ///
    /// # Panics
    ///
    /// If one has. In a constant, the panic is a compile error.
    #[must_use]
    pub const fn parameters(self) -> Self {
        assert!(
            !self.has_reserved_name(&SYSTEM_PARAMS),
            "a struct with `flatten` has a member with the name of a TOP protocol parameter, which the client sets"
        );
        self
    }

    /// Like [`Self::parameters`], for an API with a path.
    ///
    /// # Panics
    ///
    /// If one has. In a constant, the panic is a compile error.
    #[must_use]
    pub const fn path_parameters(self) -> Self {
        assert!(
            !self.has_reserved_name(&PATH_SYSTEM_PARAMS),
            "a struct with `flatten` has a member with the name of an IOP protocol parameter, which the client sets"
        );
        self
    }

    const fn has_reserved_name(&self, reserved: &[&str]) -> bool {
        let mut fields = self.fields();
        while let Some(field) = fields.step() {
            let is_match = match field.flattened() {
                Some(inner) => inner.table.has_reserved_name(reserved),
                None => is_reserved(field.name(), reserved),
            };
            if is_match {
                return true;
            }
        }
        false
    }
}

const fn is_reserved(name: &str, reserved: &[&str]) -> bool {
    let mut at = 0;
    while at < reserved.len() {
        if equal_ignoring_case(reserved[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether two fields, including those of flattened structs, have a wire name in common.
const fn overlap(a: &Field, b: &Field) -> bool {
    let (outer, inner) = match (a.flattened(), b.flattened()) {
        (Some(a), _) => (b, a.table),
        (None, Some(b)) => (a, b.table),
        (None, None) => return equal(a.name().as_bytes(), b.name().as_bytes()),
    };
    let mut members = inner.fields();
    while let Some(member) = members.step() {
        if overlap(outer, &member) {
            return true;
        }
    }
    false
}

/// Compares bytes, as `==` is not const.
const fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Compares bytes and ignores the case of ASCII letters.
const fn equal_ignoring_case(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at].eq_ignore_ascii_case(&b[at]) {
        at += 1;
    }
    at == a.len() && at == b.len()
}
