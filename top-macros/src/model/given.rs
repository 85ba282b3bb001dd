//! How a field is filled by `new` and the setters, as far as the tokens of its type show.

use syn::Type;

use crate::model::Written;

/// Who fills a field of a struct with `build`.
#[derive(Clone, Copy)]
pub(crate) enum Given<'a> {
    /// `new`, which asks for it. So is a field whose type goes by a name that is not known here.
    Always,
    /// A setter; without it there is `None`. Holds what is inside of the `Option`.
    Maybe(&'a Type),
    /// A setter; without it the list or map is empty, which is left out of a request as `None` is.
    Many,
}

impl<'a> Given<'a> {
    /// `is_required` says that an empty list would be refused.
    pub(crate) fn of(ty: &'a Type, is_required: bool) -> Self {
        match ty {
            Type::Group(group) => Self::of(&group.elem, is_required),
            Type::Paren(paren) => Self::of(&paren.elem, is_required),
            // Any other reference has no value to start from, whatever it leads to.
            Type::Reference(reference) if is_required || !matches!(*reference.elem, Type::Slice(_)) => {
                Self::Always
            }
            Type::Reference(_) => Self::Many,
            Type::Path(_) => match Written::of(ty) {
                Written::Optional(inner) => Self::Maybe(inner),
                Written::List(_) | Written::Map(_) if !is_required => Self::Many,
                _ => Self::Always,
            },
            _ => Self::Always,
        }
    }

    pub(crate) fn is_always(self) -> bool {
        matches!(self, Self::Always)
    }
}
