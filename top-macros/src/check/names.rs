//! The rules for names on the wire.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use crate::diag::Diag;
use crate::model::Field;
use crate::names::{PROTOCOL, wire_fault};

/// Each name can be written on the wire and stands for one field.
pub(super) fn check(fields: &[Field<'_>], diag: &mut Diag) {
    let mut first: HashMap<&str, &Field<'_>> = HashMap::new();
    for field in fields.iter().filter(|field| !field.is_flattened()) {
        check_name(&field.wire, field.wire_place(), field.attrs.rename.key().is_some(), diag);
        if let Some(item) = field.attrs.item.get() {
            check_name(&item.value(), item.to_token_stream(), true, diag);
        }
        if let Some(earlier) = first.get(field.wire.as_str()) {
            diag.error(field.wire_place(), format_args!("two fields are sent as `{}`", field.wire));
            diag.error(earlier.wire_place(), format_args!("`{}` is first used here", field.wire));
        } else {
            first.insert(&field.wire, field);
        }
    }
}

/// No parameter has the name of one that the client sets.
pub(super) fn check_protocol(fields: &[Field<'_>], diag: &mut Diag) {
    for field in fields.iter().filter(|field| !field.is_flattened()) {
        let wire = &field.wire;
        let Some(known) = PROTOCOL.into_iter().find(|known| known.eq_ignore_ascii_case(wire)) else {
            continue;
        };
        let text = if known == wire {
            format!(
                "`{wire}` is a TOP protocol parameter that the client sets; an API parameter cannot use it"
            )
        } else {
            format!(
                "`{wire}` is `{known}` in another case, a TOP protocol parameter that the client sets; an API \
                 parameter cannot use it"
            )
        };
        diag.error(field.wire_place(), text);
    }
}

fn check_name(name: &str, place: TokenStream, is_literal: bool, diag: &mut Diag) {
    if let Some(fault) = wire_fault(name) {
        let instead =
            if is_literal { "" } else { "; give the name on the API's page with `#[top(rename = \"...\")]`" };
        diag.error(
            place,
            format_args!(
                "{name:?} is not a wire name: {fault}; expected ASCII without blanks, quotes and `\\`{instead}"
            ),
        );
    }
}
