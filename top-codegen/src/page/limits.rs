//! The column `更多限制` (limits).

use crate::model::Limits;

/// Parses a cell of limits, such as `最大长度:32` or `最小值:1 最大值:100`, into `limits`. Returns `false`,
/// without changes, if the cell is something else.
pub(super) fn read(cell: &str, limits: &mut Limits) -> bool {
    if !cell.starts_with(['最', '默']) {
        return false;
    }
    let mut read = limits.clone();
    let separated =
        cell.replace('\u{ff1a}', ":").replace([',', ';', '\u{ff0c}', '\u{ff1b}', '\u{3001}'], " ");
    let joined = separated.replace(": ", ":").replace(" :", ":");
    let mut parts = joined.split_whitespace().peekable();
    let whole = parts.peek().is_some() && parts.all(|part| limit(part, &mut read));
    if whole {
        *limits = read;
    }
    whole
}

/// Removes the limits from the joined text of a row, and returns the rest.
pub(super) fn take(text: &str, limits: &mut Limits) -> String {
    let marks = ["最大", "最小", "默认值"];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return text.to_owned();
    }
    let lines = text.lines().map(|line| {
        let words = line.split(' ').filter(|word| !read(word, limits));
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Parses one limit.
fn limit(part: &str, limits: &mut Limits) -> bool {
    let Some((name, value)) = part.split_once(':') else { return false };
    let value = value.trim_matches(['[', ']', '(', ')']);
    match name {
        "最大长度" => limits.max_len = value.parse().ok().or(limits.max_len),
        "最大列表长度" => limits.max_items = value.parse().ok().or(limits.max_items),
        "最小值" => limits.min = value.parse().ok().or(limits.min),
        "最大值" => limits.max = value.parse().ok().or(limits.max),
        // A default value is not a limit.
        "默认值" => return true,
        _ => return false,
    }
    !value.is_empty()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::Limits;

    #[test]
    fn limits_parse_alone_or_combined() {
        let mut limits = Limits::default();
        assert!(read("最小值:1 最大值:100", &mut limits));
        assert!(read("最大长度\u{ff1a}32", &mut limits));
        assert!(read("最大列表长度: 20", &mut limits));
        assert!(read("默认值:1", &mut limits));
        assert_eq!(limits, Limits { max_len: Some(32), max_items: Some(20), min: Some(1), max: Some(100) });
    }

    #[test]
    fn description_mentioning_a_limit_is_not_a_limit() {
        let mut limits = Limits::default();
        for text in ["最大长度:64个字符 不能为空", "页大小,最大值:100", "最大长度", ""] {
            assert!(!read(text, &mut limits), "{text}");
        }
        assert_eq!(limits, Limits::default());
    }
}
