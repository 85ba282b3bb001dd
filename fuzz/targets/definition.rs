//! Input: a definition file in JSON, or arbitrary bytes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_fuzz::document;

fuzz_target!(|file: &[u8]| document(file));
