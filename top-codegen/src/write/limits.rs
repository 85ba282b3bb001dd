//! Documented limits as constraints of the derives.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::Limits;

use super::types::{Base, Wrapping};

/// Returns the `#[top(..)]` keys for limits that the type supports, and doc lines for the others.
pub(super) fn limits(limits: &Limits, base: &Base, wrapping: Wrapping) -> (Vec<TokenStream>, Vec<String>) {
    let mut keys = Vec::new();
    let mut limit_docs = Vec::new();
    // A limit of zero, or beyond the size of any message, is a mistake in the document.
    let sensible = |limit: Option<u64>| limit.filter(|limit| (1..=u64::from(u32::MAX)).contains(limit));
    if let Some(max) = sensible(limits.max_len) {
        match base {
            Base::Text if wrapping.lists == 0 => keys.push(counted("max_len", max)),
            Base::File => keys.push(counted("max_bytes", max)),
            _ => limit_docs.push(format!("At most {max} characters.")),
        }
    }
    if let Some(max) = sensible(limits.max_items) {
        if wrapping.lists > 0 && !wrapping.json {
            keys.push(counted("max_items", max));
        } else {
            limit_docs.push(format!("At most {max} elements."));
        }
    }
    if let Some((min, max)) = range(limits) {
        match base {
            Base::Integer if wrapping.lists == 0 => {
                let (min, max) = (signed(min), signed(max));
                keys.push(quote!(range = #min..=#max));
            }
            _ if min == i64::MIN => limit_docs.push(format!("At most {max}.")),
            _ if max == i64::MAX => limit_docs.push(format!("At least {min}.")),
            _ => limit_docs.push(format!("From {min} to {max}.")),
        }
    }
    (keys, limit_docs)
}

/// Returns the documented range, if it is not empty.
pub(super) fn range(limits: &Limits) -> Option<(i64, i64)> {
    let (min, max) = (limits.min.unwrap_or(i64::MIN), limits.max.unwrap_or(i64::MAX));
    ((limits.min.is_some() || limits.max.is_some()) && min <= max).then_some((min, max))
}

fn counted(key: &str, max: u64) -> TokenStream {
    let key = super::case::ident(key);
    let max = Literal::u64_unsuffixed(max);
    quote!(#key = #max)
}

/// Returns an integer literal with digit groups.
fn signed(number: i64) -> TokenStream {
    super::literal::integer_literal(number).parse().unwrap_or_default()
}
