//! Input: a reply to a call that requested XML.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_runtime::Format;

fuzz_target!(|body: &[u8]| top_fuzz::read(Format::Xml, false, body));
