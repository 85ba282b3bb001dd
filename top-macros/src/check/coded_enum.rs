//! Rules for the variants of a coded enum.

use std::collections::HashMap;

use syn::{Fields, Type};

use crate::attr::Code;
use crate::diag::Diag;
use crate::model::{CodedEnum, SyntacticType, Variant};

pub(super) fn check(coded: &CodedEnum<'_>, diag: &mut Diag) {
    for variant in &coded.variants {
        check_variant(variant, coded.has_text_codes(), diag);
    }
    check_codes(coded, diag);
    check_other(coded, diag);
    let ident = coded.container.ident;
    if coded.variants.is_empty() || (coded.others().next().is_some() && coded.variants.len() == 1) {
        diag.error(
            ident,
            format_args!("`{ident}` has no codes: add a variant with `#[top(\"CODE\")]` for each"),
        );
    }
}

/// A variant has one code and no fields, or is the `other` variant.
fn check_variant(variant: &Variant<'_>, is_text: bool, diag: &mut Diag) {
    let name = variant.ident;
    let attrs = &variant.attrs;
    for code in attrs.codes.iter().skip(1) {
        diag.error(code, "a variant can have only one code");
    }
    if attrs.other.key().is_some() {
        if let Some(code) = attrs.codes.first() {
            diag.error(code, "`other` takes all codes without a variant, so it cannot have a code");
        }
    } else if attrs.is_invalid {
        // The cause is already reported.
    } else if !matches!(variant.fields, Fields::Unit) {
        let code_type = if is_text { "String" } else { "i64" };
        diag.error(
            variant.fields,
            format_args!(
                "`{name}` has fields; only the `#[top(other)]` variant has one, of type `{code_type}`"
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

/// Codes must be of one kind, unique and not blank.
fn check_codes(coded: &CodedEnum<'_>, diag: &mut Diag) {
    let is_text = coded.has_text_codes();
    let mut first: HashMap<String, (&Variant<'_>, &Code)> = HashMap::new();
    for (variant, code) in coded.coded_variants() {
        let (is_this_text, value) = match code {
            Code::Text(literal) => (true, format!("{:?}", literal.value())),
            Code::Integer(_, code) => (false, code.to_string()),
        };
        if is_this_text != is_text {
            diag.error(code, "the codes of an enum must be all text or all integers");
        }
        if let Code::Text(literal) = code
            && literal.value().trim().is_empty()
        {
            diag.error(literal, "a code cannot be blank: blank text means an absent value");
        }
        if let Some((earlier, earlier_code)) = first.get(&value) {
            diag.error(code, format_args!("duplicate code: `{value}` is already `{}`", earlier.ident));
            diag.error(earlier_code, format_args!("`{value}` is first used here"));
        } else {
            first.insert(value, (variant, code));
        }
    }
}

/// At most one variant is `other`, with one field of the type of the codes.
fn check_other(coded: &CodedEnum<'_>, diag: &mut Diag) {
    const EXPECTED: &str = "`other` requires one field: `String` for text codes, `i64` for integer codes";
    for variant in coded.others() {
        match variant.field_type() {
            None => diag.error(variant, EXPECTED),
            Some(ty) if !may_be_code_type(ty, coded.has_text_codes()) => diag.error(ty, EXPECTED),
            Some(_) => {}
        }
    }
    for variant in coded.others().skip(1) {
        diag.error(variant.ident, "only one variant can be `other`");
    }
}

/// Returns `false` if the type cannot be the field of `other`. An alias is left to the type
/// checker.
fn may_be_code_type(ty: &Type, is_text: bool) -> bool {
    match SyntacticType::of(ty) {
        SyntacticType::Unknown => true,
        SyntacticType::Text => is_text,
        SyntacticType::Integer(integer) => !is_text && integer.name == "i64",
        _ => false,
    }
}
