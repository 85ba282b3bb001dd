//! Replies of another protocol than that of the gateway.

use crate::outcome::is_success_word;
use crate::tree::Node;

use super::text;

pub(super) const IOP_ERROR: &str = "it is an error of IOP, not of TOP: use a gateway of IOP, such as \
                                    `Gateway::ALIEXPRESS` or `Gateway::iop(..)`";

/// Describes an error of Qimen at a gateway of another protocol.
pub(super) fn qimen_error(protocol: &str) -> String {
    format!(
        "it is an error of Qimen, not of {protocol}: use `Gateway::qimen_cloud(..)` or `Gateway::qimen()`"
    )
}

/// Returns `true` for an error of IOP outside of `error_response`: it has a type, a code other than
/// that of success, and a message.
pub(super) fn is_iop_error(root: Node<'_>) -> bool {
    let has_code = text(root, "code").is_some_and(|code| !code.trim().is_empty() && !is_success_word(code));
    has_code && is_error_type(root) && (text(root, "message").is_some() || text(root, "msg").is_some())
}

/// Whether the member `type` is one of the types of errors of IOP.
pub(super) fn is_error_type(root: Node<'_>) -> bool {
    let types = ["ISV", "ISP", "SYSTEM"];
    text(root, "type").is_some_and(|text| types.iter().any(|name| name.eq_ignore_ascii_case(text)))
}

/// Returns `true` for an error of Qimen.
pub(super) fn is_qimen_error(root: Node<'_>) -> bool {
    root.member("response").is_some_and(is_failure)
}

/// Whether the flag of a reply of Qimen means failure.
pub(super) fn is_failure(response: Node<'_>) -> bool {
    text(response, "flag")
        .is_some_and(|flag| ["failure", "fail"].iter().any(|word| flag.eq_ignore_ascii_case(word)))
}
