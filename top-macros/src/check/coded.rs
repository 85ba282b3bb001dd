//! The rules for the variants of a coded value.

use std::collections::HashMap;

use syn::{Fields, Type};

use crate::attr::Code;
use crate::diag::Diag;
use crate::model::{Coded, Variant, Written};

pub(super) fn check(coded: &Coded<'_>, diag: &mut Diag) {
    for variant in &coded.variants {
        check_variant(variant, coded.has_text_codes(), diag);
    }
    check_codes(coded, diag);
    check_other(coded, diag);
    let ident = coded.head.ident;
    if coded.variants.is_empty() || (coded.others().next().is_some() && coded.variants.len() == 1) {
        diag.error(
            ident,
            format_args!("`{ident}` lists no code: give each a variant with `#[top(\"CODE\")]`"),
        );
    }
}

/// A variant has one code and nothing else, or is the one for all other codes.
fn check_variant(variant: &Variant<'_>, is_text: bool, diag: &mut Diag) {
    let name = variant.ident;
    let attrs = &variant.attrs;
    for code in attrs.codes.iter().skip(1) {
        diag.error(code, "a variant has one code");
    }
    if attrs.other.key().is_some() {
        if let Some(code) = attrs.codes.first() {
            diag.error(code, "`other` takes the codes that are not listed, so it has none of its own");
        }
    } else if attrs.is_misread {
        // The cause has been reported.
    } else if !matches!(variant.fields, Fields::Unit) {
        let held = if is_text { "String" } else { "i64" };
        diag.error(
            variant.fields,
            format_args!(
                "`{name}` carries data; a coded value is a unit variant, or one `#[top(other)]` variant \
                 holding `{held}`"
            ),
        );
    } else if attrs.codes.is_empty() {
        diag.error(
            name,
            format_args!(
                "`{name}` has no code: write `#[top(\"CODE\")]` or `#[top(1)]`, as on the API's page"
            ),
        );
    }
}

/// Codes are of one kind, differ, and are not blank.
fn check_codes(coded: &Coded<'_>, diag: &mut Diag) {
    let is_text = coded.has_text_codes();
    let mut first: HashMap<String, (&Variant<'_>, &Code)> = HashMap::new();
    for (variant, code) in coded.listed() {
        let (is_this_text, value) = match code {
            Code::Text(literal) => (true, format!("{:?}", literal.value())),
            Code::Integer(_, code) => (false, code.to_string()),
        };
        if is_this_text != is_text {
            diag.error(code, "codes of one enum are all text or all numbers");
        }
        if let Code::Text(literal) = code
            && literal.value().trim().is_empty()
        {
            diag.error(literal, "a code is not blank: blank text is an absent value");
        }
        if let Some((earlier, earlier_code)) = first.get(&value) {
            diag.error(code, format_args!("codes must differ: `{value}` is already `{}`", earlier.ident));
            diag.error(earlier_code, format_args!("`{value}` is first used here"));
        } else {
            first.insert(value, (variant, code));
        }
    }
}

/// There is at most one variant for all other codes, and it can hold one.
fn check_other(coded: &Coded<'_>, diag: &mut Diag) {
    const HOLDS: &str = "`other` holds one `String` where codes are text, one `i64` where they are integers";
    for variant in coded.others() {
        match variant.held() {
            None => diag.error(variant, HOLDS),
            Some(ty) if !may_hold(ty, coded.has_text_codes()) => diag.error(ty, HOLDS),
            Some(_) => {}
        }
    }
    for variant in coded.others().skip(1) {
        diag.error(variant.ident, "only one variant can be `other`");
    }
}

/// Whether a type can hold a code, as far as its tokens show; an alias is left to the type checker.
fn may_hold(ty: &Type, is_text: bool) -> bool {
    match Written::of(ty) {
        Written::Unknown => true,
        Written::Text => is_text,
        Written::Integer(integer) => !is_text && integer.name == "i64",
        _ => false,
    }
}
