//! What holds of a member besides its name.

use super::{FieldTable, Members};

/// A struct whose members stand directly in another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flattened {
    pub(crate) layout: &'static FieldTable,
    /// Whether all of them may be missing.
    pub(crate) optional: bool,
}

/// What holds of a member: the element name of its list wrapper, and what is checked of it before a request is sent.
#[derive(Debug, Clone, Copy)]
pub struct FieldRules {
    /// Which of the members.
    pub(super) at: usize,
    pub(crate) item: Option<&'static str>,
    pub(crate) flattened: Option<Flattened>,
    pub(crate) required: bool,
    pub(crate) max_len: Option<usize>,
    pub(crate) max_bytes: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) range: Option<(i128, i128)>,
}

impl FieldRules {
    /// No rule.
    #[must_use]
    #[allow(clippy::new_without_default)] // only the derives make rules, in constants
    pub const fn new() -> Self {
        Self {
            at: 0,
            item: None,
            flattened: None,
            required: false,
            max_len: None,
            max_bytes: None,
            max_items: None,
            range: None,
        }
    }

    /// The members of a struct in the place of one member.
    #[must_use]
    pub const fn flatten<T: Members>() -> Self {
        let mut rules = Self::new();
        rules.flattened = Some(Flattened { layout: T::LAYOUT, optional: T::OPTIONAL });
        rules
    }

    /// The index of the member that they hold of.
    #[must_use]
    pub const fn at(mut self, member: usize) -> Self {
        self.at = member;
        self
    }

    /// The element name in the list wrapper, where it is not that of the element's type.
    #[must_use]
    pub const fn item(mut self, name: &'static str) -> Self {
        self.item = Some(name);
        self
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
