//! Decompresses gzip up to a limit.

use std::fmt;
use std::io::{self, Read as _};

use flate2::bufread::GzDecoder;

use crate::transport::BodyRead;

/// First bytes of gzip data. No text starts with them.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Decompresses a body up to `max` bytes.
///
/// Consecutive gzip members are one text. Bytes after the last member are ignored: padding, or data
/// that a proxy appended.
pub(crate) fn gunzip(body: &[u8], max: usize) -> Result<BodyRead, GzipError> {
    let mut text = Vec::new();
    let mut rest = body;
    loop {
        let start = text.len();
        let mut decoder = GzDecoder::new(rest);
        let room = u64::try_from(max - start).unwrap_or(u64::MAX);
        let read = decoder.by_ref().take(room.saturating_add(1)).read_to_end(&mut text);
        if text.len() > max {
            text.truncate(max);
            return Ok(BodyRead::TooLong(text.into()));
        }
        match read {
            Ok(_) => rest = decoder.into_inner(),
            Err(source) if rest.len() == body.len() => return Err(GzipError { len: body.len(), source }),
            Err(_) => {
                text.truncate(start);
                rest = &[];
            }
        }
        if !rest.starts_with(&MAGIC) {
            return Ok(BodyRead::Complete(text.into()));
        }
    }
}

/// Error of a gzip body that is truncated or corrupt.
#[derive(Debug)]
pub(crate) struct GzipError {
    len: usize,
    source: io::Error,
}

impl fmt::Display for GzipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reply is not valid gzip ({} bytes received)", self.len)
    }
}

impl std::error::Error for GzipError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use bytes::Bytes;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn complete(text: &[u8]) -> BodyRead {
        BodyRead::Complete(Bytes::copy_from_slice(text))
    }

    fn too_long(text: &[u8]) -> BodyRead {
        BodyRead::TooLong(Bytes::copy_from_slice(text))
    }

    #[test]
    fn a_body_is_decompressed_up_to_the_limit() {
        let text: Vec<_> = (0..9999_u32).flat_map(u32::to_be_bytes).collect();
        let body = gzip(&text);
        assert_eq!(gunzip(&body, text.len()).unwrap(), complete(&text));
        assert_eq!(gunzip(&body, text.len() - 1).unwrap(), too_long(&text[..text.len() - 1]));
        assert_eq!(gunzip(&body, 100).unwrap(), too_long(&text[..100]));
        let twice = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(gunzip(&twice, 7).unwrap(), complete(b"one two"));
        assert_eq!(gunzip(&twice, 6).unwrap(), too_long(b"one tw"));
        assert_eq!(gunzip(&gzip(b""), 0).unwrap(), complete(b""));
    }

    #[test]
    fn decompression_of_a_bomb_stops_at_the_limit() {
        let bomb = gzip(&vec![b' '; 32 << 20]);
        for body in [bomb.clone(), [gzip(b"a"), bomb].concat()] {
            let BodyRead::TooLong(text) = gunzip(&body, 1 << 20).unwrap() else { panic!("complete") };
            assert_eq!(text.len(), 1 << 20);
        }
    }

    #[test]
    fn bytes_after_the_end_are_ignored() {
        for tail in [&b"\0"[..], b"\r\n", b"\x1f", &MAGIC, b"\x1f\x8b\x08\0\0", b"text"] {
            let body = [&gzip(b"body"), tail].concat();
            assert_eq!(gunzip(&body, 100).unwrap(), complete(b"body"), "{tail:?}");
        }
    }

    #[test]
    fn truncated_and_corrupt_bodies_are_errors() {
        let body = gzip(b"some text that is long enough");
        for cut in 0..body.len() {
            assert!(gunzip(&body[..cut], 1000).is_err(), "cut at {cut}");
        }
        for at in 0..body.len() {
            let mut bad = body.clone();
            bad[at] ^= 0x55;
            if let Ok(text) = gunzip(&bad, 1000) {
                // Only time and system in the header are not covered by the checksum.
                let is_intact = text == complete(b"some text that is long enough");
                assert!((4..10).contains(&at) && is_intact, "byte {at}");
            }
        }
    }
}
