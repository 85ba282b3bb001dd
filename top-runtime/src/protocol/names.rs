//! The names that a caller chooses for parameters.

use super::SYSTEM_PARAMS;
use crate::issue::{Issue, quote_excerpt};
use crate::oneline::is_invisible;
use crate::protocol::blank::{is_blank, is_blank_char};

/// What is wrong with a name that the caller chose for a parameter.
///
/// In a multipart form a name stands in quotes in a header; a gateway may cut the blanks around it,
/// or not look at its case.
pub(crate) fn check_name(name: &str) -> Option<Issue> {
    let expected = if is_broken(name) {
        "the name of a parameter: visible text without quotes, `\\` and blanks around it"
    } else if SYSTEM_PARAMS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        "the name of an API parameter: those of the protocol, in any case, are set by the client"
    } else {
        return None;
    };
    Some(Issue::at(name, expected, quote_excerpt(name)))
}

fn is_broken(name: &str) -> bool {
    let is_padding = |c: char| is_blank_char(c) || c.is_whitespace();
    is_blank(name)
        || name.starts_with(is_padding)
        || name.ends_with(is_padding)
        || name.contains(|c| is_invisible(c) || matches!(c, '"' | '\'' | '\\'))
}
