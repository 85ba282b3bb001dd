//! The table of error codes.

use crate::model::ErrorCode;

use super::lines::Lines;
use super::section::{is_codes, is_end};

/// Reads the error codes below their heading; none without it. A row begins with a code in ASCII;
/// other lines are left out. Without tabs and bars, only three words are certainly three columns.
pub(super) fn read(page: &Lines<'_>) -> Vec<ErrorCode> {
    let lines = page.filled(1..page.len() + 1).map(|(_, line)| line);
    let rows = lines.skip_while(|line| !is_codes(line)).skip(1).take_while(|line| !is_end(line));
    rows.filter_map(row).collect()
}

fn row(line: &str) -> Option<ErrorCode> {
    let separator = ['\t', '|'].into_iter().find(|separator| line.contains(*separator));
    let cells: Vec<&str> = match separator {
        Some(separator) => line.trim_matches(['|', ' ']).split(separator).map(str::trim).collect(),
        None => line.split_whitespace().collect(),
    };
    let (code, texts) = cells.split_first()?;
    let is_code = !code.is_empty()
        && code.bytes().all(|byte| byte.is_ascii_graphic())
        && code.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let (description, solution) = match (texts, separator) {
        ([description, solution], _) => ((*description).to_owned(), (*solution).to_owned()),
        (texts, Some(_)) => (
            texts.first().copied().unwrap_or_default().to_owned(),
            texts.get(1..).unwrap_or_default().join(" "),
        ),
        (texts, None) => (texts.join(" "), String::new()),
    };
    is_code.then(|| ErrorCode { code: (*code).to_owned(), description, solution })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::page::lines::Lines;

    #[test]
    fn codes_are_read_up_to_the_next_heading() {
        let page = "响应示例\n错误码解释\n错误码 错误描述 解决方案\nisv.no-item 没有商品 检查编号\nE7 两个 词 的描述\n说明\n| 4 | 没有 | 再试 |\n5\t没有\t再 试\nAPI工具\nE8 不是 错误码\n";
        let codes: Vec<String> = read(&Lines::of(page))
            .into_iter()
            .map(|code| format!("{}/{}/{}", code.code, code.description, code.solution))
            .collect();
        assert_eq!(
            codes,
            ["isv.no-item/没有商品/检查编号", "E7/两个 词 的描述/", "4/没有/再试", "5/没有/再 试"]
        );
        assert!(read(&Lines::of("请求参数\nE7 没有 检查\n")).is_empty());
    }
}
