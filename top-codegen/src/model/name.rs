//! Validation of wire names. The derives of `top-runtime` have the same rules; a test compares the
//! two.

use super::bounds::MAX_NAME_LEN;

/// System parameters, which the client sets itself. No parameter of an API may have one of these
/// names.
pub const SYSTEM_PARAMS: [&str; 11] = [
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

/// Returns why a text is not a valid API name, such as `it is empty`; `None` for a valid name.
#[must_use]
pub fn method_name_error(name: &str) -> Option<String> {
    if name.split('.').any(str::is_empty) {
        return Some(if name.is_empty() { "it is empty" } else { "a part between dots is empty" }.to_owned());
    }
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let odd = name.chars().find(|c| !part(*c))?;
    Some(format!("it has {odd:?}, and names have letters, digits, `_`, `-` and `.`"))
}

/// Returns why a text is not a valid name of a parameter, member or list element, such as `it is
/// empty`; `None` for a valid name.
#[must_use]
pub fn wire_name_error(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.len() > MAX_NAME_LEN {
        return Some(format!("it has {} bytes, of {MAX_NAME_LEN} at most", name.len()));
    }
    let odd = name.chars().find(|c| !c.is_ascii_graphic() || matches!(c, '"' | '\'' | '\\'))?;
    Some(format!("it has {odd:?}"))
}
