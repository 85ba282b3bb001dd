//! Input: the text of a documentation page.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_fuzz::document;

fuzz_target!(|page: &str| document(page.as_bytes()));
