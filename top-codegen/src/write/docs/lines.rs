//! Lines of a doc comment: escaped for Markdown and wrapped.

/// Width of a line in columns. A Chinese character takes two.
const WIDTH: usize = 100;

/// Returns text as the lines of a doc comment.
pub(in crate::write) fn lines(text: &[String]) -> Vec<String> {
    text.iter().flat_map(|line| wrapped(&escaped(line))).map(|line| started(&line)).collect()
}

/// Returns text as the cell of a table.
pub(in crate::write) fn cell(text: &[String]) -> String {
    escaped(&text.join(" ")).replace('|', "\\|")
}

/// Escapes Markdown characters, and turns URLs into links.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while !rest.is_empty() {
        let is_url = |at: &usize| ["http://", "https://"].iter().any(|start| rest[*at..].starts_with(start));
        let at = rest.match_indices("http").map(|(at, _)| at).find(is_url);
        let (before, from) = rest.split_at(at.unwrap_or(rest.len()));
        escape_plain(before, &mut text);
        let (url, after) = from.split_at(url_length(from));
        if url.ends_with("//") {
            escape_plain(url, &mut text);
        } else if !url.is_empty() {
            text.extend(["<", url, ">"]);
        }
        rest = after;
    }
    text
}

/// Returns the length of the URL at the start. Chinese text may follow without a blank.
fn url_length(text: &str) -> usize {
    let is_part = |char: char| {
        char.is_ascii_graphic() && !matches!(char, '<' | '>' | '"' | '\\' | '`' | '^' | '{' | '}' | '|')
    };
    let url = text.find(|char| !is_part(char)).map_or(text, |end| &text[..end]);
    url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_']).len().max(url.len().min(8))
}

/// Escapes characters that are special anywhere; `_` only at the edge of a word.
fn escape_plain(plain: &str, text: &mut String) {
    let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let mut before = None;
    let mut chars = plain.chars().peekable();
    while let Some(char) = chars.next() {
        let is_mark = match char {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '$' => true,
            '&' => chars.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == '#'),
            '_' => !(is_word(before) && is_word(chars.peek().copied())),
            _ => false,
        };
        if is_mark {
            text.push('\\');
        }
        text.push(char);
        before = Some(char);
    }
}

/// Wraps a line at blanks, after Chinese punctuation, or before a Chinese character.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = line.trim();
    while let Some(at) = cut(rest) {
        let (head, tail) = rest.split_at(at);
        lines.push(head.trim_end().to_owned());
        rest = tail.trim_start();
    }
    lines.push(rest.to_owned());
    lines
}

/// Returns the position to wrap at; `None` if the text fits or cannot be wrapped.
fn cut(text: &str) -> Option<usize> {
    let mut column = 0;
    let mut best = None;
    let mut before = ' ';
    for (at, char) in text.char_indices() {
        let width = if is_wide(char) { 2 } else { 1 };
        let may_cut = at > 0 && before != '\\' && !is_closing(char);
        if may_cut && (char == ' ' || before == ' ' || is_wide(before) || is_wide(char)) {
            best = Some(at);
        }
        if column + width > WIDTH && best.is_some() {
            return best;
        }
        before = char;
        column += width;
    }
    None
}

fn is_wide(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

/// Punctuation that must not start a line.
fn is_closing(char: char) -> bool {
    matches!(
        char,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | '！'
            | '？'
            | '）'
            | '】'
            | '》'
            | '”'
            | '’'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
    )
}

/// Escapes the start of a list, heading, quotation or table.
fn started(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['#', '-', '+', '=', '|', ':']) { format!("\\{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn one(line: &str) -> Vec<String> {
        lines(&[line.to_owned()])
    }

    #[test]
    fn markdown_characters_are_escaped() {
        for (line, expected) in [
            ("List<String> [x] `y` *z*", r"List\<String\> \[x\] \`y\` \*z\*"),
            ("order_id 和 _t 和 a_", r"order_id 和 \_t 和 a\_"),
            ("# 标题", r"\# 标题"),
            ("- 一", r"\- 一"),
            ("1. 一", r"1\. 一"),
            ("12) 一", r"12\) 一"),
            ("===", r"\==="),
            ("a&b &lt &#3", r"a\&b \&lt \&#3"),
            ("| a | b |", r"\| a | b |"),
            ("~~~", r"\~\~\~"),
        ] {
            assert_eq!(one(line), [expected], "{line}");
        }
    }

    #[test]
    fn urls_become_links_without_the_text_after_them() {
        for (line, expected) in [
            ("见https://a.b/c?d=e_f*。详情", "见<https://a.b/c?d=e_f>\\*。详情"),
            ("(http://a.b).", "(<http://a.b>)."),
            ("http://", "http://"),
            ("https://文档", "https://文档"),
        ] {
            assert_eq!(one(line), [expected], "{line}");
        }
    }

    #[test]
    fn long_lines_wrap_at_word_borders_and_never_in_urls() {
        let url = format!("https://example.com/{}", "a".repeat(150));
        assert_eq!(one(&format!("文档 {url} 完")), ["文档".to_owned(), format!("<{url}>"), "完".to_owned()]);
        let long = one(&"中".repeat(120));
        assert_eq!(long.iter().map(|line| line.chars().count()).collect::<Vec<_>>(), [50, 50, 20]);
        let numbered = format!("{}1. 一", "字".repeat(50));
        assert_eq!(one(&numbered)[1], r"1\. 一");
    }
}
