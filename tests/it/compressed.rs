//! Replies in gzip, with correct and wrong `Content-Encoding` headers.

use std::io::Write as _;
use top_runtime::error::ErrorKind;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use top_runtime::transport::{Body, HttpResponse, InMemoryTransport};
use top_runtime::{Error, Reply, Value};

use crate::support::{ask, builder};

const GOOD: &str = r#"{"test_ask_response":{"a":1}}"#;

fn gzip(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// Returns the result of a reply with these `Content-Encoding` headers, in one chunk and byte by
/// byte.
fn read(status: u16, encodings: &[&'static str], body: &[u8]) -> Result<Reply<Value>, Error> {
    let headers: HeaderMap =
        encodings.iter().map(|value| (header::CONTENT_ENCODING, HeaderValue::from_static(value))).collect();
    let status = StatusCode::from_u16(status).unwrap();
    let ask_with = |body: Box<dyn Fn() -> Body + Send + Sync>| {
        let headers = headers.clone();
        let gateway = InMemoryTransport::new(move |_| {
            Ok(HttpResponse::new(body()).with_status(status).with_headers(headers.clone()))
        });
        ask::<Value>(&builder().transport(gateway).build().unwrap())
    };
    let (whole, pieces) = (Bytes::copy_from_slice(body), Bytes::copy_from_slice(body));
    let in_one = ask_with(Box::new(move || Body::from(whole.clone())));
    let in_many = ask_with(Box::new(move || {
        let pieces = pieces.clone();
        Body::stream(crate::bodies::Pieces(
            (0..pieces.len()).map(move |at| Ok::<_, std::convert::Infallible>(pieces.slice(at..=at))),
        ))
    }));
    assert_eq!(in_one.as_ref().err().map(ToString::to_string), in_many.err().map(|error| error.to_string()));
    in_one
}

#[test]
fn content_encoding_is_detected_from_the_body() {
    let (plain, once, twice) = (GOOD.as_bytes().to_vec(), gzip(GOOD), gzip(gzip(GOOD)));
    for encodings in [
        &["gzip"][..],
        &["GZIP"],
        &["x-gzip"],
        &[" gzip "],
        &["gzip", "gzip"],
        &["gzip", "identity"],
        &["identity", "gzip"],
        &["gzip, gzip"],
        &["gzip,identity"],
        &["", "gzip"],
        &["gzip", ""],
        &[","],
        &["UTF-8"],
        &["utf-8", "gzip"],
        &["identity"],
        &[],
    ] {
        for (name, body) in [("plain", &plain), ("gzip", &once), ("gzip twice", &twice)] {
            let reply =
                read(200, encodings, body).unwrap_or_else(|error| panic!("{encodings:?}, {name}: {error}"));
            assert_eq!(reply.body(), GOOD, "{encodings:?}, {name}");
        }
    }
}

#[test]
fn bytes_after_the_gzip_stream_are_ignored() {
    for tail in [
        &b"\0"[..],
        b"\n",
        b"\r\n",
        b"\0\0\0\0\0\0\0\0",
        b"trailing text",
        b"\x1f",
        b"\x1f\x8b",
        b"<!-- proxy -->",
    ] {
        let body = [&gzip(GOOD), tail].concat();
        assert_eq!(read(200, &["gzip"], &body).unwrap().body(), GOOD, "{tail:?}");
    }
    let halves = [gzip(&GOOD[..10]), gzip(&GOOD[10..])].concat();
    assert_eq!(read(200, &["gzip"], &halves).unwrap().body(), GOOD);
}

#[test]
fn empty_gzip_body_is_an_empty_body() {
    for status in [200, 202, 204, 205] {
        for body in [Vec::new(), gzip("")] {
            let error = read(status, &["gzip"], &body).unwrap_err();
            assert!(
                matches!(error.kind(), ErrorKind::UnexpectedBody(_)) && !error.is_retryable(),
                "{status}: {error:?}"
            );
            assert!(error.to_string().contains("the body is empty"), "{error}");
        }
    }
}

#[test]
fn truncated_or_corrupt_gzip_is_a_transport_error() {
    let body = gzip(GOOD);
    for cut in 2..body.len() {
        let error = read(200, &["gzip"], &body[..cut]).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Transport(_)) && error.may_have_executed(),
            "{cut}: {error:?}"
        );
    }
    let mut bad = body.clone();
    let crc = body.len() - 8;
    bad[crc] ^= 1;
    assert!(matches!(read(200, &["gzip"], &bad).unwrap_err().kind(), ErrorKind::Transport(_)));
}

#[test]
fn unsupported_content_encoding_is_named() {
    for encodings in [&["br"][..], &["gzip", "br"], &["deflate"], &["gzip, zstd"]] {
        let error = read(200, encodings, b"\x8b\x0e\x80\x7b").unwrap_err();
        assert!(error.to_string().contains("its content encoding is `"), "{encodings:?}: {error}");
    }
}
