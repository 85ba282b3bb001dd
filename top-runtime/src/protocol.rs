//! Facts of the protocol: system parameters, names, blanks and signing order.

pub(crate) mod blank;
pub(crate) mod names;

use std::cmp::Ordering;

/// Names of the system parameters (公共参数), sorted. No API parameter can have one of these names.
pub(crate) const SYSTEM_PARAMS: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

/// Compares parameter names in signing order: by UTF-16 code unit, as the official SDK does.
///
/// The order differs from that of bytes only for characters beyond U+FFFF.
pub(crate) fn name_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}
