//! Text of a definition, with line numbers and warnings.

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::{Error, Value};

use super::raw::Raw;
use crate::Diagnostic;

/// Maximum number of characters of a quoted value.
const MAX_QUOTED: usize = 40;

pub(super) struct Source<'a> {
    text: &'a str,
    /// Offsets of the line feeds.
    feeds: Vec<usize>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { text, feeds, warnings: Vec::new() }
    }

    /// Returns the whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Parses the whole text as one object.
    pub(super) fn whole<T: Deserialize<'a>>(&self) -> Result<T, Diagnostic> {
        if self.text.trim_start().starts_with('[') {
            let message = "expected one definition (`{`), found a list (`[`)";
            return Err(Diagnostic::at(self.first_line(), message)
                .with_help("save each API's definition as a file of its own, and give the folder"));
        }
        self.parse(self.text)
    }

    /// Parses a piece of the text.
    pub(super) fn parse<T: Deserialize<'a>>(&self, piece: &'a str) -> Result<T, Diagnostic> {
        serde_json::from_str(piece)
            .map_err(|error| damaged(self.line(piece) + error.line().max(1) - 1, &error))
    }

    /// Returns the line of a piece of the text, counted from 1.
    pub(super) fn line(&self, piece: &str) -> usize {
        let at = piece.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        1 + self.feeds.partition_point(|feed| *feed < at)
    }

    /// Returns the line of the first character that is not a blank.
    pub(super) fn first_line(&self) -> usize {
        self.line(self.text.trim_start())
    }

    pub(super) fn warn(&mut self, piece: &str, message: impl Into<String>) {
        self.warn_at(self.line(piece), message);
    }

    pub(super) fn warn_at(&mut self, line: usize, message: impl Into<String>) {
        self.warnings.push(Diagnostic::at(line, message));
    }

    pub(super) fn into_warnings(self) -> Vec<Diagnostic> {
        self.warnings
    }

    /// Reads a text. Numbers and booleans are converted; a missing value is an empty text.
    pub(super) fn words(&self, raw: Raw<'a>, member: &str) -> Result<String, Diagnostic> {
        let Some(raw) = raw else {
            return Ok(String::new());
        };
        let text = match self.parse(raw.get())? {
            Value::String(text) => text,
            Value::Null => String::new(),
            value @ (Value::Number(_) | Value::Bool(_)) => value.to_string(),
            value => {
                let found = describe_value(&value);
                return Err(Diagnostic::at(
                    self.line(raw.get()),
                    format!("expected text in `{member}`, found {found}"),
                ));
            }
        };
        Ok(text.trim().to_owned())
    }

    /// Reads a boolean: `true`, 1, or either as text.
    pub(super) fn truth(&mut self, raw: Raw<'a>, member: &str) -> Result<bool, Diagnostic> {
        let Some(raw) = raw else {
            return Ok(false);
        };
        let words = self.words(Some(raw), member)?;
        match words.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "是" | "必须" => Ok(true),
            "" | "false" | "0" | "no" | "否" | "可选" => Ok(false),
            _ => {
                let message =
                    format!("expected `true` or `false` in `{member}`, found {words:?}: taken as `false`");
                self.warn(raw.get(), message);
                Ok(false)
            }
        }
    }

    /// Reads an integer, also as text. Any other value is dropped with a warning, as a limit is not
    /// essential.
    pub(super) fn limit<T: FromStr + Display>(
        &mut self,
        raw: Raw<'a>,
        member: &str,
    ) -> Result<Option<T>, Diagnostic> {
        let Some(raw) = raw else {
            return Ok(None);
        };
        let words = self.words(Some(raw), member)?;
        let limit = words.parse().ok();
        if limit.is_none() && !words.is_empty() {
            let message =
                format!("expected a whole number in `{member}`, found {words:?}: the limit is left out");
            self.warn(raw.get(), message);
        }
        Ok(limit)
    }
}

/// Describes a JSON value for messages.
pub(super) fn describe_value(value: &Value) -> String {
    match value {
        Value::Null => "nothing (`null`)".to_owned(),
        Value::Bool(truth) => format!("`{truth}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => {
            let short: String = text.chars().take(MAX_QUOTED).collect();
            format!("the text {short:?}{}", if short.len() < text.len() { "…" } else { "" })
        }
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn damaged(line: usize, error: &Error) -> Diagnostic {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        Category::Eof => Diagnostic::at(line, format!("the JSON ends too early: {reason}"))
            .with_help("the file is incomplete; download or copy it again"),
        Category::Data => Diagnostic::at(line, format!("not a definition of an API: {reason}"))
            .with_help("expected an object with `name`, `requestParams` and `responseParams`"),
        Category::Io | Category::Syntax => Diagnostic::at(line, format!("invalid JSON: {reason}"))
            .with_help("download or copy the file again; a definition contains only JSON"),
    }
}
