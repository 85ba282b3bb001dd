//! Grammar of code lists.

use std::collections::HashSet;

use super::Code;

use crate::text::is_chinese;

/// Maximum length of a label in characters. A longer one is a sentence.
const LABEL: usize = 40;

/// Maximum number of codes. A larger enum has no readers.
const MOST: usize = 500;

/// Maximum number of characters inspected for a label, as an unclosed bracket may extend to the
/// end.
const FARTHEST: usize = 200;

/// Separator of a code and its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Colon,
    Dash,
    Equals,
    Arrow,
    /// 表示, 代表, 为, 是
    Word,
    /// A point, a bracket or an ideographic comma.
    Point,
    /// A blank, or nothing.
    None,
}

/// A parsed code.
struct Entry<'t> {
    code: &'t str,
    mark: Mark,
    label: &'t str,
}

/// Returns the text before the codes, and the codes; `None` if uncertain.
pub(super) fn read(description: &str) -> Option<(String, Vec<Code>)> {
    let text = plain(description);
    let start = starts(&text).next()?;
    let (before, list) = text.split_at(start);
    if before.contains(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let (entries, rest) = entries(list)?;
    let mark = entries.first()?.mark;
    let is_even = (2..=MOST).contains(&entries.len())
        && entries.iter().all(|entry| entry.mark == mark && is_label(entry));
    if !is_even
        || (mark == Mark::None && !is_bare_list(&entries))
        || says_more(rest, mark)
        || repeats(&entries)
    {
        return None;
    }
    let codes =
        entries.iter().map(|entry| Code { code: entry.code.to_owned(), label: entry.label.to_owned() });
    let subject =
        before.trim_end_matches(|char: char| !char.is_alphanumeric() && !matches!(char, ')' | '>' | ']'));
    Some((subject.trim().to_owned(), codes.collect()))
}

/// Returns every code with its label, even if they form no list.
pub(super) fn all(description: &str) -> Vec<(String, String)> {
    let text = plain(description);
    let found = starts(&text).filter_map(|at| entry(&text[at..]));
    found.map(|(entry, _)| (entry.code.to_owned(), entry.label.to_owned())).collect()
}

/// Replaces full-width digits and punctuation by ASCII; line ends and tags become separators.
fn plain(text: &str) -> String {
    let text = crate::write::docs::clean(text).join("\n");
    text.chars()
        .map(|char| match char {
            '，' | '、' => ',',
            '；' | '。' => ';',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
            '—' | '–' => '-',
            '【' => '[',
            '】' => ']',
            '→' => '>',
            _ => char,
        })
        .collect()
}

/// Returns the positions where a code may start: not inside a word or number.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back();
        let is_inside =
            before.is_some_and(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.' | '-' | '/'));
        (!is_inside && entry(&text[at..]).is_some()).then_some(at)
    })
}

/// Parses entries at the start, and returns the rest.
fn entries(text: &str) -> Option<(Vec<Entry<'_>>, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((entry, after)) = entry(rest) {
        found.push(entry);
        rest = after.trim_start_matches([',', ';', '/', '|', '\n', ' ']);
        if after.starts_with([')', ']', '>']) {
            break;
        }
    }
    (!found.is_empty()).then_some((found, rest))
}

/// Parses one entry at the start, and returns the rest.
fn entry(text: &str) -> Option<(Entry<'_>, &str)> {
    let code = code(text)?;
    let (mark, after) = mark(&text[code.len()..], code)?;
    let label = label(after, mark);
    (!label.is_empty()).then(|| (Entry { code, mark, label }, &after[label.len()..]))
}

/// Parses an integer, or a name of ASCII letters, digits and `_`.
fn code(text: &str) -> Option<&str> {
    let sign = usize::from(text.starts_with('-'));
    let digits = text[sign..].bytes().take(FARTHEST).take_while(u8::is_ascii_digit).count();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let word = text.bytes().take(FARTHEST).take_while(is_word).count();
    if digits > 0 && digits <= 9 && word <= digits {
        return Some(&text[..sign + digits]);
    }
    let is_name = text.starts_with(|first: char| first.is_ascii_alphabetic()) && (1..=40).contains(&word);
    is_name.then(|| &text[..word])
}

/// Parses the separator of a code and its label.
fn mark<'t>(text: &'t str, code: &str) -> Option<(Mark, &'t str)> {
    let text = text.trim_start_matches(' ');
    let marks = [
        (Mark::Arrow, "-->"),
        (Mark::Arrow, "->"),
        (Mark::Arrow, "=>"),
        (Mark::Arrow, ">"),
        (Mark::Dash, "--"),
        (Mark::Dash, "-"),
        (Mark::Colon, ":"),
        (Mark::Equals, "=="),
        (Mark::Equals, "="),
        (Mark::Word, "表示"),
        (Mark::Word, "代表"),
        (Mark::Word, "为"),
        (Mark::Point, "."),
        (Mark::Point, ")"),
    ];
    if let Some((mark, after)) = marks.iter().find_map(|(mark, sign)| Some((*mark, text.strip_prefix(sign)?)))
    {
        return Some((mark, after.trim_start_matches(' ')));
    }
    // Without a separator, only a number followed by Chinese text is unambiguous.
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && text.chars().next().is_some_and(is_chinese)).then_some((Mark::None, text))
}

/// Parses a label: letters, and text in brackets. A label of ASCII words may contain blanks.
fn label(text: &str, mark: Mark) -> &str {
    let mut depth = 0_usize;
    let mut end = 0;
    let mut before = ' ';
    for (at, char) in text.char_indices().take(FARTHEST) {
        let next = text[at + char.len_utf8()..].chars().next().unwrap_or(' ');
        let goes_on = match char {
            '(' => {
                depth += 1;
                true
            }
            ')' if depth > 0 => {
                depth -= 1;
                true
            }
            '\n' => false,
            _ if depth > 0 => true,
            ' ' => before.is_ascii_alphabetic() && next.is_ascii_alphabetic(),
            '_' | '+' | '“' | '”' => at > 0,
            '/' => at > 0 && is_chinese(before) && is_chinese(next) && mark != Mark::None,
            // A digit after a letter belongs to the label (`C2M`), unless a new code may start
            // there.
            '0'..='9' => before.is_ascii_uppercase() && next.is_ascii_uppercase(),
            _ => char.is_alphabetic(),
        };
        if !goes_on {
            break;
        }
        before = char;
        end = at + char.len_utf8();
    }
    // An unclosed bracket contains more than the label.
    if depth > 0 { "" } else { text[..end].trim_end() }
}

/// Returns `true` if a label is Chinese text, or ASCII words after a number.
fn is_label(entry: &Entry<'_>) -> bool {
    let is_number = entry.code.ends_with(|last: char| last.is_ascii_digit())
        && !entry.code.contains(|char: char| char.is_ascii_alphabetic());
    let is_chinese = entry.label.contains(is_chinese);
    let is_word = is_number && entry.mark != Mark::Dash && entry.label.len() > 1;
    entry.label.chars().count() <= LABEL && (is_chinese || is_word)
}

/// Returns `true` if codes without separators count up from 0 or 1 and no label is a unit: `1天2次`
/// is not a list of codes.
fn is_bare_list(entries: &[Entry<'_>]) -> bool {
    const UNITS: &[char] = &[
        '个', '人', '件', '位', '倍', '元', '分', '号', '周', '天', '家', '小', '年', '张', '折', '日', '时',
        '月', '条', '次', '点', '秒', '种', '级', '级', '页', '万', '千', '百', '毫', '至', '到', '或', '和',
        '及', '以', '之', '者', '的', '星', '岁', '间', '层', '则', '字', '套', '米', '克', '斤', '升', '类',
        '期', '轮', '份', '笔', '台', '部', '名', '步', '行', '列', '楼', '室', '门',
    ];
    let numbers: Vec<i64> = entries.iter().filter_map(|entry| entry.code.parse().ok()).collect();
    let first = numbers.first().copied().unwrap_or(-1);
    let counts = numbers.iter().zip(first..).all(|(number, wanted)| *number == wanted)
        || (numbers.len() == 2 && numbers.contains(&0) && numbers.contains(&1));
    (0..=1).contains(&first) && counts && !entries.iter().any(|entry| entry.label.starts_with(UNITS))
}

/// Returns `true` if the rest may contain further codes.
fn says_more(rest: &str, mark: Mark) -> bool {
    let in_sentence = starts(rest)
        .any(|at| entry(&rest[at..]).is_some_and(|(entry, _)| entry.mark == mark || mark == Mark::None));
    let first = rest.trim_start_matches([')', ']', '>', ',', ';', ' ', '\n']);
    in_sentence
        || first.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '-' | '~' | ':' | '='))
}

fn repeats(entries: &[Entry<'_>]) -> bool {
    let mut seen = HashSet::new();
    !entries.iter().all(|entry| seen.insert(entry.code.to_ascii_lowercase()))
}
