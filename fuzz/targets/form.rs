//! Input: a request to the sandbox, with one line for the content type, one for the query, and the
//! body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_fuzz::{Ask, now};
use top_sandbox::fuzzing::{read, read_by_gateways};

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (content_type, query) = (line(), line());
    let body = parts.next().unwrap_or_default();
    now(read::<Ask>(&content_type, &query, body.to_vec()));
    now(read_by_gateways::<Ask>(&content_type, &query, body.to_vec()));
});
