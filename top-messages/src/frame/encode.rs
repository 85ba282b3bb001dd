//! Encoding of frames.

use super::{Frame, FrameKind, VERSION, Value, format, header};

impl Frame {
    /// Encodes the frame: status, phrase, flag and token if they have a value, then the entries.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(128));
        out.0.push(VERSION);
        out.0.push(match self.kind {
            FrameKind::Connect => 0,
            FrameKind::ConnectAck => 1,
            FrameKind::Send => 2,
            FrameKind::SendAck => 3,
        });
        if self.status > 0 {
            out.header(header::STATUS);
            out.0.extend(self.status.to_le_bytes());
        }
        if let Some(phrase) = self.phrase.as_deref().filter(|phrase| !phrase.is_empty()) {
            out.header(header::PHRASE);
            out.counted(phrase.as_bytes());
        }
        if self.flag > 0 {
            out.header(header::FLAG);
            out.0.extend(self.flag.to_le_bytes());
        }
        if let Some(token) = self.token.as_deref().filter(|token| !token.is_empty()) {
            out.header(header::TOKEN);
            out.counted(token.as_bytes());
        }
        for (name, value) in &self.entries {
            out.header(header::ENTRY);
            out.counted(name.as_bytes());
            out.value(value);
        }
        out.header(header::END);
        out.0
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn header(&mut self, kind: u16) {
        self.0.extend(kind.to_le_bytes());
    }

    /// Writes the length and the bytes. Cuts what a length cannot express, 2 GiB.
    fn counted(&mut self, bytes: &[u8]) {
        let len = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
        self.0.extend(len.to_le_bytes());
        let end = usize::try_from(len).unwrap_or_default().min(bytes.len());
        self.0.extend_from_slice(&bytes[..end]);
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Void => self.0.push(format::VOID),
            Value::Text(text) => {
                self.0.push(format::TEXT);
                self.counted(text.as_bytes());
            }
            Value::Byte(value) => self.0.extend([format::BYTE, value.cast_unsigned()]),
            Value::Int16(value) => {
                self.0.push(format::INT16);
                self.0.extend(value.to_le_bytes());
            }
            Value::Int32(value) => {
                self.0.push(format::INT32);
                self.0.extend(value.to_le_bytes());
            }
            Value::Int64(value) => {
                self.0.push(format::INT64);
                self.0.extend(value.to_le_bytes());
            }
            Value::Date(value) => {
                self.0.push(format::DATE);
                self.0.extend(value.to_le_bytes());
            }
            Value::Bytes(bytes) => {
                self.0.push(format::BYTES);
                self.counted(bytes);
            }
        }
    }
}
