//! Sections of a page, found by their headings.

mod bare;

use std::ops::Range;

use crate::Diagnostic;

use super::lines::Lines;

/// Advice for an incomplete page.
pub(crate) const COPY_ALL: &str = "copy the page's text again, from the method's name to the samples";

/// The headings, in their order on a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Common,
    Request,
    Response,
    Java,
    Reply,
    Failure,
    Rest,
}

/// Sections of a page as line ranges counted from 1, without headings.
#[derive(Debug)]
pub(super) struct Sections {
    /// From the top to the first table.
    pub(super) head: Range<usize>,
    /// The table of parameters.
    pub(super) request: Range<usize>,
    /// The table of the reply.
    pub(super) response: Range<usize>,
    /// The sample call.
    pub(super) java: Option<Range<usize>>,
    /// The sample reply.
    pub(super) reply: Option<Range<usize>>,
    /// `true` if the page ends with the sample reply, which happens if it was cut off there.
    pub(super) ends_with_reply: bool,
}

impl Sections {
    /// Finds the sections.
    pub(super) fn of(page: &Lines<'_>) -> Result<Self, Diagnostic> {
        let mut headings: Vec<(Heading, usize)> = Vec::new();
        for (number, line) in page.filled(1..page.len() + 1) {
            let Some(heading) = heading(line) else { continue };
            match headings.last() {
                Some((last, _)) if *last >= heading && heading == Heading::Request => {
                    return Err(Diagnostic::at(number, "a second page starts here")
                        .with_help("put each page into its own file"));
                }
                Some((last, _)) if *last >= heading => {}
                _ => headings.push((heading, number)),
            }
        }
        if !headings.iter().any(|(heading, _)| matches!(heading, Heading::Request | Heading::Response)) {
            return bare::sections(page);
        }
        let end = page.len() + 1;
        let part = |searched: Heading| {
            let at = headings.iter().position(|(heading, _)| *heading == searched)?;
            Some(headings[at].1 + 1..headings.get(at + 1).map_or(end, |(_, number)| *number))
        };
        let last = headings.last().map(|(heading, _)| *heading);
        let missing = |title: &str, after: &str| {
            let what = format!("expected the heading `{title}` {after}, found the end of the text");
            Diagnostic::at(page.len().max(1), what).with_help(COPY_ALL)
        };
        let request = part(Heading::Request).ok_or_else(|| missing("请求参数", "after the method's name"))?;
        let response =
            part(Heading::Response).ok_or_else(|| missing("响应参数", "after the table of parameters"))?;
        if last < Some(Heading::Reply) {
            return Err(missing("响应示例", "after the table of the reply"));
        }
        let head = 1..headings.first().map_or(1, |(_, number)| *number);
        let (java, reply) = (part(Heading::Java), part(Heading::Reply));
        Ok(Self { head, request, response, java, reply, ends_with_reply: last == Some(Heading::Reply) })
    }
}

/// Returns `true` if the line is a heading of a page.
pub(super) fn is_heading(line: &str) -> bool {
    heading(line).is_some_and(|heading| heading != Heading::Rest)
}

/// Returns `true` for the heading of the error codes.
pub(super) fn is_codes(line: &str) -> bool {
    title(line) == "错误码解释"
}

/// Returns `true` for a heading behind the error codes.
pub(super) fn is_end(line: &str) -> bool {
    heading(line).is_some() || title(line) == "如何获得此API"
}

/// Returns the heading of a line, with or without a number.
fn heading(line: &str) -> Option<Heading> {
    Some(match title(line) {
        "公共参数" => Heading::Common,
        "请求参数" => Heading::Request,
        "响应参数" | "返回参数" | "返回结果" => Heading::Response,
        "请求示例" => Heading::Java,
        "响应示例" | "返回示例" => Heading::Reply,
        "异常示例" => Heading::Failure,
        "错误码解释" | "API工具" | "FAQ" => Heading::Rest,
        _ => return None,
    })
}

/// Returns the text of a line without marks and numbers of a heading.
fn title(line: &str) -> &str {
    let around = |char: char| {
        matches!(char, '#' | '*' | ':' | '\u{ff1a}' | '【' | '】' | '=' | '-' | '_' | '`')
            || char.is_whitespace()
    };
    let number = |char: char| char.is_ascii_digit() || "一二三四五六七八九十.、)）".contains(char);
    line.trim_matches(around).trim_start_matches(number).trim_matches(around)
}
