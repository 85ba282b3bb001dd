//! Input: a request to the sandbox, with one line for the content type, one for the query, and the
//! body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_fuzz::{Ask, now};
use top_sandbox::fuzzing::read;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (content_type, query) = (line(), line());
    now(read::<Ask>(&content_type, &query, parts.next().unwrap_or_default().to_vec()));
});
