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
