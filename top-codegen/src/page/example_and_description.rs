//! Example and description of a row.

use super::cell::is_list;
use super::sample::Member;
use crate::text::contains_chinese;

/// Example and description of a row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ExampleAndDescription {
    pub(super) example: String,
    pub(super) description: String,
    /// `true` if the two were swapped in the document.
    pub(super) swapped: bool,
}

/// Reads cells: an example, a description, or both, followed by more description lines.
pub(super) fn of_cells(cells: &[&str], sample_member: Option<&Member>) -> ExampleAndDescription {
    let value = value_of(sample_member);
    let (example, description) = match cells {
        [] => (value, String::new()),
        [only] if !value.is_empty() && same(only, value) => (*only, String::new()),
        [only] => (value, (*only).to_owned()),
        [example, description @ ..] => {
            (if example.is_empty() { value } else { *example }, description.join("\n"))
        }
    };
    in_place(example.to_owned(), description)
}

/// Reads lines with unknown cell borders: the first is the example if it equals the sample's value.
pub(super) fn of_lines(lines: &[&str], sample_member: Option<&Member>) -> ExampleAndDescription {
    let value = value_of(sample_member);
    match lines {
        [first, ..] if !value.is_empty() && same(first, value) => of_cells(lines, sample_member),
        _ => in_place(value.to_owned(), lines.join("\n")),
    }
}

/// Reads text with a blank between example and description. If the description is elsewhere, the
/// whole text is the example.
pub(super) fn of_joined(
    text: &str,
    ty: &str,
    described: bool,
    sample_member: Option<&Member>,
) -> ExampleAndDescription {
    let text = text.trim();
    let value = value_of(sample_member);
    if described {
        let example = if text.is_empty() { value } else { text };
        return ExampleAndDescription { example: example.to_owned(), ..ExampleAndDescription::default() };
    }
    if !value.is_empty()
        && let Some(description) = text.strip_prefix(value).and_then(ended)
    {
        return in_place(value.to_owned(), description.to_owned());
    }
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim_start();
    if rest.is_empty() {
        let cells: &[&str] = if text.is_empty() { &[] } else { &[text] };
        return of_cells(cells, sample_member);
    }
    let is_example = if value.is_empty() {
        sample_member.is_none_or(|sample_member| sample_member.value.is_none())
            && looks_like_example(first, ty)
    } else {
        same(first, value)
    };
    if is_example {
        return in_place(first.to_owned(), rest.to_owned());
    }
    in_place(value.to_owned(), text.to_owned())
}

/// Returns the text after the example, if the example ends at a blank.
fn ended(rest: &str) -> Option<&str> {
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

fn value_of(sample_member: Option<&Member>) -> &str {
    sample_member.and_then(|sample_member| sample_member.value.as_deref()).unwrap_or_default()
}

/// Returns `true` if the example equals the sample's value, ignoring list brackets and quotes.
fn same(example: &str, value: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|char| !matches!(char, '[' | ']' | '"' | ' ')).collect()
    };
    example == value || bare(example) == bare(value)
}

/// Returns `true` if the first word is probably an example; used if the sample has none.
fn looks_like_example(word: &str, ty: &str) -> bool {
    if is_list(ty) && word.starts_with('[') {
        return true;
    }
    match ty.trim_end_matches(['[', ']', ' ']) {
        "Number" => word.parse::<f64>().is_ok(),
        "Boolean" => matches!(word, "true" | "false"),
        "String" | "Date" | "Json" | "Price" => false,
        object => word.starts_with(['{', '[']) || word == object,
    }
}

/// Swaps example and description if they are evidently exchanged: the example is Chinese words
/// only, and the description is a constant or contains a placeholder (`XXX`).
fn in_place(example: String, description: String) -> ExampleAndDescription {
    let words = contains_chinese(&example) && !example.bytes().any(|byte| byte.is_ascii_alphanumeric());
    if words && (is_constant(&description) || description.contains("XXX") && ends_as_name(&example)) {
        return ExampleAndDescription { example: description, description: example, swapped: true };
    }
    ExampleAndDescription { example, description, swapped: false }
}

/// Returns `true` for a constant such as `CONSUME_FINISH_SUCCESS`.
fn is_constant(text: &str) -> bool {
    text.contains('_')
        && text.starts_with(|char: char| char.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Returns `true` if the text ends like the name of a field.
fn ends_as_name(text: &str) -> bool {
    ["名称", "编码", "编号", "标题", "内容", "信息", "地址", "时间"].iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{ExampleAndDescription, of_cells, of_joined};
    use crate::page::sample::Member;

    fn sample_member(value: &str) -> Member {
        Member { value: Some(value.to_owned()), ..Member::default() }
    }

    fn texts(example: &str, description: &str) -> ExampleAndDescription {
        ExampleAndDescription {
            example: example.to_owned(),
            description: description.to_owned(),
            swapped: false,
        }
    }

    #[test]
    fn text_is_split_after_the_sample_value() {
        let found = of_joined(
            "2015-01-05 03:00:00 开始 时间",
            "Date",
            false,
            Some(&sample_member("2015-01-05 03:00:00")),
        );
        assert_eq!(found, texts("2015-01-05 03:00:00", "开始 时间"));
        assert_eq!(of_joined("开始 时间", "String", false, Some(&sample_member(""))), texts("", "开始 时间"));
        assert_eq!(
            of_joined("[7] 编号", "Number []", false, Some(&sample_member("7"))),
            texts("[7]", "编号")
        );
    }

    #[test]
    fn single_cell_is_the_description_unless_it_is_the_sample_value() {
        assert_eq!(of_cells(&["门店"], Some(&sample_member(""))), texts("", "门店"));
        assert_eq!(of_cells(&["a1"], Some(&sample_member("a1"))), texts("a1", ""));
        assert_eq!(of_cells(&["门店"], Some(&sample_member("a1"))), texts("a1", "门店"));
    }

    #[test]
    fn swapped_example_and_description_are_swapped_back() {
        for (example, description) in [("处理结果编码", "DONE_OK"), ("标题名称", "关于XXX的通知")]
        {
            let found = of_cells(&[example, description], None);
            assert_eq!((found.example.as_str(), found.swapped), (description, true));
        }
        for (example, description) in [("成功", "SUCCESS"), ("东区XXX", "提交人"), ("提示", "message")]
        {
            assert!(!of_cells(&[example, description], None).swapped, "{example}");
        }
    }
}
