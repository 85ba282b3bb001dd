//! Body of a request with files that are sent in pieces.

mod source;

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::File;
use crate::request::payload::Piece;
use crate::values::file::Content;

use source::SourceReader;

/// Length of a piece of a file: bounds the memory of an upload.
const PIECE: usize = 64 * 1024;

/// Pieces of a body, of which some are files.
pub(super) struct UploadBody {
    pieces: VecDeque<Piece>,
    /// The file that is being sent.
    current: Option<Sending>,
    /// Bytes that were not sent yet.
    left: u64,
}

/// A file that is being sent.
struct Sending {
    file: File,
    state: State,
    sent: u64,
}

enum State {
    Memory(Bytes),
    Source(SourceReader),
}

impl UploadBody {
    pub(super) fn new(pieces: Vec<Piece>) -> Self {
        let left = pieces.iter().map(Piece::len).fold(0, u64::saturating_add);
        Self { pieces: pieces.into(), current: None, left }
    }
}

impl Sending {
    fn new(file: File) -> Self {
        let state = match file.content() {
            Content::Bytes(bytes) => State::Memory(bytes.clone()),
            Content::Source(source) => State::Source(SourceReader::new(source)),
        };
        Self { file, state, sent: 0 }
    }

    /// Returns the next piece. `None` at the end of the file.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        let left = self.file.len() - self.sent;
        let size = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE);
        if size == 0 {
            return Poll::Ready(Ok(None));
        }
        let piece = ready!(self.poll_content(cx, size))?;
        if piece.is_empty() {
            let (name, sent, len) = (self.file.name(), self.sent, self.file.len());
            let text = format!("the file `{name}` ended after {sent} bytes: expected {len}");
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::UnexpectedEof, text)));
        }
        self.sent += piece.len() as u64;
        if let Some(progress) = self.file.progress() {
            progress.report(self.sent, self.file.len());
        }
        Poll::Ready(Ok(Some(piece)))
    }

    /// Reads up to `size` bytes.
    fn poll_content(&mut self, cx: &mut Context<'_>, size: usize) -> Poll<io::Result<Bytes>> {
        match &mut self.state {
            State::Memory(bytes) => Poll::Ready(Ok(bytes.split_to(size.min(bytes.len())))),
            State::Source(source) => source.poll_read(cx, size),
        }
    }
}

impl HttpBody for UploadBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = &mut *self;
        loop {
            let piece = match &mut this.current {
                Some(sending) => {
                    let Some(piece) = ready!(sending.poll_piece(cx))? else {
                        this.current = None;
                        continue;
                    };
                    piece
                }
                None => match this.pieces.pop_front() {
                    Some(Piece::Bytes(bytes)) => bytes,
                    Some(Piece::File(file)) => {
                        this.current = Some(Sending::new(file));
                        continue;
                    }
                    None => return Poll::Ready(None),
                },
            };
            this.left = this.left.saturating_sub(piece.len() as u64);
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use http_body_util::BodyExt as _;

    use super::*;
    use crate::values::file::Progress;

    fn collect(body: UploadBody) -> io::Result<Bytes> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(body.collect()).map(http_body_util::Collected::to_bytes)
    }

    #[test]
    fn progress_reaches_the_length_and_the_hint_is_exact() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&seen);
        let file = File::new("a", vec![7; 150_000]).on_progress(move |progress: Progress| {
            listener.lock().unwrap().push((progress.sent, progress.total));
        });
        let pieces = vec![Piece::Bytes("head".into()), Piece::File(file), Piece::Bytes("tail".into())];
        let body = UploadBody::new(pieces);
        assert_eq!(body.size_hint().exact(), Some(150_008));
        let sent = collect(body).unwrap();
        assert!(sent.starts_with(b"head\x07") && sent.ends_with(b"\x07tail") && sent.len() == 150_008);
        assert_eq!(*seen.lock().unwrap(), [(65_536, 150_000), (131_072, 150_000), (150_000, 150_000)]);
    }

    #[test]
    fn reader_is_cut_at_its_length_and_must_not_be_shorter() {
        let content: &[u8] = b"0123456789";
        let body = |len| UploadBody::new(vec![Piece::File(File::from_reader("n.txt", len, content))]);
        assert_eq!(collect(body(4)).unwrap(), "0123");
        assert_eq!(collect(body(0)).unwrap(), "");
        let error = collect(body(11)).unwrap_err();
        assert_eq!(error.to_string(), "the file `n.txt` ended after 10 bytes: expected 11");
    }

    #[test]
    fn reader_is_read_once() {
        let content: &[u8] = b"0123456789";
        let file = File::from_reader("n", 10, content);
        assert!(file.is_available());
        collect(UploadBody::new(vec![Piece::File(file.clone())])).unwrap();
        assert!(!file.is_available());
        assert!(collect(UploadBody::new(vec![Piece::File(file)])).is_err());
    }
}
