//! Documented limits as constraints of the derives.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::Limits;

use super::types::{Base, Form};

/// Returns the `#[top(..)]` keys for limits that the type supports, and doc lines for the others.
pub(super) fn limits(limits: &Limits, base: &Base, form: Form) -> (Vec<TokenStream>, Vec<String>) {
    let mut keys = Vec::new();
    let mut remarks = Vec::new();
    // A limit of zero, or beyond the size of any message, is a mistake in the document.
    let sensible = |limit: Option<u64>| limit.filter(|limit| (1..=u64::from(u32::MAX)).contains(limit));
    if let Some(most) = sensible(limits.max_len) {
        match base {
            Base::Text if form.lists == 0 => keys.push(counted("max_len", most)),
            Base::File => keys.push(counted("max_bytes", most)),
            _ => remarks.push(format!("At most {most} characters.")),
        }
    }
    if let Some(most) = sensible(limits.max_items) {
        if form.lists > 0 {
            keys.push(counted("max_items", most));
        } else {
            remarks.push(format!("At most {most} elements."));
        }
    }
    if let Some((least, most)) = range(limits) {
        match base {
            Base::Integer if form.lists == 0 => {
                let (least, most) = (signed(least), signed(most));
                keys.push(quote!(range = #least..=#most));
            }
            _ if least == i64::MIN => remarks.push(format!("At most {most}.")),
            _ if most == i64::MAX => remarks.push(format!("At least {least}.")),
            _ => remarks.push(format!("From {least} to {most}.")),
        }
    }
    (keys, remarks)
}

/// Returns the documented range, if it is not empty.
pub(super) fn range(limits: &Limits) -> Option<(i64, i64)> {
    let (least, most) = (limits.min.unwrap_or(i64::MIN), limits.max.unwrap_or(i64::MAX));
    ((limits.min.is_some() || limits.max.is_some()) && least <= most).then_some((least, most))
}

fn counted(key: &str, most: u64) -> TokenStream {
    let key = super::case::ident(key);
    let most = Literal::u64_unsuffixed(most);
    quote!(#key = #most)
}

/// Returns an integer literal with digit groups.
fn signed(number: i64) -> TokenStream {
    super::literal::integer_literal(number).parse().unwrap_or_default()
}
