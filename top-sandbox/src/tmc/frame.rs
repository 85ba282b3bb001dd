//! Frames as the server reads and writes them. Independent of the codec of `top-messages`, so that
//! an error of one shows.

use std::collections::BTreeMap;

/// A value that the server needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    Empty,
    Text(String),
    Number(i64),
}

/// A frame that was received.
#[derive(Debug, Default)]
pub(super) struct Received {
    pub(super) kind: u8,
    pub(super) flag: i32,
    pub(super) token: Option<String>,
    pub(super) entries: BTreeMap<String, Entry>,
}

impl Received {
    /// Reads a frame. The error is the part that is missing or wrong.
    pub(super) fn read(mut bytes: &[u8]) -> Result<Self, String> {
        let bytes = &mut bytes;
        if number(bytes, 1)? != 2 {
            return Err("a version other than 2".to_owned());
        }
        let mut frame = Self { kind: bits(bytes, 1)?, ..Self::default() };
        loop {
            match number(bytes, 2)? {
                0 => break,
                1 => {
                    let name = text(bytes)?.ok_or("an entry without a name")?;
                    let value = match number(bytes, 1)? {
                        0 => Entry::Empty,
                        1 => text(bytes)?.map_or(Entry::Empty, Entry::Text),
                        2 => Entry::Number(number(bytes, 1)?),
                        3 => Entry::Number(number(bytes, 2)?),
                        4 => Entry::Number(number(bytes, 4)?),
                        5 | 6 => Entry::Number(number(bytes, 8)?),
                        format => return Err(format!("a value of format {format}")),
                    };
                    frame.entries.insert(name, value);
                }
                4 => frame.flag = number(bytes, 4)?.try_into().map_err(|_| "a flag".to_owned())?,
                5 => frame.token = text(bytes)?,
                header => return Err(format!("header {header}")),
            }
        }
        if bytes.is_empty() { Ok(frame) } else { Err(format!("{} bytes after the end", bytes.len())) }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.entries.get(name) {
            Some(Entry::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.entries.get(name) {
            Some(Entry::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

/// Reads a signed little-endian number.
fn number(bytes: &mut &[u8], width: usize) -> Result<i64, String> {
    let (head, rest) = bytes.split_at_checked(width).ok_or("the end inside of a number")?;
    *bytes = rest;
    let value = head.iter().rev().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let unused = 64 - 8 * u32::try_from(width).unwrap_or(8);
    Ok((value << unused).cast_signed() >> unused)
}

fn bits(bytes: &mut &[u8], width: usize) -> Result<u8, String> {
    number(bytes, width)?.try_into().map_err(|_| "a negative kind".to_owned())
}

fn text(bytes: &mut &[u8]) -> Result<Option<String>, String> {
    let length = usize::try_from(number(bytes, 4)?).map_err(|_| "a negative length")?;
    let (head, rest) = bytes.split_at_checked(length).ok_or("the end inside of a text")?;
    *bytes = rest;
    let text = String::from_utf8(head.to_vec()).map_err(|_| "a text that is not UTF-8")?;
    Ok((!text.is_empty()).then_some(text))
}

/// Writes a frame.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new(kind: u8) -> Self {
        Self(vec![2, kind])
    }

    pub(super) fn status(mut self, status: i32, phrase: &str) -> Self {
        self.0.extend([2, 0]);
        self.0.extend(status.to_le_bytes());
        self.0.extend([3, 0]);
        self.counted(phrase.as_bytes());
        self
    }

    pub(super) fn flag(mut self, flag: i32) -> Self {
        self.0.extend([4, 0]);
        self.0.extend(flag.to_le_bytes());
        self
    }

    pub(super) fn token(mut self, token: &str) -> Self {
        self.0.extend([5, 0]);
        self.counted(token.as_bytes());
        self
    }

    pub(super) fn text(mut self, name: &str, value: &str) -> Self {
        self.name(name, 1);
        self.counted(value.as_bytes());
        self
    }

    pub(super) fn bytes(mut self, name: &str, value: &[u8]) -> Self {
        self.name(name, 7);
        self.counted(value);
        self
    }

    pub(super) fn byte(mut self, name: &str, value: u8) -> Self {
        self.name(name, 2);
        self.0.push(value);
        self
    }

    pub(super) fn long(mut self, name: &str, value: i64) -> Self {
        self.name(name, 5);
        self.0.extend(value.to_le_bytes());
        self
    }

    pub(super) fn date(mut self, name: &str, value: i64) -> Self {
        self.name(name, 6);
        self.0.extend(value.to_le_bytes());
        self
    }

    /// Writes a header that no client knows.
    pub(super) fn unknown_header(mut self) -> Self {
        self.0.extend([9, 0]);
        self
    }

    pub(super) fn end(mut self) -> Vec<u8> {
        self.0.extend([0, 0]);
        self.0
    }

    fn name(&mut self, name: &str, format: u8) {
        self.0.extend([1, 0]);
        self.counted(name.as_bytes());
        self.0.push(format);
    }

    fn counted(&mut self, bytes: &[u8]) {
        self.0.extend(i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_le_bytes());
        self.0.extend(bytes);
    }
}
