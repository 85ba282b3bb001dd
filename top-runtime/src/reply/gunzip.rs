//! Undoing gzip, never further than a body may grow.

use std::fmt;
use std::io::{self, Read as _};

use bytes::Bytes;
use flate2::bufread::GzDecoder;

/// What a body in gzip begins with, and no text does.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Decompresses a body to at most so many bytes; `Ok(Err(..))` with that many where there are more.
///
/// Several bodies of gzip in a row are one text. What stands behind them is left out: padding, or
/// what a proxy appended.
pub(crate) fn gunzip(body: &[u8], most: usize) -> Result<Result<Bytes, Bytes>, Broken> {
    let mut text = Vec::new();
    let mut rest = body;
    loop {
        let before = text.len();
        let mut decoder = GzDecoder::new(rest);
        let room = u64::try_from(most - before).unwrap_or(u64::MAX);
        let read = decoder.by_ref().take(room.saturating_add(1)).read_to_end(&mut text);
        if text.len() > most {
            text.truncate(most);
            return Ok(Err(text.into()));
        }
        match read {
            Ok(_) => rest = decoder.into_inner(),
            Err(source) if rest.len() == body.len() => return Err(Broken { len: body.len(), source }),
            Err(_) => {
                text.truncate(before);
                rest = &[];
            }
        }
        if !rest.starts_with(&MAGIC) {
            return Ok(Ok(text.into()));
        }
    }
}

/// The error of a body in gzip that is cut off or changed.
#[derive(Debug)]
pub(crate) struct Broken {
    len: usize,
    source: io::Error,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reply's gzip cannot be undone after {} bytes of its body", self.len)
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_body_is_decompressed_up_to_the_limit() {
        let text: Vec<_> = (0..9999_u32).flat_map(u32::to_be_bytes).collect();
        let body = gzip(&text);
        assert_eq!(gunzip(&body, text.len()).unwrap(), Ok(Bytes::from(text.clone())));
        assert_eq!(
            gunzip(&body, text.len() - 1).unwrap(),
            Err(Bytes::copy_from_slice(&text[..text.len() - 1]))
        );
        assert_eq!(gunzip(&body, 100).unwrap(), Err(Bytes::copy_from_slice(&text[..100])));
        let twice = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(gunzip(&twice, 7).unwrap(), Ok(Bytes::from("one two")));
        assert_eq!(gunzip(&twice, 6).unwrap(), Err(Bytes::from("one tw")));
        assert_eq!(gunzip(&gzip(b""), 0).unwrap(), Ok(Bytes::new()));
    }

    #[test]
    fn a_bomb_is_decompressed_no_further_than_the_limit() {
        let bomb = gzip(&vec![b' '; 32 << 20]);
        let text = gunzip(&bomb, 1 << 20).unwrap().unwrap_err();
        assert_eq!(text.len(), 1 << 20);
        let nested = [gzip(b"a"), bomb].concat();
        assert_eq!(gunzip(&nested, 1 << 20).unwrap().unwrap_err().len(), 1 << 20);
    }

    #[test]
    fn bytes_behind_the_end_are_left_out() {
        for tail in [&b"\0"[..], b"\r\n", b"\x1f", &MAGIC, b"\x1f\x8b\x08\0\0", b"text"] {
            assert_eq!(
                gunzip(&[&gzip(b"body"), tail].concat(), 100).unwrap(),
                Ok(Bytes::from("body")),
                "{tail:?}"
            );
        }
    }

    #[test]
    fn a_body_that_is_cut_off_or_changed_is_an_error() {
        let body = gzip(b"some text that is long enough");
        for cut in 0..body.len() {
            assert!(gunzip(&body[..cut], 1000).is_err(), "cut at {cut}");
        }
        for at in 0..body.len() {
            let mut bad = body.clone();
            bad[at] ^= 0x55;
            if let Ok(text) = gunzip(&bad, 1000) {
                // Nothing but the head's time and system may differ.
                assert!(
                    (4..10).contains(&at) && text == Ok(Bytes::from("some text that is long enough")),
                    "byte {at}"
                );
            }
        }
    }
}
