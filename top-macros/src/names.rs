//! Wire names: validity rules and conversion from Rust names.

use std::fmt::Write as _;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt as _;

/// System parameters of the protocol. The client sets them, so an API parameter cannot use these
/// names.
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

/// System parameters of APIs with a path. Their other names are free, as these APIs have no `method`,
/// `format` or `v`.
pub(crate) const PATH_SYSTEM_PARAMS: [&str; 7] =
    ["access_token", "app_key", "partner_id", "session", "sign", "sign_method", "timestamp"];

/// Limit: 127 bytes. The runtime's field tables store the length as one ASCII character.
pub(crate) const MAX_NAME_LEN: usize = 127;

/// Returns the name without `r#`, for the wire and for messages.
pub(crate) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Converts a type's name to TOP's snake case. Each capital starts a part: `RespItemDTO` becomes
/// `resp_item_d_t_o`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// Returns the reason why `name` is not a valid method name, or `None` if it is valid.
pub(crate) fn method_fault(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    let mut part_start = 0;
    for (at, c) in name.char_indices() {
        match c {
            '.' if at == part_start => return Some(format!("empty part at {at}")),
            '.' => part_start = at + 1,
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => {}
            _ => return Some(format!("character {c:?} at {at}")),
        }
    }
    (part_start == name.len()).then(|| format!("empty part at {part_start}"))
}

/// Returns the reason why `name` is not a valid topic, or `None` if it is valid.
pub(crate) fn topic_fault(name: &str) -> Option<String> {
    /// Limit of the platform, in bytes.
    const MAX_LEN: usize = 256;
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.len() > MAX_LEN {
        return Some(format!("it has {} bytes, the limit is {MAX_LEN}", name.len()));
    }
    let is_valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.char_indices().find(|(_, c)| !is_valid(*c)).map(|(at, c)| format!("character {c:?} at {at}"))
}

/// Returns the reason why `path` is not the path of an API, or `None` if it is one: segments of
/// unreserved characters, or `{name}`, each after a `/`.
pub(crate) fn path_fault(path: &str) -> Option<String> {
    let Some(rest) = path.strip_prefix('/') else {
        return Some("it does not start with `/`".to_owned());
    };
    if rest.is_empty() {
        return Some("it has no segment after `/`".to_owned());
    }
    rest.split('/').find_map(segment_fault)
}

fn segment_fault(segment: &str) -> Option<String> {
    if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return match name {
            "" => Some("`{}` names no field".to_owned()),
            _ if name.contains(['{', '}']) => Some(format!("`{segment}` has braces inside of braces")),
            _ => wire_fault(name).map(|fault| format!("`{segment}` names no field: {fault}")),
        };
    }
    match segment {
        "" => return Some("it has an empty segment: a `/` too much".to_owned()),
        "." | ".." => return Some(format!("`{segment}` leads to another path")),
        _ if segment.contains(['{', '}']) => {
            return Some(format!(
                "in `{segment}`, braces do not enclose the whole segment, as in `/{{name}}/`"
            ));
        }
        _ => {}
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':' | '@');
    segment.chars().find(|c| !is_plain(*c)).map(|c| match c {
        '?' | '#' => format!("`{c}` ends it: parameters are fields"),
        '%' => "`%` would be encoded again: only letters, digits, `-`, `.`, `_`, `~`, `:`, `@`".to_owned(),
        _ => format!("character {c:?} in `{segment}`"),
    })
}

/// Returns the names in braces of a valid path.
pub(crate) fn path_variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// Returns the reason why `name` is not a valid name of a parameter, member or element, or `None`
/// if it is valid. The codec writes these names without escapes.
pub(crate) fn wire_fault(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.len() > MAX_NAME_LEN {
        return Some(format!("it has {} bytes, the limit is {MAX_NAME_LEN}", name.len()));
    }
    let (at, c) =
        name.char_indices().find(|(_, c)| !c.is_ascii_graphic() || matches!(c, '"' | '\'' | '\\'))?;
    let mut fault = format!("character {c:?} at {at}");
    if c.is_alphabetic() {
        let _ = write!(fault, " is not ASCII");
    }
    Some(fault)
}

/// Prints a type or path without the blanks that `TokenStream` puts between tokens.
pub(crate) fn display_type(tokens: impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let mut text = String::with_capacity(spaced.len());
    let mut chars = spaced.chars().peekable();
    while let Some(c) = chars.next() {
        let after_tight = text.ends_with(['<', '>', ':', '&', '(', '[']);
        let before_tight =
            chars.peek().is_some_and(|next| matches!(next, '<' | '>' | ':' | ')' | ']' | ',' | ';'));
        if c == ' ' && (after_tight || before_tight) {
            continue;
        }
        text.push(c);
    }
    text
}
