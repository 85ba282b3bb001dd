//! What the derives say of a struct's members, once per type and in read-only memory.

mod field;
mod index;
mod members;
mod names;
mod rules;
mod steps;

pub(crate) use field::{Field, FieldIter, RulesCursor};
pub use members::{Members, flat_param, flat_value};
pub(crate) use names::Names;
pub use rules::FieldRules;

use crate::protocol::SYSTEM_PARAMS;
use crate::tree::Node;

use index::Index;

/// How many members are tried in their order before the others are.
const NEAR: usize = 4;

/// The members of a struct, in the order in which encoding and decoding are given their values.
#[derive(Debug)]
pub struct FieldTable {
    names: &'static str,
    terms: Option<&'static Constraints>,
}

/// What holds of some members. Most structs have none, so it stands apart.
#[derive(Debug)]
pub struct Constraints {
    /// Rules of single members, in the order of these.
    pub rules: &'static [FieldRules],
    /// Groups of member indexes of which at least one is given.
    pub any_of: &'static [&'static [usize]],
    /// Where the members are by their names, where there are many; else empty.
    pub index: &'static [u8],
}

impl FieldTable {
    /// Members of these wire names, each behind a character whose code is its length; none where other members stand.
    #[must_use]
    pub const fn new(names: &'static str) -> Self {
        Self { names, terms: None }
    }

    /// What holds of them.
    #[must_use]
    pub const fn terms(mut self, terms: &'static Constraints) -> Self {
        self.terms = Some(terms);
        self
    }

    /// The members.
    pub(crate) const fn fields(&self) -> FieldIter {
        FieldIter::of(self.names(), self.rules())
    }

    /// Their rules.
    pub(crate) const fn rules(&self) -> RulesCursor {
        match self.terms {
            Some(terms) => RulesCursor(terms.rules),
            None => RulesCursor(&[]),
        }
    }

    /// The wire name of a member.
    pub(crate) fn name(&self, member: usize) -> &'static str {
        self.fields().nth(member).map_or("", |field| field.name())
    }

    /// Their wire names.
    pub(crate) const fn names(&self) -> Names {
        Names::of(self.names)
    }

    /// The number of a member, and the names that follow it.
    ///
    /// Members mostly come in the order of the page, which is that of the struct, so the names `ahead` are tried first.
    #[inline]
    pub(crate) fn find(&self, name: &str, ahead: Names) -> Option<(usize, Names)> {
        ahead.find(name, ahead.position() + NEAR).or_else(|| self.find_far(name, ahead))
    }

    /// The same by the index; in a struct of a few dozen members by trying all of them, which is as quick there.
    #[inline(never)]
    fn find_far(&self, name: &str, ahead: Names) -> Option<(usize, Names)> {
        match self.terms.and_then(|terms| Index::of(terms.index)) {
            Some(index) => index.find(name, self.names()),
            None => ahead.find(name, usize::MAX).or_else(|| self.names().find(name, ahead.position())),
        }
    }

    /// The groups of which at least one member is given.
    pub(crate) const fn groups(&self) -> &'static [&'static [usize]] {
        match self.terms {
            Some(terms) => terms.any_of,
            None => &[],
        }
    }

    /// Whether one of the members has this wire name.
    pub(crate) fn has(&self, name: &str) -> bool {
        // Where the members of another struct stand, the name is empty.
        let is_own = !name.is_empty() && self.find_far(name, self.names()).is_some();
        let rules = self.terms.map_or(&[][..], |terms| terms.rules);
        is_own || rules.iter().any(|rules| rules.flattened.is_some_and(|inner| inner.layout.has(name)))
    }

    /// The same while compiling.
    pub(crate) const fn is_member(&self, name: &str) -> bool {
        let mut fields = self.fields();
        while let Some(field) = fields.step() {
            let found = match field.flattened() {
                Some(inner) => inner.layout.is_member(name),
                None => equal(field.name().as_bytes(), name.as_bytes()),
            };
            if found {
                return true;
            }
        }
        false
    }

    /// Whether one of the members stands in an object.
    pub(crate) fn is_in(&self, node: Node<'_>) -> bool {
        node.members().is_some_and(|mut members| members.any(|(name, _)| self.has(name)))
    }

    /// Whether the members of another struct stand among these, so that the order of the names is only known when called.
    pub(crate) fn is_flattened(&self) -> bool {
        self.terms.is_some_and(|terms| terms.rules.iter().any(|rules| rules.flattened.is_some()))
    }

    /// Stops the compilation where a flattened member has the wire name of another one.
    ///
    /// # Panics
    ///
    /// Then, as that is how a constant stops it.
    #[must_use]
    pub const fn disjoint(self) -> Self {
        let mut fields = self.fields();
        while let Some(field) = fields.step() {
            let mut others = fields.again();
            while let Some(other) = others.step() {
                assert!(
                    !overlap(&field, &other),
                    "two members are sent under one name: one of them comes from a struct with `flatten`"
                );
            }
        }
        self
    }

    /// Stops the compilation where a flattened parameter has the name of one of the protocol's, in
    /// any case.
    ///
    /// # Panics
    ///
    /// Then, as that is how a constant stops it.
    #[must_use]
    pub const fn parameters(self) -> Self {
        assert!(
            !self.has_protocol_name(),
            "a struct with `flatten` has a member with the name of a TOP protocol parameter, which the client sets"
        );
        self
    }

    const fn has_protocol_name(&self) -> bool {
        let mut fields = self.fields();
        while let Some(field) = fields.step() {
            let found = match field.flattened() {
                Some(inner) => inner.layout.has_protocol_name(),
                None => is_protocol_name(field.name()),
            };
            if found {
                return true;
            }
        }
        false
    }
}

const fn is_protocol_name(name: &str) -> bool {
    let mut at = 0;
    while at < SYSTEM_PARAMS.len() {
        if equal_in_any_case(SYSTEM_PARAMS[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether two fields, with what is flattened into them, have a wire name in common.
const fn overlap(a: &Field, b: &Field) -> bool {
    let (outer, inner) = match (a.flattened(), b.flattened()) {
        (Some(a), _) => (b, a.layout),
        (None, Some(b)) => (a, b.layout),
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

/// Equality of texts, which `==` does not give while compiling.
const fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The same of letters in any case.
const fn equal_in_any_case(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at].eq_ignore_ascii_case(&b[at]) {
        at += 1;
    }
    at == a.len() && at == b.len()
}
