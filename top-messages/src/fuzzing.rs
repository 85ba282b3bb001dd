//! Entry points for the fuzz targets.

use top_runtime::{TopMessage, Value};

use crate::frame::Frame;
use crate::message::Message;

#[derive(TopMessage)]
#[top_message(topic = "fuzz_Message")]
struct Fuzz {
    tid: Option<i64>,
    value: Option<Value>,
}

/// Reads the message of a frame, and its content with and without a declaration.
pub fn read_message(frame: &Frame) {
    let Ok(message) = Message::from_frame(frame.clone()) else { return };
    let _ = message.value();
    if let Ok(message) = message.read::<Fuzz>() {
        let _ = (message.tid, &message.value, message.issues());
    }
}
