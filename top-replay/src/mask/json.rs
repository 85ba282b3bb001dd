//! Masks JSON without parsing it into values: numbers keep their digits and members their order, a
//! broken text is masked as far as it goes, and no nesting is too deep.

use super::{Kind, Masking, SECRET};

/// Limit: bytes of a text that is laid out over several lines.
const MAX_PRETTY: usize = 1024 * 1024;

/// Limit: depth of a text that is laid out over several lines.
const MAX_PRETTY_DEPTH: usize = 32;

/// Blanks between tokens in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// As in the text.
    Unchanged,
    /// One member per line, for the value of a member at the top level of a file.
    Pretty,
}

/// A part of a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Colon,
    Comma,
    /// With its quotes.
    Text,
    /// A number, a word, or anything else.
    Literal,
    Blank,
}

/// An object or list that is open.
#[derive(Clone, Copy)]
struct Frame {
    is_object: bool,
    /// Kind of all values inside.
    kind: Option<Kind>,
}

/// Masks the values of listed names, at any depth and in texts inside of texts. `nested` counts the
/// texts around this one.
pub(crate) fn rewrite(text: &str, masking: &mut Masking<'_>, layout: Layout, nested: usize) -> String {
    let layout = if is_too_large(text) { Layout::Unchanged } else { layout };
    let mut writer = Writer { out: String::with_capacity(text.len()), layout, depth: 1 };
    let mut frames: Vec<Frame> = Vec::new();
    let mut member: Option<Kind> = None;
    let mut rest = text;
    while let Some((token, part)) = next(rest) {
        rest = &rest[part.len()..];
        let top = frames.last().copied();
        let kind = member.or(top.and_then(|frame| frame.kind));
        match token {
            Token::Open => {
                frames.push(Frame { is_object: part == "{", kind });
                member = None;
                writer.open(part, closes_next(rest));
            }
            Token::Close => {
                frames.pop();
                member = None;
                writer.close(part);
            }
            Token::Comma => {
                member = None;
                writer.comma();
            }
            Token::Colon => writer.colon(),
            Token::Blank => writer.blank(part),
            Token::Text if top.is_some_and(|frame| frame.is_object) && names_a_member(rest) => {
                member = masking.names.kind(&decode(part).unwrap_or_default());
                writer.push(part);
            }
            Token::Text => writer.push(&masked_text(part, kind, masking, nested)),
            Token::Literal => writer.push(&masked_literal(part, kind, masking)),
        }
    }
    writer.out
}

fn is_too_large(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    text.len() > MAX_PRETTY
        || std::iter::from_fn(|| {
            let (token, part) = next(rest)?;
            rest = &rest[part.len()..];
            Some(token)
        })
        .any(|token| {
            match token {
                Token::Open => depth += 1,
                Token::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > MAX_PRETTY_DEPTH
        })
}

/// Returns the first token of a text.
fn next(text: &str) -> Option<(Token, &str)> {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let first = text.chars().next()?;
    let (token, len) = match first {
        '{' | '[' => (Token::Open, 1),
        '}' | ']' => (Token::Close, 1),
        ':' => (Token::Colon, 1),
        ',' => (Token::Comma, 1),
        '"' => (Token::Text, text_len(text)),
        c if is_blank(c) => (Token::Blank, text.find(|c| !is_blank(c)).unwrap_or(text.len())),
        _ => {
            let ends = |c: char| is_blank(c) || matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | '"');
            (Token::Literal, text.find(ends).unwrap_or(text.len()))
        }
    };
    Some((token, &text[..len]))
}

/// Returns the length of a string with its quotes, or up to the end of a text that was cut.
fn text_len(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn names_a_member(rest: &str) -> bool {
    rest.trim_start().starts_with(':')
}

fn closes_next(rest: &str) -> bool {
    rest.trim_start().starts_with(['}', ']'])
}

/// Returns the content of a string. `None` if it is not valid.
fn decode(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

fn encode(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn masked_text(part: &str, kind: Option<Kind>, masking: &mut Masking<'_>, nested: usize) -> String {
    let Some(text) = decode(part) else {
        // The platform sends raw control characters and halves of surrogate pairs. The values of a
        // text inside of such a text cannot be found.
        let inner = part.trim_matches('"');
        let is_nested = inner.contains(['{', '[', '<']) && names_a_listed_value(inner, masking);
        let kind = kind.or(is_nested.then_some(Kind::Personal));
        return kind
            .map_or_else(|| part.to_owned(), |kind| encode(&masking.value(Some(kind), inner, nested)));
    };
    let masked = masking.value(kind, &text, nested);
    if masked == text { part.to_owned() } else { encode(&masked) }
}

/// Returns `true` if a word of a text is a listed name.
fn names_a_listed_value(text: &str, masking: &Masking<'_>) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
    words.any(|word| masking.names.kind(word).is_some())
}

fn masked_literal(part: &str, kind: Option<Kind>, masking: &mut Masking<'_>) -> String {
    match kind {
        Some(_) if matches!(part, "true" | "false" | "null") => part.to_owned(),
        Some(Kind::Secret) => encode(SECRET),
        Some(Kind::Personal) => masking.pseudonyms.number(part),
        None => part.to_owned(),
    }
}

/// Writes tokens, with or without their blanks.
struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn open(&mut self, text: &str, is_empty: bool) {
        self.out.push_str(text);
        self.depth += 1;
        if !is_empty {
            self.new_line();
        }
    }

    fn close(&mut self, text: &str) {
        self.depth = self.depth.saturating_sub(1);
        if !self.out.ends_with(['{', '[']) {
            self.new_line();
        }
        self.out.push_str(text);
    }

    fn comma(&mut self) {
        self.out.push(',');
        self.new_line();
    }

    fn colon(&mut self) {
        self.out.push_str(if self.layout == Layout::Pretty { ": " } else { ":" });
    }

    fn blank(&mut self, text: &str) {
        if self.layout == Layout::Unchanged {
            self.out.push_str(text);
        }
    }

    fn new_line(&mut self) {
        if self.layout == Layout::Pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }
}
