//! What the derives say of a struct's members, once per type and in read-only memory.

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
        self.fields.iter().any(|field| field.name == name)
    }
}

/// One member: its wire name, the element name of its list wrapper, its rules.
#[derive(Debug)]
pub struct Field {
    name: &'static str,
    item: Option<&'static str>,
    rules: Option<&'static Rules>,
}

impl Field {
    /// A member of this wire name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, item: None, rules: None }
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
