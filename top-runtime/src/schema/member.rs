//! Members of structs, and parameters of requests.

use std::marker::PhantomData;

use super::Type;
use crate::codec::field_table::{Field, FieldRules};
use crate::codec::param::Param;

/// Schema of a field that its field table does not contain.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct FieldDoc {
    /// Index in the field table, which for a request is sorted by wire name.
    pub(super) index: usize,
    docs: &'static str,
    describe: fn() -> Described,
}

/// Schema of a field's type.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub(crate) ty: Type,
    /// Whether a value may be absent.
    pub(crate) optional: bool,
}

impl FieldDoc {
    /// Creates the schema of the field at this index of the field table.
    #[must_use]
    pub const fn new(index: usize, docs: &'static str, describe: fn() -> Described) -> Self {
        Self { index, docs, describe }
    }

    /// Creates the schema of a field of which only the field table is known.
    pub(super) const fn unknown(index: usize) -> Self {
        Self { index, docs: "", describe: describe_any }
    }
}

fn describe_any() -> Described {
    Described { ty: Type::Any, optional: true }
}

/// Selects the schema of a type: [`Param::described`] if it is a parameter type, else "any".
///
/// The inherent constant shadows the one of the trait [`Unknown`]. A bound on `T` in its place
/// would repeat an error that is reported where the value is encoded.
#[doc(hidden)]
#[derive(Debug)]
pub struct Ask<T>(PhantomData<T>);

impl<T: Param> Ask<T> {
    /// Returns the schema of the type.
    pub const DESCRIBED: fn() -> Described = T::described;
}

/// Fallback of [`Ask`] for types that are not parameter types.
#[doc(hidden)]
pub trait Unknown {
    /// Returns the type "any".
    const DESCRIBED: fn() -> Described = describe_any;
}

impl<T> Unknown for Ask<T> {}

/// Member of a struct, or parameter of a request.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    field: Field,
    docs: &'static str,
    described: Described,
    /// Whether the member belongs to a flattened struct that may be absent.
    in_optional: bool,
}

impl Member {
    /// Returns the member of a field, or all members of a flattened struct.
    pub(super) fn of_field(field: Field, doc: FieldDoc) -> Vec<Self> {
        let described = (doc.describe)();
        match (field.flattened(), described.ty) {
            (Some(inner), Type::Object(object)) => {
                let flatten =
                    |member: Self| Self { in_optional: member.in_optional || inner.optional, ..member };
                object.members().into_iter().map(flatten).collect()
            }
            _ => vec![Self { field, docs: doc.docs, described, in_optional: false }],
        }
    }

    /// Returns the wire name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.field.name()
    }

    /// Returns the doc comment without common indentation.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Returns the type. For an `Option<T>` the type of `T`: see [`Member::is_required`].
    #[must_use]
    pub const fn ty(&self) -> Type {
        self.described.ty
    }

    /// Returns `true` if the member must be present: its type is not `Option`, `Vec`, `Value` or
    /// `()`, or it has `#[top(required)]`.
    ///
    /// A required list must have an element. A `BTreeMap` must be present but may be empty.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        let by_rule = match self.rules() {
            Some(rules) => rules.required,
            None => false,
        };
        !self.in_optional && (by_rule || !self.described.optional)
    }

    /// Returns the maximum length of a text in UTF-16 code units.
    #[must_use]
    pub fn max_len(&self) -> Option<usize> {
        self.rules()?.max_len
    }

    /// Returns the maximum size of a text or file in bytes.
    #[must_use]
    pub fn max_bytes(&self) -> Option<usize> {
        self.rules()?.max_bytes
    }

    /// Returns the maximum number of elements of a list.
    #[must_use]
    pub fn max_items(&self) -> Option<usize> {
        self.rules()?.max_items
    }

    /// Returns the minimum and maximum of a number, both inclusive.
    #[must_use]
    pub fn range(&self) -> Option<(i128, i128)> {
        self.rules()?.range
    }

    /// Returns the wire name of the elements of a list, if declared with `item`.
    #[must_use]
    pub const fn item_name(&self) -> Option<&'static str> {
        self.field.item_name()
    }

    const fn rules(&self) -> Option<&'static FieldRules> {
        self.field.rules()
    }
}
