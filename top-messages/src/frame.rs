//! Frames of the message channel, version 2: what one binary WebSocket message contains.
//!
//! | part | layout, little-endian |
//! |---|---|
//! | version | 1 byte: 2 |
//! | kind | 1 byte: [`FrameKind`] |
//! | headers | repeated: kind as `u16`, then its payload |
//! | end | `u16` 0 |
//!
//! A text is its length in bytes as `i32`, then UTF-8. An empty text and no text have the same
//! form.
//!
//! ```
//! use top_messages::frame::{Frame, FrameKind, Value};
//!
//! let pull = Frame::new(FrameKind::Send).with("__kind", Value::Byte(1));
//! let bytes = pull.encode();
//! assert_eq!(Frame::decode(&bytes)?, pull);
//! assert_eq!(Frame::decode(&bytes[..5]).unwrap_err().to_string(), "the frame ends at byte 5, inside of a length");
//! # Ok::<(), top_messages::frame::FrameError>(())
//! ```

mod decode;
mod encode;

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

pub use decode::FrameError;

/// Version of all frames.
const VERSION: u8 = 2;

/// Kinds of headers.
mod header {
    pub(super) const END: u16 = 0;
    pub(super) const ENTRY: u16 = 1;
    pub(super) const STATUS: u16 = 2;
    pub(super) const PHRASE: u16 = 3;
    pub(super) const FLAG: u16 = 4;
    pub(super) const TOKEN: u16 = 5;
}

/// Formats of values.
mod format {
    pub(super) const VOID: u8 = 0;
    pub(super) const TEXT: u8 = 1;
    pub(super) const BYTE: u8 = 2;
    pub(super) const INT16: u8 = 3;
    pub(super) const INT32: u8 = 4;
    pub(super) const INT64: u8 = 5;
    pub(super) const DATE: u8 = 6;
    pub(super) const BYTES: u8 = 7;
}

/// Purpose of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameKind {
    /// Opens the channel.
    Connect,
    /// Accepts or refuses a connection.
    ConnectAck,
    /// A message, a pull, a confirmation, a failure.
    Send,
    /// Accepts or refuses what was sent.
    SendAck,
}

/// One frame.
///
/// `Debug` masks the token and the entries `sign` and `token`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame {
    /// Purpose.
    pub kind: FrameKind,
    /// Status of an acknowledgement. 0: success.
    pub status: i32,
    /// Description of an error.
    pub phrase: Option<String>,
    /// Number that pairs a frame with its acknowledgement. 0: none is expected.
    pub flag: i32,
    /// Token of the connection.
    pub token: Option<String>,
    /// Named values, in the order of the frame.
    pub entries: Vec<(Cow<'static, str>, Value)>,
}

/// A typed value of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Void,
    /// Text. An empty one is received as [`Value::Void`].
    Text(String),
    /// 8 bits.
    Byte(i8),
    /// 16 bits.
    Int16(i16),
    /// 32 bits.
    Int32(i32),
    /// 64 bits.
    Int64(i64),
    /// Milliseconds since 1970-01-01 00:00:00 UTC.
    Date(i64),
    /// Bytes.
    Bytes(Bytes),
}

impl Frame {
    /// Creates a frame without headers.
    #[must_use]
    pub const fn new(kind: FrameKind) -> Self {
        Self { kind, status: 0, phrase: None, flag: 0, token: None, entries: Vec::new() }
    }

    /// Adds an entry.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: Value) -> Self {
        self.entries.push((name.into(), value));
        self
    }

    /// Sets the flag.
    #[must_use]
    pub fn with_flag(mut self, flag: i32) -> Self {
        self.flag = flag;
        self
    }

    /// Sets the token of the connection.
    #[must_use]
    pub fn with_token(mut self, token: Option<&str>) -> Self {
        self.token = token.map(str::to_owned);
        self
    }

    /// Returns the value of an entry. Of equal names, the last one counts.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.iter().rev().find(|(entry, _)| entry == name).map(|(_, value)| value)
    }

    /// Takes the value of an entry, and leaves none. Of equal names, the last one counts.
    pub(crate) fn take(&mut self, name: &str) -> Value {
        let entry = self.entries.iter_mut().rev().find(|(entry, _)| entry == name);
        entry.map_or(Value::Void, |(_, value)| std::mem::replace(value, Value::Void))
    }
}

impl Value {
    /// Returns an integer of any width, or a text that is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Byte(value) => Some((*value).into()),
            Self::Int16(value) => Some((*value).into()),
            Self::Int32(value) => Some((*value).into()),
            Self::Int64(value) | Self::Date(value) => Some(*value),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Void | Self::Bytes(_) => None,
        }
    }

    /// Returns a text, or the digits of an integer.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        self.clone().into_text()
    }

    /// Returns a text without copying it, or the digits of an integer.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => self.as_i64().map(|value| value.to_string()),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mask = |name: &str| top_runtime::__v0_1_0::is_sensitive(name);
        let entries: Vec<_> = self
            .entries
            .iter()
            .map(|(name, value)| (name, if mask(name) { &MASKED } else { value }))
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        f.debug_struct("Frame")
            .field("kind", &self.kind)
            .field("status", &self.status)
            .field("phrase", &self.phrase)
            .field("flag", &self.flag)
            .field("token", &self.token.as_ref().map(|_| "***"))
            .field("entries", &entries)
            .finish()
    }
}

/// A value in place of a secret, in `Debug`.
static MASKED: Value = Value::Void;
