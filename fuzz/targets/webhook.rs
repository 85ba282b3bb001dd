//! Input: a callback, with one line for the content type, one for the header that lists signed headers
//! or is the signature, one for the query, and the body.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(4, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (content_type, header, query) = (line(), line(), line());
    top_fuzz::webhook(&content_type, &header, &query, parts.next().unwrap_or_default());
});
