//! Conversion of documented names to Rust names: `snake_case` for fields and modules,
//! `UpperCamelCase` for types.

use proc_macro2::{Ident, Span};

/// Keywords of Rust. All but `self`, `Self`, `super` and `crate` are valid as raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", "Self",
];

/// Keywords that are invalid as raw identifiers.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// Returns `true` for a keyword.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Splits a name into words: `skuID2_list` is `sku`, `ID2`, `list`. Anything but ASCII letters and
/// digits separates words.
pub(super) fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let bytes = name.as_bytes();
    let mut start = 0;
    for at in 0..=bytes.len() {
        let is_inside = at < bytes.len() && bytes[at].is_ascii_alphanumeric();
        let is_hump = is_inside && at > start && is_new_word(bytes, at);
        if !is_inside || is_hump {
            if at > start {
                words.push(&name[start..at]);
            }
            start = if is_inside { at } else { at + 1 };
        }
    }
    words
}

/// Returns `true` if a capital starts a word: `nameList` at `L`, `URLList` at the second `L`.
fn is_new_word(bytes: &[u8], at: usize) -> bool {
    let is_upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    is_upper(at) && (!is_upper(at - 1) || is_lower(at + 1))
}

/// Converts a name to `snake_case`; empty if it has neither letters nor digits.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_").to_ascii_lowercase()
}

/// Converts a name to `UpperCamelCase`. A name in that case is unchanged: `LinkInfoDTO` keeps its
/// `DTO`.
pub(super) fn camel(name: &str) -> String {
    let is_camel = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && name.bytes().any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if is_camel { name.to_owned() } else { words(name).into_iter().map(capital).collect() }
}

/// Capitalises a word.
pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars.map(|char| char.to_ascii_lowercase())).collect()
}

/// Returns the list element name that the derives build from a type name.
pub(super) fn list_element_name(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for char in name.chars() {
        if char.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.push(char.to_ascii_lowercase());
    }
    snake
}

/// Returns the field name for a wire name: `snake_case`, adjusted if it starts with a digit or is
/// one of the four keywords that are invalid as raw identifiers. Other keywords are unchanged;
/// [`ident`] prints them raw.
pub(super) fn field(wire: &str) -> String {
    let name = snake(wire);
    match name.as_bytes().first() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) if NEVER_RAW.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// Returns the type name for a documented name; `None` if no character is usable.
pub(super) fn type_name(name: &str) -> Option<String> {
    let name = camel(name);
    match name.as_bytes().first() {
        None => None,
        Some(first) if first.is_ascii_digit() => Some(format!("T{name}")),
        Some(_) if NEVER_RAW.contains(&name.as_str()) => Some(format!("{name}Object")),
        Some(_) => Some(name),
    }
}

/// Returns the module name of a method: `taobao.time.get` is `taobao_time_get`.
pub(crate) fn module(method: &str) -> String {
    let name = snake(method);
    match name.as_bytes().first() {
        None => "api".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api_{name}"),
        Some(_) if is_keyword(&name) => format!("{name}_"),
        Some(_) => name,
    }
}

/// Returns the identifier of a name; raw for a keyword.
pub(super) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

#[cfg(test)]
mod tests {
    use super::{camel, field, list_element_name, module, snake, type_name};

    #[test]
    fn words_split_at_capitals_and_signs_but_not_digits() {
        for (name, expected) in [
            ("reason_type_code_level2", "reason_type_code_level2"),
            ("OwnerAppkey", "owner_appkey"),
            ("skuID2List", "sku_id2_list"),
            ("dimission.employee", "dimission_employee"),
            ("_t", "t"),
            ("a__b", "a_b"),
            ("URLList", "url_list"),
        ] {
            assert_eq!(snake(name), expected);
        }
    }

    #[test]
    fn field_names_are_always_valid() {
        for (wire, expected) in [
            ("type", "type"),
            ("self", "self_"),
            ("Self", "self_"),
            ("_", "unnamed"),
            ("2d_code", "n2d_code"),
        ] {
            assert_eq!(field(wire), expected);
        }
    }

    #[test]
    fn type_names_keep_documented_spelling_if_valid() {
        assert_eq!(camel("LinkInfoDTO"), "LinkInfoDTO");
        assert_eq!(camel("cnsku_info"), "CnskuInfo");
        assert_eq!(type_name("com.taobao.Foo$Bar").as_deref(), Some("ComTaobaoFooBar"));
        assert_eq!((type_name("3D"), type_name("结果")), (Some("T3D".to_owned()), None));
        assert_eq!(list_element_name("LinkInfoDTO"), "link_info_d_t_o");
    }

    #[test]
    fn module_name_follows_the_method() {
        assert_eq!(
            module("account.aliyuncs.com.CreateApp.2013-07-01"),
            "account_aliyuncs_com_create_app_2013_07_01"
        );
        assert_eq!((module("type"), module("1688.x")), ("type_".to_owned(), "api_1688_x".to_owned()));
    }
}
