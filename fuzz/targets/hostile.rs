//! Input: instructions for a reply of up to 8 MB, which is decoded into recursive, map-heavy and
//! wide types.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let body = top_fuzz::grow(input);
    top_fuzz::read_all(input.len() % 2 == 1, &body);
});
