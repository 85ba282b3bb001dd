//! Rules for the names of parameters and APIs.

use super::blank::{is_blank, is_blank_char};
use crate::quoting::is_invisible;

/// Limit: bytes of the wire name of a declared field. The derives refuse longer names.
pub(crate) const MAX_NAME_LEN: usize = 127;

/// Checks the name of an undeclared parameter. Returns the expected form if the name breaks a rule.
/// `reserved` are the names of the system parameters.
///
/// In a multipart form the name is in quotes in a header. A gateway may trim blanks or ignore case.
pub(crate) fn check_param_name(name: &str, reserved: &[&str]) -> Option<&'static str> {
    if is_malformed(name) {
        Some("the name of a parameter: visible text without quotes, `\\` and blanks around it")
    } else if reserved.iter().any(|param| param.eq_ignore_ascii_case(name)) {
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

/// Whether the name of an API is a path.
pub(crate) const fn is_path(method: &str) -> bool {
    matches!(method.as_bytes(), [b'/', ..])
}

/// Returns the name of the variable that a segment of a declared path is.
fn variable(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Returns the segments of a declared path, and for each the name of its variable, if it is one.
pub(crate) fn path_segments(path: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    path.split('/').skip(1).map(|segment| (segment, variable(segment)))
}

/// Returns what a segment of a path must be, if `segment` cannot be one.
pub(crate) fn check_segment(segment: &str) -> Option<&'static str> {
    match segment {
        _ if is_blank(segment) => Some("text that is not blank, as it is a part of the path"),
        "." | ".." => Some("text other than `.` and `..`, which lead to another path"),
        _ => None,
    }
}

/// Returns what the path of an undeclared API must be, if `path` cannot be one.
pub(crate) fn check_path(path: &str) -> Option<&'static str> {
    if path.contains(['?', '#']) {
        Some("a path: parameters are passed by name, not after `?`")
    } else if path.contains(['{', '}']) {
        Some("a path without braces, as an undeclared API has no fields to fill them with")
    } else {
        path_segments(path)
            .find_map(|(segment, _)| check_segment(segment))
            .map(|_| "the path of an API, like `/order/get`, without empty segments, `.` and `..`")
    }
}

/// Whether a text can be the path of a declared API: plain characters, and variables in braces.
#[cfg(feature = "metrics")]
pub(crate) fn is_declared_path(path: &str) -> bool {
    let is_plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':' | '@' | '/' | '{' | '}')
    };
    is_path(path) && path.chars().all(is_plain)
}
