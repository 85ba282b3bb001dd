//! A reply where simplified JSON was asked for.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_runtime::Format;

fuzz_target!(|body: &[u8]| top_fuzz::read(Format::Json, true, body));
