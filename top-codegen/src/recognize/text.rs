//! Recognition of texts that are not pages.

use crate::{Diagnostic, page};

const IN_BROWSER: &str = "open it in a browser, select all, copy, and save the copied text as the file";

/// Number of bytes inspected.
const LOOKED_AT: usize = 4096;

/// Returns the error for a text that is evidently something else.
pub(super) fn other(text: &str) -> Option<Diagnostic> {
    let at = |what: &str, help: &str| Some(Diagnostic::at(1, what).with_help(help));
    let start = start(text);
    let lower = start.to_ascii_lowercase();
    if is_html(&lower) {
        return at("expected the text of a page, found HTML", IN_BROWSER);
    }
    if lower.starts_with("from: <saved by")
        || lower.starts_with("mime-version:")
        || lower.contains("\nmime-version:")
    {
        return at("expected the text of a page, found a web archive (MHTML)", IN_BROWSER);
    }
    if lower.starts_with("<?xml") || (lower.starts_with('<') && lower.trim_end().ends_with('>')) {
        return at(
            "expected the text of a page, found XML",
            "copy the page as a whole, not its sample alone",
        );
    }
    if lower.starts_with("{\\rtf") {
        return at("expected the text of a page, found RTF", "save it as plain text, in UTF-8");
    }
    if lower.starts_with("[internetshortcut]") || is_address(text) {
        return at("expected the text of a page, found its address", IN_BROWSER);
    }
    if lower.starts_with("// made by topctl") {
        return at(
            "expected a page or a definition, found code that topctl made",
            "give what the code was made from",
        );
    }
    if is_english(text) && !page::is_page(text) {
        let help = "switch the document centre to Chinese, and copy the page again";
        return at("expected a page in Chinese, found one in English", help);
    }
    None
}

fn start(text: &str) -> &str {
    let text = text.trim_start();
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or_default()]
}

fn is_html(lower: &str) -> bool {
    const TAGS: &[&str] =
        &["html", "head", "body", "div", "table", "section", "script", "style", "span", "h1", "p"];
    let opens = |tag: &&str| {
        let rest = lower.strip_prefix('<').and_then(|rest| rest.strip_prefix(*tag));
        rest.is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t', '\r']))
    };
    let is_doctype = lower.starts_with("<!doctype") || lower.starts_with("<!--");
    is_doctype
        || TAGS.iter().any(opens)
        || ["<html", "<body", "<tbody", "</td>"].iter().any(|tag| lower.contains(tag))
}

/// Returns `true` if the text consists of URLs only.
fn is_address(text: &str) -> bool {
    let start = |word: &str| {
        word.starts_with("http://") || word.starts_with("https://") || word.starts_with("URL=http")
    };
    text.split_whitespace().take(20).all(start)
}

fn is_english(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let heading = |title: &str| lower.lines().any(|line| line.trim_matches([' ', '#', '*', ':']) == title);
    let headings = [
        "request parameters",
        "response parameters",
        "request parameter",
        "response parameter",
        "common parameters",
        "request sample",
        "response sample",
        "request example",
        "response example",
    ];
    headings.iter().any(|title| heading(title))
        || lower.lines().any(|line| {
            let line = line.trim_start_matches(['|', ' ']);
            line.starts_with("name") && line.contains("type") && line.contains("description")
        })
}
