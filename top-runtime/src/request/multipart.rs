//! Multipart forms (RFC 7578), for requests with files: each parameter and each file is a part.

use std::hash::{BuildHasher as _, RandomState};
use std::mem;

use bytes::Bytes;

use super::canonical::CanonicalParams;
use super::payload::{Payload, Piece};
use crate::File;

/// A multipart body, and the content type that contains its boundary.
pub(crate) struct Multipart {
    pub(crate) content_type: String,
    pub(crate) body: Payload,
}

impl Multipart {
    /// Writes the parameters that `select` accepts, then `sign`, then all files.
    pub(crate) fn new(
        params: &CanonicalParams,
        select: impl Fn(bool) -> bool,
        sign: Option<(&str, &str)>,
    ) -> Self {
        let boundary = boundary(params);
        let in_memory = |(_, file): &(String, File)| file.bytes().map_or(0, Bytes::len) + 256;
        let capacity = params.text.len() + params.files.iter().map(in_memory).sum::<usize>();
        let mut form = Writer { text: Vec::with_capacity(capacity), pieces: Vec::new() };
        let texts =
            params.iter().filter(|(.., is_system)| select(*is_system)).map(|(name, value, _)| (name, value));
        for (name, value) in texts.chain(sign) {
            form.head(&boundary, &format!("name=\"{name}\""), "text/plain; charset=UTF-8");
            form.text.extend_from_slice(value.as_bytes());
            form.text.extend_from_slice(b"\r\n");
        }
        for (name, file) in &params.files {
            let disposition = format!("name=\"{name}\"; filename=\"{}\"", file.name());
            form.head(&boundary, &disposition, file.mime_type());
            form.file(file);
            form.text.extend_from_slice(b"\r\n");
        }
        form.text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Self { content_type: format!("multipart/form-data; boundary={boundary}"), body: form.finish() }
    }
}

struct Writer {
    /// Text after the last piece.
    text: Vec<u8>,
    pieces: Vec<Piece>,
}

impl Writer {
    fn head(&mut self, boundary: &str, disposition: &str, mime: &str) {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {mime}\r\n\r\n"
        );
        self.text.extend_from_slice(head.as_bytes());
    }

    fn file(&mut self, file: &File) {
        match file.bytes() {
            Some(bytes) if !file.is_streamed() => self.text.extend_from_slice(bytes),
            _ => {
                self.pieces.push(Piece::Bytes(mem::take(&mut self.text).into()));
                self.pieces.push(Piece::File(file.clone()));
            }
        }
    }

    fn finish(mut self) -> Payload {
        if self.pieces.is_empty() {
            return Payload::Whole(self.text.into());
        }
        self.pieces.push(Piece::Bytes(self.text.into()));
        Payload::Pieces(self.pieces)
    }
}

/// Returns a boundary that no part contains.
fn boundary(params: &CanonicalParams) -> String {
    // The content of a file that is read later is unknown: nobody can guess the boundary.
    if params.files.iter().any(|(_, file)| file.bytes().is_none()) {
        let random = RandomState::new();
        return format!("top-runtime-form-{:016x}{:016x}", random.hash_one(0), random.hash_one(1));
    }
    let is_used = |boundary: &str| {
        let line = format!("--{boundary}");
        let in_file = |bytes: &Bytes| bytes.windows(line.len()).any(|window| window == line.as_bytes());
        params.text.contains(&line) || params.files.iter().any(|(_, file)| file.bytes().is_some_and(in_file))
    };
    let mut number = 0_u32;
    loop {
        let boundary = format!("top-runtime-form-{number:08}");
        if !is_used(&boundary) {
            return boundary;
        }
        number += 1;
    }
}
