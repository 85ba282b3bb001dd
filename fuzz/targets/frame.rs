//! Input: a frame of the message channel.

#![no_main]

use libfuzzer_sys::fuzz_target;
use top_messages::frame::Frame;
use top_messages::fuzzing::read_message;

fuzz_target!(|input: &[u8]| {
    let Ok(frame) = Frame::decode(input) else { return };
    let _ = format!("{frame:?}");
    // A frame that was read is written and read alike.
    let again = Frame::decode(&frame.encode());
    assert_eq!(again.map(|again| (again.kind, again.entries)), Ok((frame.kind, frame.entries.clone())));
    read_message(&frame);
});
