//! Decoding of frames.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use super::{Frame, FrameKind, Value, format, header};

/// Limit: entries of a frame. A message has about ten.
const MAX_ENTRIES: usize = 256;

/// Names of the entries of a message. Decoding does not allocate them.
const NAMES: [&str; 12] = [
    "__kind",
    "content",
    "dataid",
    "id",
    "msg",
    "nick",
    "outtime",
    "publisher",
    "retried",
    "time",
    "topic",
    "userid",
];

/// Why bytes are not a frame, with the offset of the cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameError {
    at: usize,
    cause: Cause,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Cause {
    /// Version 1: its numbers change their byte order inside of a frame.
    Version,
    Kind(u8),
    Header(u16),
    Length(i32),
    Entries,
    End(&'static str),
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        match &self.cause {
            Cause::Version => write!(f, "the frame has version 1, expected 2"),
            Cause::Kind(kind) => write!(f, "the frame has kind {kind}, expected 0 to 3"),
            Cause::Header(kind) => write!(f, "header {kind} at byte {at} is unknown, expected 0 to 5"),
            Cause::Length(length) => write!(f, "length {length} at byte {at} is negative"),
            Cause::Entries => write!(f, "the frame has more than {MAX_ENTRIES} entries, at byte {at}"),
            Cause::End(part) => write!(f, "the frame ends at byte {at}, inside of {part}"),
        }
    }
}

impl std::error::Error for FrameError {}

impl Frame {
    /// Decodes a frame. Needs memory in proportion to `bytes`, whatever lengths they claim. Limit: 256
    /// entries.
    ///
    /// - Every version other than 1 is read as version 2, like the official SDK does.
    /// - A value of an unknown format is read as a text.
    /// - Text that is not UTF-8 gets replacement characters.
    /// - Bytes after the end are ignored.
    ///
    /// # Errors
    ///
    /// The bytes end too early, or contain an unknown header, whose length is unknown.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.byte()? == 1 {
            return Err(FrameError { at: 0, cause: Cause::Version });
        }
        let mut frame = Self::new(match reader.byte()? {
            0 => FrameKind::Connect,
            1 => FrameKind::ConnectAck,
            2 => FrameKind::Send,
            3 => FrameKind::SendAck,
            kind => return Err(FrameError { at: 1, cause: Cause::Kind(kind) }),
        });
        loop {
            let at = reader.at;
            match u16::from_le_bytes(reader.array("a header")?) {
                header::END => return Ok(frame),
                header::ENTRY if frame.entries.len() == MAX_ENTRIES => {
                    return Err(FrameError { at, cause: Cause::Entries });
                }
                header::ENTRY => {
                    if frame.entries.is_empty() {
                        frame.entries.reserve(NAMES.len());
                    }
                    let name = reader.name()?;
                    frame.entries.push((name, reader.value()?));
                }
                header::STATUS => frame.status = i32::from_le_bytes(reader.array("a number")?),
                header::PHRASE => frame.phrase = reader.text()?,
                header::FLAG => frame.flag = i32::from_le_bytes(reader.array("a number")?),
                header::TOKEN => frame.token = reader.text()?,
                kind => return Err(FrameError { at, cause: Cause::Header(kind) }),
            }
        }
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize, part: &'static str) -> Result<&'b [u8], FrameError> {
        let end = self.at.saturating_add(count);
        let taken = self.bytes.get(self.at..end);
        let taken = taken.ok_or(FrameError { at: self.bytes.len(), cause: Cause::End(part) })?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, part: &'static str) -> Result<[u8; N], FrameError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, part)?);
        Ok(array)
    }

    fn byte(&mut self) -> Result<u8, FrameError> {
        self.array("a byte").map(|[byte]| byte)
    }

    fn counted(&mut self, part: &'static str) -> Result<&'b [u8], FrameError> {
        let at = self.at;
        let length = i32::from_le_bytes(self.array("a length")?);
        let count = usize::try_from(length).map_err(|_| FrameError { at, cause: Cause::Length(length) })?;
        self.take(count, part)
    }

    fn text(&mut self) -> Result<Option<String>, FrameError> {
        let bytes = self.counted("a text")?;
        Ok((!bytes.is_empty()).then(|| to_text(bytes)))
    }

    fn name(&mut self) -> Result<Cow<'static, str>, FrameError> {
        let bytes = self.counted("a text")?;
        let known = NAMES.into_iter().find(|name| name.as_bytes() == bytes);
        Ok(known.map_or_else(|| Cow::Owned(to_text(bytes)), Cow::Borrowed))
    }

    fn value(&mut self) -> Result<Value, FrameError> {
        Ok(match self.byte()? {
            format::VOID => Value::Void,
            format::BYTE => Value::Byte(self.byte()?.cast_signed()),
            format::INT16 => Value::Int16(i16::from_le_bytes(self.array("a number")?)),
            format::INT32 => Value::Int32(i32::from_le_bytes(self.array("a number")?)),
            format::INT64 => Value::Int64(i64::from_le_bytes(self.array("a number")?)),
            format::DATE => Value::Date(i64::from_le_bytes(self.array("a date")?)),
            format::BYTES => Value::Bytes(Bytes::copy_from_slice(self.counted("bytes")?)),
            // `format::TEXT`, and formats that are not known.
            _ => self.text()?.map_or(Value::Void, Value::Text),
        })
    }
}

fn to_text(bytes: &[u8]) -> String {
    // The check alone is faster than the replacement of what is not UTF-8.
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}
