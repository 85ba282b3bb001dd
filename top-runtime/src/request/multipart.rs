//! Multipart forms (RFC 7578), for requests with files: each parameter and each file is a part.

use std::hash::{BuildHasher as _, RandomState};

use bytes::Bytes;

use super::canonical::CanonicalParams;
use super::payload::Payload;
#[cfg(feature = "files")]
use super::payload::Piece;
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
        let mut form = Writer {
            boundary: &boundary,
            text: Vec::with_capacity(capacity),
            #[cfg(feature = "files")]
            pieces: Vec::new(),
        };
        let texts =
            params.iter().filter(|(.., is_system)| select(*is_system)).map(|(name, value, _)| (name, value));
        for (name, value) in texts.chain(sign) {
            form.part(name, None, "text/plain; charset=UTF-8");
            form.push(&[value, "\r\n"]);
        }
        for (name, file) in &params.files {
            form.part(name, Some(file.name()), file.mime_type());
            form.file(file);
            form.push(&["\r\n"]);
        }
        form.push(&["--", &boundary, "--\r\n"]);
        let body = form.finish();
        Self { content_type: format!("multipart/form-data; boundary={boundary}"), body }
    }
}

struct Writer<'b> {
    boundary: &'b str,
    /// Text after the last piece.
    text: Vec<u8>,
    #[cfg(feature = "files")]
    pieces: Vec<Piece>,
}

impl Writer<'_> {
    fn push(&mut self, texts: &[&str]) {
        for text in texts {
            self.text.extend_from_slice(text.as_bytes());
        }
    }

    /// Begins a part.
    fn part(&mut self, name: &str, file_name: Option<&str>, mime: &str) {
        self.push(&["--", self.boundary, "\r\nContent-Disposition: form-data; name=\"", name]);
        if let Some(file_name) = file_name {
            self.push(&["\"; filename=\"", file_name]);
        }
        self.push(&["\"\r\nContent-Type: ", mime, "\r\n\r\n"]);
    }

    fn file(&mut self, file: &File) {
        #[cfg(feature = "files")]
        if file.is_streamed() {
            self.pieces.push(Piece::Bytes(std::mem::take(&mut self.text).into()));
            self.pieces.push(Piece::File(file.clone()));
            return;
        }
        self.text.extend_from_slice(file.bytes().map_or(&[], |bytes| bytes));
    }

    fn finish(self) -> Payload {
        #[cfg(feature = "files")]
        if !self.pieces.is_empty() {
            let mut pieces = self.pieces;
            pieces.push(Piece::Bytes(self.text.into()));
            return Payload::Pieces(pieces);
        }
        Payload::Whole(self.text.into())
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
        let files = params.files.iter().filter_map(|(_, file)| file.bytes());
        let mut texts = files.map(|bytes| &**bytes).chain([params.text.as_bytes()]);
        texts.any(|text| text.windows(line.len()).any(|window| window == line.as_bytes()))
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
