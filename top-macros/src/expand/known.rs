//! Statements that hold each type that may be the user's against what the expansion needs of it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::place;
use crate::model::{Field, Head};

/// A call of `check` for each such type, the same in each function: one that does not fit is then reported once, as the compiler
/// drops errors that repeat one another, and those that follow at the same place. A flattened type is held against `flatten`, which
/// the layout calls too.
///
/// Types that name a type parameter are left to its bounds, and those that borrow are only half of a value.
pub(super) fn known(
    head: &Head<'_>,
    fields: &[Field<'_>],
    borrows: bool,
    check: &TokenStream,
    flatten: &TokenStream,
) -> TokenStream {
    let statement = |field: &Field<'_>| {
        let is_checked =
            !borrows && head.params_in(field.ty).next().is_none() && field.written().is_foreign();
        if field.is_flattened() {
            let call = place::known(field, flatten);
            return Some(quote!(let _ = #call));
        }
        is_checked.then(|| place::known(field, check))
    };
    fields.iter().filter_map(statement).collect()
}
