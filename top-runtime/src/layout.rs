//! What the derives say of a struct's members, once per type and in read-only memory.

use crate::decode::Decode;
use crate::encode::Encode;
use crate::form::PROTOCOL;
use crate::tree::Node;

/// The members of a struct, in the order in which encoding and decoding are given their values.
#[derive(Debug)]
pub struct Layout {
    fields: &'static [Field],
    any_of: &'static [&'static [usize]],
}

impl Layout {
    /// Members without a rule over several of them.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self { fields, any_of: &[] }
    }

    /// Groups of member indexes of which at least one is given.
    #[must_use]
    pub const fn any_of(mut self, groups: &'static [&'static [usize]]) -> Self {
        self.any_of = groups;
        self
    }

    /// The members.
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// The groups of which at least one member is given.
    pub(crate) const fn groups(&self) -> &'static [&'static [usize]] {
        self.any_of
    }

    /// Whether one of the members has this wire name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields
            .iter()
            .any(|field| field.flattened.map_or(field.name == name, |inner| inner.layout.has(name)))
    }

    /// The same while compiling.
    pub(crate) const fn is_member(&self, name: &str) -> bool {
        let mut at = 0;
        while at < self.fields.len() {
            let field = &self.fields[at];
            let found = match field.flattened {
                Some(inner) => inner.layout.is_member(name),
                None => equal(field.name.as_bytes(), name.as_bytes()),
            };
            if found {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether one of the members stands in an object.
    pub(crate) fn is_in(&self, node: Node<'_>) -> bool {
        node.members().is_some_and(|mut members| members.any(|(name, _)| self.has(name)))
    }

    /// Whether the members of another struct stand among these, so that the order of the names is only known when called.
    pub(crate) fn is_flattened(&self) -> bool {
        self.fields.iter().any(|field| field.flattened.is_some())
    }

    /// Stops the compilation where a flattened member has the wire name of another one.
    ///
    /// # Panics
    ///
    /// Then, as that is how a constant stops it.
    #[must_use]
    pub const fn disjoint(self) -> Self {
        let mut at = 0;
        while at < self.fields.len() {
            let mut other = at + 1;
            while other < self.fields.len() {
                assert!(
                    !overlap(&self.fields[at], &self.fields[other]),
                    "two members are sent under one name: one of them comes from a struct with `flatten`"
                );
                other += 1;
            }
            at += 1;
        }
        self
    }

    /// Stops the compilation where a flattened parameter has the name of one of the protocol's.
    ///
    /// # Panics
    ///
    /// Then, as that is how a constant stops it.
    #[must_use]
    pub const fn parameters(self) -> Self {
        let mut at = 0;
        while at < PROTOCOL.len() {
            let mut field = 0;
            while field < self.fields.len() {
                assert!(
                    !overlap(&self.fields[field], &Field::new(PROTOCOL[at])),
                    "a struct with `flatten` has a member with the name of a TOP protocol parameter, which the client sets"
                );
                field += 1;
            }
            at += 1;
        }
        self
    }
}

/// Whether two fields, with what is flattened into them, have a wire name in common.
const fn overlap(a: &Field, b: &Field) -> bool {
    let (outer, inner) = match (a.flattened, b.flattened) {
        (Some(a), _) => (b, a.layout),
        (None, Some(b)) => (a, b.layout),
        (None, None) => return equal(a.name.as_bytes(), b.name.as_bytes()),
    };
    let mut at = 0;
    while at < inner.fields.len() {
        if overlap(outer, &inner.fields[at]) {
            return true;
        }
        at += 1;
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

/// A struct that derives `TopValue`: its members are known while compiling, so they can stand in another struct's place.
#[diagnostic::on_unimplemented(
    message = "the members of `{Self}` are not known",
    label = "not a struct that derives `TopValue`",
    note = "derive it: `#[derive(TopValue)]`; `flatten` and `Fields` are for such structs, and `Option` of these"
)]
pub trait Members: Encode {
    /// The members.
    const LAYOUT: &'static Layout;
    /// Whether all of them may be missing.
    const OPTIONAL: bool = false;
}

impl<T: Members> Members for Option<T> {
    const LAYOUT: &'static Layout = T::LAYOUT;
    const OPTIONAL: bool = true;
}

impl<T: Members> Members for Box<T> {
    const LAYOUT: &'static Layout = T::LAYOUT;
    const OPTIONAL: bool = T::OPTIONAL;
}

/// A flattened struct that is read too. It stands for both traits, so that a type with neither is reported once.
#[diagnostic::on_unimplemented(
    message = "the members of `{Self}` cannot be flattened into another struct",
    label = "not a struct that derives `TopValue` and owns its data",
    note = "derive it: `#[derive(TopValue)]`; `flatten` is for such structs, and `Option` of these",
    note = "a struct that borrows is only sent: it is flattened into one that borrows too"
)]
pub trait Flat: Members + Decode {}

#[diagnostic::do_not_recommend]
impl<T: Members + Decode> Flat for T {}

/// The members of a struct that is read too, in the place of one member.
#[must_use]
pub const fn flat_value<T: Flat>() -> Field {
    Field::flatten::<T>()
}

/// The members of a struct in the place of one parameter.
#[cfg(not(feature = "server"))]
#[must_use]
pub const fn flat_param<T: Members>() -> Field {
    Field::flatten::<T>()
}

/// The members of a struct in the place of one parameter, which a server reads too.
#[cfg(feature = "server")]
#[must_use]
pub const fn flat_param<T: Flat>() -> Field {
    Field::flatten::<T>()
}

/// One member: its wire name, the element name of its list wrapper, its rules.
#[derive(Debug)]
pub struct Field {
    name: &'static str,
    item: Option<&'static str>,
    rules: Option<&'static Rules>,
    flattened: Option<Flattened>,
}

/// A struct whose members stand directly in another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flattened {
    pub(crate) layout: &'static Layout,
    /// Whether all of them may be missing.
    pub(crate) optional: bool,
}

impl Field {
    /// A member of this wire name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, item: None, rules: None, flattened: None }
    }

    /// The members of a struct in the place of one member.
    #[must_use]
    pub const fn flatten<T: Members>() -> Self {
        let flattened = Flattened { layout: T::LAYOUT, optional: T::OPTIONAL };
        Self { name: "", item: None, rules: None, flattened: Some(flattened) }
    }

    /// The element name in the list wrapper, where it is not that of the element's type.
    #[must_use]
    pub const fn item(mut self, name: &'static str) -> Self {
        self.item = Some(name);
        self
    }

    /// What is checked before sending.
    #[must_use]
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// The wire name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The element name that was declared.
    pub(crate) const fn item_name(&self) -> Option<&'static str> {
        self.item
    }

    /// The struct whose members stand here.
    pub(crate) const fn flattened(&self) -> Option<Flattened> {
        self.flattened
    }

    /// The rules that were declared.
    pub(crate) const fn checked(&self) -> Option<&'static Rules> {
        self.rules
    }
}

/// What is checked of a member before a request is sent.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub(crate) required: bool,
    pub(crate) max_len: Option<usize>,
    pub(crate) max_bytes: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) range: Option<(i128, i128)>,
}

impl Rules {
    /// No rule.
    #[must_use]
    #[allow(clippy::new_without_default)] // only the derives make rules, in constants
    pub const fn new() -> Self {
        Self { required: false, max_len: None, max_bytes: None, max_items: None, range: None }
    }

    /// Not blank, not empty.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// At most this many UTF-16 units, as the official SDK counts.
    #[must_use]
    pub const fn max_len(mut self, units: usize) -> Self {
        self.max_len = Some(units);
        self
    }

    /// At most this many bytes of UTF-8.
    #[must_use]
    pub const fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = Some(bytes);
        self
    }

    /// At most this many list elements.
    #[must_use]
    pub const fn max_items(mut self, items: usize) -> Self {
        self.max_items = Some(items);
        self
    }

    /// A whole number from `least` to `most`, both included.
    #[must_use]
    pub const fn range(mut self, least: i128, most: i128) -> Self {
        self.range = Some((least, most));
        self
    }
}
