//! Undoing gzip while a body is read, never further than it may grow.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;

/// What was decompressed so far.
pub(super) struct Gunzip(MultiGzDecoder<Capped>);

impl Gunzip {
    /// For at most so many bytes after decompression.
    pub(super) fn new(most: usize) -> Self {
        Self(MultiGzDecoder::new(Capped { bytes: Vec::new(), most, is_full: false }))
    }

    /// Takes a part of the compressed body; false once there is more in it than there may be.
    pub(super) fn push(&mut self, part: &[u8]) -> io::Result<bool> {
        let written = self.0.write_all(part).and_then(|()| self.0.flush());
        self.check(written)
    }

    /// The end of the compressed body; false as for [`push`](Self::push).
    pub(super) fn finish(&mut self) -> io::Result<bool> {
        let finished = self.0.try_finish();
        self.check(finished)
    }

    /// What was decompressed.
    pub(super) fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.0.get_mut().bytes).into()
    }

    fn check(&self, done: io::Result<()>) -> io::Result<bool> {
        if self.0.get_ref().is_full { Ok(false) } else { done.map(|()| true) }
    }
}

/// A buffer that takes no more than it may hold.
struct Capped {
    bytes: Vec<u8>,
    most: usize,
    is_full: bool,
}

impl Write for Capped {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let room = self.most - self.bytes.len();
        self.bytes.extend_from_slice(&part[..part.len().min(room)]);
        if part.len() > room {
            self.is_full = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// What comes of a body in parts of this length.
    fn read(body: &[u8], part: usize, most: usize) -> io::Result<(bool, Vec<u8>)> {
        let mut gunzip = Gunzip::new(most);
        for part in body.chunks(part) {
            if !gunzip.push(part)? {
                return Ok((false, gunzip.take().to_vec()));
            }
        }
        let whole = gunzip.finish()?;
        Ok((whole, gunzip.take().to_vec()))
    }

    #[test]
    fn however_it_comes_it_is_read_up_to_what_it_may_hold() {
        let text: Vec<_> = (0..9999_u32).flat_map(u32::to_be_bytes).collect();
        let body = gzip(&text);
        for part in [1, 7, 1000, body.len()] {
            assert_eq!(read(&body, part, text.len()).unwrap(), (true, text.clone()));
            assert_eq!(read(&body, part, 100).unwrap(), (false, text[..100].to_vec()));
        }
        let twice = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(read(&twice, 5, 100).unwrap(), (true, b"one two".to_vec()));
    }

    #[test]
    fn a_bomb_is_put_out_early() {
        let bomb = gzip(&vec![b' '; 32 << 20]);
        let (whole, text) = read(&bomb, bomb.len(), 1 << 20).unwrap();
        assert_eq!((whole, text.len()), (false, 1 << 20));
        assert!(text.capacity() <= 4 << 20, "{}", text.capacity());
    }

    #[test]
    fn what_is_broken_is_an_error() {
        let body = gzip(b"some text that is long enough");
        assert!(read(b"plain text, not gzip at all", 100, 1000).is_err());
        assert!(read(b"", 100, 1000).is_err());
        for cut in 1..body.len() {
            assert!(read(&body[..cut], 100, 1000).is_err(), "cut at {cut}");
        }
        for at in 0..body.len() {
            let mut bad = body.clone();
            bad[at] ^= 0x55;
            if let Ok((whole, text)) = read(&bad, 100, 1000) {
                // Nothing but the head's time and system may differ.
                assert!(
                    (4..10).contains(&at) && whole && text == b"some text that is long enough",
                    "byte {at}"
                );
            }
        }
    }
}
