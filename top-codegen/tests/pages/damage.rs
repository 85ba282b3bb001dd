//! Damaged pages: other blanks, missing samples, missing lines.

use crate::random::Random;

/// A change to the text of a page.
type Change = fn(&str) -> String;

/// Changes that keep the content of a page.
pub(crate) const HARMLESS: [(&str, Change); 6] = [
    ("line ends of Windows", |text| text.replace('\n', "\r\n")),
    ("indented", |text| joined(text.lines(), "      ")),
    ("not indented", |text| joined(text.lines().map(str::trim_start), "")),
    ("no-break blanks", |text| text.replace("• ", "•\u{a0}").replace("    ", "\u{a0}\u{3000}\u{a0} ")),
    ("characters of no width", |text| {
        format!("\u{feff}{}", text.replace('•', "\u{200b}•\u{200b}").replace("参数", "参\u{200b}数"))
    }),
    ("no blank lines", |text| joined(text.lines().filter(|line| !line.trim().is_empty()), "")),
];

/// Prefixes each line.
fn joined<'t>(lines: impl Iterator<Item = &'t str>, indent: &str) -> String {
    lines.flat_map(|line| [indent, line, "\n"]).collect()
}

/// Returns the text of a heading without Markdown characters.
fn heading(line: &str) -> &str {
    line.trim().trim_start_matches('#').trim_start()
}

/// Removes a section of a page.
pub(crate) fn without_section(text: &str, title: &str, heading_too: bool) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        let found = ["请求示例", "响应示例", "异常示例"].iter().find(|title| **title == heading(line));
        if let Some(found) = found {
            inside = *found == title;
        }
        if !inside || (found.is_some() && !heading_too) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Returns the page up to a line, and that line.
pub(crate) fn cut(text: &str, chance: &mut Random) -> (usize, String) {
    let at = chance.below(text.lines().count());
    (at, joined(text.lines().take(at), ""))
}

/// Removes, duplicates or swaps one line between two headings.
pub(crate) fn one_line(text: &str, chance: &mut Random, kind: usize) -> (usize, String) {
    let mut lines: Vec<&str> = text.lines().collect();
    let place =
        |title: &str| lines.iter().position(|line| heading(line) == title).expect("a page has its headings");
    let (start, end) = (place("请求参数") + 2, place("异常示例"));
    let filled: Vec<usize> = (start..end - 1).filter(|at| !lines[*at].trim().is_empty()).collect();
    let at = filled[chance.below(filled.len())];
    match kind {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at]),
        _ => lines.swap(at, at + 1),
    }
    (at + 1, lines.join("\n"))
}
