//! Rules for the names of parameters and APIs.

use super::SYSTEM_PARAMS;
use super::blank::{is_blank, is_blank_char};
use crate::quoting::is_invisible;

/// Limit: bytes of the wire name of a declared field. The derives refuse longer names.
pub(crate) const MAX_NAME_LEN: usize = 127;

/// Checks the name of an undeclared parameter. Returns the expected form if the name breaks a rule.
///
/// In a multipart form the name is in quotes in a header. A gateway may trim blanks or ignore case.
pub(crate) fn check_param_name(name: &str) -> Option<&'static str> {
    if is_malformed(name) {
        Some("the name of a parameter: visible text without quotes, `\\` and blanks around it")
    } else if SYSTEM_PARAMS.iter().any(|param| param.eq_ignore_ascii_case(name)) {
        Some("the name of an API parameter: those of the protocol, in any case, are set by the client")
    } else {
        None
    }
}

fn is_malformed(name: &str) -> bool {
    let is_padding = |c: char| is_blank_char(c) || c.is_whitespace();
    is_blank(name)
        || name.starts_with(is_padding)
        || name.ends_with(is_padding)
        || name.contains(|c| is_invisible(c) || matches!(c, '"' | '\'' | '\\'))
}

/// Whether a text can be the name of an API: letters, digits, `_` and `-`, in segments separated by
/// `.`.
pub(crate) fn is_method_name(method: &str) -> bool {
    let is_segment = |segment: &str| {
        !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    method.split('.').all(is_segment)
}
