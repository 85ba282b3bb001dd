//! Validation of wire names. The derives of `top-runtime` have the same rules; a test compares the
//! two.

use super::Protocol;
use super::bounds::MAX_NAME_LEN;

/// System parameters of methods, which the client sets itself. No parameter of an API may have one of
/// these names.
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

/// System parameters of APIs with a path. Their other names are free, as these APIs have no `method`,
/// `format` or `v`.
pub const PATH_SYSTEM_PARAMS: [&str; 7] =
    ["access_token", "app_key", "partner_id", "session", "sign", "sign_method", "timestamp"];

/// Returns `true` if the client sets a parameter of this name itself, so that no API of the protocol
/// can have a parameter of this name.
#[must_use]
pub fn is_system_param(protocol: Protocol, name: &str) -> bool {
    let reserved: &[&str] = match protocol {
        Protocol::IopRest(_) => &PATH_SYSTEM_PARAMS,
        Protocol::Top | Protocol::IopSync => &SYSTEM_PARAMS,
        Protocol::Tmc => &[],
    };
    reserved.iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}

/// Returns why a text is not a valid topic, such as `it is empty`; `None` for a valid topic:
/// `taobao_trade_TradeCreate`.
#[must_use]
pub fn topic_name_error(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.len() > MAX_NAME_LEN {
        return Some(format!("it has {} bytes, of {MAX_NAME_LEN} at most", name.len()));
    }
    if let Some(odd) = name.chars().find(|char| !char.is_ascii_alphanumeric() && *char != '_') {
        return Some(format!("it has {odd:?}, and topics have letters, digits and `_`"));
    }
    (!name.trim_matches('_').contains('_')).then(|| "it has no parts joined by `_`".to_owned())
}

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
