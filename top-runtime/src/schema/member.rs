//! Members of structs, and parameters.

use std::marker::PhantomData;

use super::Type;
use crate::codec::field_table::{Field, FieldRules};
use crate::codec::param::Param;

/// What a derive says of a field beside its place in the layout.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct FieldDoc {
    /// The place in the layout, which for a request is in the order of the wire names.
    pub(super) at: usize,
    docs: &'static str,
    describe: fn() -> Described,
}

/// What a field's type says of itself.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub(crate) ty: Type,
    /// Whether a value may be left out.
    pub(crate) optional: bool,
}

impl FieldDoc {
    /// A field at this place of the layout, of the type that says this of itself.
    #[must_use]
    pub const fn new(at: usize, docs: &'static str, describe: fn() -> Described) -> Self {
        Self { at, docs, describe }
    }

    /// What is said of a field whose derive says nothing.
    pub(super) const fn unknown(at: usize) -> Self {
        Self { at, docs: "", describe: nothing }
    }
}

fn nothing() -> Described {
    Described { ty: Type::Any, optional: true }
}

/// Asks a type what it says of itself. Of one that is no TOP value there is an error already where it is sent, which a bound
/// here would only repeat.
#[doc(hidden)]
#[derive(Debug)]
pub struct Ask<T>(PhantomData<T>);

impl<T: Param> Ask<T> {
    /// What it says.
    pub const DESCRIBED: fn() -> Described = T::described;
}

/// What [`Ask`] gives for every other type, as this stands behind its own constant.
#[doc(hidden)]
pub trait Unknown {
    /// Nothing.
    const DESCRIBED: fn() -> Described = nothing;
}

impl<T> Unknown for Ask<T> {}

/// A member of a struct, or a parameter of a request.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    field: Field,
    docs: &'static str,
    described: Described,
    /// Whether it comes from a flattened struct that may be left out as a whole.
    droppable: bool,
}

impl Member {
    /// The field's own member, or those of the struct that is flattened into its place.
    pub(super) fn all(field: Field, about: FieldDoc) -> Vec<Self> {
        let described = (about.describe)();
        match (field.flattened(), described.ty) {
            (Some(inner), Type::Object(object)) => {
                let spread = |member: Self| Self { droppable: member.droppable || inner.optional, ..member };
                object.members().into_iter().map(spread).collect()
            }
            _ => vec![Self { field, docs: about.docs, described, droppable: false }],
        }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.field.name()
    }

    /// The doc comment, without the indent that its lines have in common.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// What it holds. Of an `Option` that is what is there when something is: see [`Member::is_required`].
    #[must_use]
    pub const fn ty(&self) -> Type {
        self.described.ty
    }

    /// Whether it must be there: a type other than `Option`, `Vec`, `Value` and `()`, or `#[top(required)]`.
    ///
    /// Of a list it means that the list has an element. A `BTreeMap` must be there, and may be empty.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        let ruled = match self.rules() {
            Some(rules) => rules.required,
            None => false,
        };
        !self.droppable && (ruled || !self.described.optional)
    }

    /// How many UTF-16 units a text may have.
    #[must_use]
    pub fn max_len(&self) -> Option<usize> {
        self.rules()?.max_len
    }

    /// How many bytes a text or a file may have.
    #[must_use]
    pub fn max_bytes(&self) -> Option<usize> {
        self.rules()?.max_bytes
    }

    /// How many elements a list may have.
    #[must_use]
    pub fn max_items(&self) -> Option<usize> {
        self.rules()?.max_items
    }

    /// The least and the most that a number may be.
    #[must_use]
    pub fn range(&self) -> Option<(i128, i128)> {
        self.rules()?.range
    }

    /// The name of an element in the list's wrapper, where the declaration gives one with `item`.
    #[must_use]
    pub const fn item_name(&self) -> Option<&'static str> {
        self.field.item_name()
    }

    const fn rules(&self) -> Option<&'static FieldRules> {
        self.field.rules()
    }
}
