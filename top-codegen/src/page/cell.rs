//! Classification of the text of a cell.

/// Returns the requiredness that a cell states, if any.
pub(super) fn requiredness(text: &str) -> Option<bool> {
    match text {
        "必须" | "必填" | "必选" => Some(true),
        "可选" | "选填" | "非必须" | "非必填" => Some(false),
        _ => None,
    }
}

/// Returns `true` if a text can be the name of a parameter or member.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_' || char == '$')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'$'))
}

/// Returns `true` if a text can be a type: a name with a capital, or one of the few without.
pub(super) fn is_type(text: &str) -> bool {
    let base = element(text);
    let simple = matches!(
        base,
        "byte"
            | "null"
            | "int"
            | "long"
            | "short"
            | "double"
            | "float"
            | "boolean"
            | "bool"
            | "char"
            | "string"
            | "object"
            | "Field List"
    );
    simple
        || base.starts_with(|char: char| char.is_ascii_uppercase())
            && base.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$' | b'<' | b'>' | b',')
            })
}

/// Returns `true` for a scalar type.
pub(super) fn is_scalar(text: &str) -> bool {
    matches!(
        element(text),
        "String"
            | "Number"
            | "Boolean"
            | "Date"
            | "Price"
            | "Json"
            | "BigDecimal"
            | "byte"
            | "Long"
            | "Integer"
            | "Double"
            | "Field List"
    )
}

/// Returns `true` if a type is a list.
pub(super) fn is_list(text: &str) -> bool {
    text.trim_end().ends_with("[]")
}

/// Returns a type without list brackets.
fn element(text: &str) -> &str {
    let mut base = text.trim();
    while let Some(inner) = base.strip_suffix("[]") {
        base = inner.trim_end();
    }
    base
}

/// Returns the first word of a name in lower case: `child` for `child_ages` and `ChildAges`. `None`
/// for words without meaning, such as `is`.
pub(super) fn first_word(name: &str) -> Option<String> {
    let capital =
        |(at, char): (usize, char)| (at > 0 && char.is_ascii_uppercase() || char == '_').then_some(at);
    let end = name.char_indices().find_map(capital).unwrap_or(name.len());
    let word = name[..end].to_ascii_lowercase();
    (!matches!(word.as_str(), "" | "is" | "id" | "has" | "list")).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{is_list, is_name, is_type};

    #[test]
    fn types_are_capitalised_or_well_known() {
        for text in
            ["String", "ResultDo []", "Item[][]", "byte[]", "null[]", "Field List", "Map<String,String>"]
        {
            assert!(is_type(text), "{text}");
        }
        for text in ["", "result", "[]", "返回结果", "a,b,c", "{}", "Is it?", "0"] {
            assert!(!is_type(text), "{text}");
        }
        assert!(is_list("Item []") && !is_list("Item"));
    }

    #[test]
    fn wire_names_are_recognised() {
        for text in ["page_no", "_t", "dimission.employee", "InstanceName", "x"] {
            assert!(is_name(text), "{text}");
        }
        for text in ["", "1st", "a b", "名称", "a,b", "http://x"] {
            assert!(!is_name(text), "{text}");
        }
    }
}
