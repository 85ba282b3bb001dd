//! Names on the wire: what they may look like and how they follow from Rust names.

use std::fmt::Write as _;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt as _;

/// Parameters of the protocol itself. The client sets them, so no parameter of an API can have one of these names.
pub(crate) const PROTOCOL: [&str; 11] = [
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

/// A name's length stands before it in the runtime's layouts, as one character of ASCII.
const LONGEST: usize = 127;

/// An identifier's name as it goes over the wire and into messages: `r#type` is `type`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A type's name as TOP writes it: each capital starts a part, so `RespItemDTO` is `resp_item_d_t_o`.
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

/// What keeps `name` from being a method name, or `None` when it is one.
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

/// What keeps `name` from being the name of a parameter, a member or an element, or `None` when it can be one.
///
/// The codec writes these names as they are, without escapes.
pub(crate) fn wire_fault(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.len() > LONGEST {
        return Some(format!("it has {} characters, of {LONGEST} at most", name.len()));
    }
    let (at, c) =
        name.char_indices().find(|(_, c)| !c.is_ascii_graphic() || matches!(c, '"' | '\'' | '\\'))?;
    let mut fault = format!("character {c:?} at {at}");
    if c.is_alphabetic() {
        let _ = write!(fault, " is not ASCII");
    }
    Some(fault)
}

/// A type or path as a person writes it, for messages: tokens print with blanks between them.
pub(crate) fn written(tokens: impl ToTokens) -> String {
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
