//! An independent parser of multipart bodies by RFC 2046: strict about boundaries, lenient about
//! blanks in headers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Text parts by name.
pub(super) type Texts = BTreeMap<String, String>;

/// Parts of a body, without order.
pub(super) type Parts = BTreeSet<Part>;

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) name: String,
    /// `None` for a text.
    pub(super) file_name: Option<String>,
    /// Without parameters.
    pub(super) mime: String,
    pub(super) content: Vec<u8>,
}

impl Part {
    /// A text.
    pub(super) fn field(name: &str, value: &str) -> Self {
        let (name, mime) = (name.to_owned(), "text/plain".to_owned());
        Self { name, file_name: None, mime, content: value.as_bytes().to_vec() }
    }
}

/// Parses a body with this content type.
pub(super) fn split(content_type: &str, body: &[u8]) -> Result<Parts, String> {
    let (_, boundary) = content_type.split_once("boundary=").ok_or("no boundary")?;
    let boundary = boundary.split(';').next().unwrap_or_default().trim_matches('"');
    // A delimiter starts a line, and the first line may be the first delimiter.
    let body = [b"\r\n", body].concat();
    let delimiter = format!("\r\n--{boundary}");
    let mut pieces = cut(&body, delimiter.as_bytes()).into_iter();
    let preamble = pieces.next().unwrap_or_default();
    if !preamble.trim_ascii().is_empty() {
        return Err("text before the first delimiter".to_owned());
    }
    let end = pieces.next_back().ok_or("no delimiter")?;
    if !end.starts_with(b"--") || !end[2..].trim_ascii().is_empty() {
        return Err("no end, or text after it".to_owned());
    }
    let mut parts = Parts::new();
    for piece in pieces {
        let piece = piece.strip_prefix(b"\r\n").ok_or("a delimiter that does not end its line")?;
        if !parts.insert(part(piece)?) {
            return Err("the same part twice".to_owned());
        }
    }
    Ok(parts)
}

fn part(piece: &[u8]) -> Result<Part, String> {
    let at = find(piece, b"\r\n\r\n").ok_or("a part without an empty line")?;
    let head = str::from_utf8(&piece[..at]).map_err(|error| error.to_string())?;
    let header = |wanted: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        lines.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    let disposition = header("Content-Disposition").ok_or("a part without a disposition")?;
    let mut rest = disposition.strip_prefix("form-data").ok_or("a part that is no form data")?;
    let mut part = Part {
        name: String::new(),
        file_name: None,
        mime: header("Content-Type").unwrap_or_default().split(';').next().unwrap_or_default().to_owned(),
        content: piece[at + 4..].to_vec(),
    };
    while let Some(parameter) = rest.strip_prefix(';') {
        let (name, quoted) = parameter.split_once("=\"").ok_or("a parameter without quotes")?;
        let (value, after) = quoted.split_once('"').ok_or("quotes that do not end")?;
        match name.trim() {
            "name" => value.clone_into(&mut part.name),
            "filename" => part.file_name = Some(value.to_owned()),
            other => return Err(format!("an unknown parameter {other}")),
        }
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        return Err(format!("after the parameters: {rest}"));
    }
    Ok(part)
}

fn cut<'b>(mut body: &'b [u8], delimiter: &[u8]) -> Vec<&'b [u8]> {
    let mut pieces = Vec::new();
    while let Some(at) = find(body, delimiter) {
        pieces.push(&body[..at]);
        body = &body[at + delimiter.len()..];
    }
    pieces.push(body);
    pieces
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// Returns the content type of a captured request.
pub(super) fn content_type(http: &Value) -> &str {
    let mut headers = http["headers"].as_array().unwrap().iter();
    headers.find(|header| header[0] == "Content-Type").and_then(|header| header[1].as_str()).unwrap()
}
