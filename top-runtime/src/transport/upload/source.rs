//! Reads a file while it is sent.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::ReadBuf;

use super::PIECE;
use crate::future::BoxFuture;
use crate::values::file::{Reader, Source};

/// The mutexes are never locked: they make the types `Sync`.
pub(super) enum SourceReader {
    Opening(Mutex<BoxFuture<'static, io::Result<Reader>>>),
    Reading(Mutex<Reader>, Box<[u8]>),
}

impl SourceReader {
    pub(super) fn new(source: &Source) -> Self {
        Self::Opening(Mutex::new(source.open()))
    }

    /// Reads up to `size` bytes, at most [`PIECE`]. None at the end of the file.
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>, size: usize) -> Poll<io::Result<Bytes>> {
        loop {
            match self {
                Self::Opening(open) => {
                    let open = open.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let reader = ready!(open.as_mut().poll(cx))?;
                    *self = Self::Reading(Mutex::new(reader), vec![0; PIECE].into());
                }
                Self::Reading(reader, buffer) => {
                    let reader = reader.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let mut read = ReadBuf::new(&mut buffer[..size.min(PIECE)]);
                    ready!(reader.as_mut().poll_read(cx, &mut read))?;
                    return Poll::Ready(Ok(Bytes::copy_from_slice(read.filled())));
                }
            }
        }
    }
}
