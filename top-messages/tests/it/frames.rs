//! The codec of frames: round trips, and bytes that are no frame.

use std::borrow::Cow;

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use top_messages::frame::{Frame, FrameKind, Value};

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Void),
        ".+".prop_map(Value::Text),
        any::<i8>().prop_map(Value::Byte),
        any::<i16>().prop_map(Value::Int16),
        any::<i32>().prop_map(Value::Int32),
        any::<i64>().prop_map(Value::Int64),
        any::<i64>().prop_map(Value::Date),
        vec(any::<u8>(), 0..50).prop_map(|bytes| Value::Bytes(Bytes::from(bytes))),
    ]
}

fn frames() -> impl Strategy<Value = Frame> {
    let kinds = [FrameKind::Connect, FrameKind::ConnectAck, FrameKind::Send, FrameKind::SendAck];
    let text = || proptest::option::of(".+");
    let entries = vec((".+".prop_map(Cow::Owned), values()), 0..12);
    (0..4_usize, 0..i32::MAX, text(), 0..i32::MAX, text(), entries).prop_map(
        move |(kind, status, phrase, flag, token, entries)| {
            let mut frame = Frame::new(kinds[kind]).with_flag(flag).with_token(token.as_deref());
            (frame.status, frame.phrase, frame.entries) = (status, phrase, entries);
            frame
        },
    )
}

proptest! {
    #[test]
    fn frames_survive_a_round_trip(frame in frames()) {
        prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }

    #[test]
    fn the_beginning_of_a_frame_is_no_frame(frame in frames(), at in any::<prop::sample::Index>()) {
        let bytes = frame.encode();
        let error = Frame::decode(&bytes[..at.index(bytes.len())]).unwrap_err();
        prop_assert!(error.to_string().contains("ends at byte"), "{}", error);
    }

    #[test]
    fn any_bytes_are_a_frame_or_an_error(bytes in vec(any::<u8>(), 0..200)) {
        if let Ok(frame) = Frame::decode(&bytes) {
            prop_assert_eq!(Frame::decode(&frame.encode()).map(|again| again.entries), Ok(frame.entries));
        }
    }
}

#[test]
fn claimed_lengths_need_no_memory() {
    let mut bytes = vec![2, 2, 1, 0];
    bytes.extend(i32::MAX.to_le_bytes());
    assert_eq!(Frame::decode(&bytes).unwrap_err().to_string(), "the frame ends at byte 8, inside of a text");
    bytes.splice(4..8, (-1_i32).to_le_bytes());
    assert_eq!(Frame::decode(&bytes).unwrap_err().to_string(), "length -1 at byte 4 is negative");
}

#[test]
fn entries_are_limited() {
    let mut frame = Frame::new(FrameKind::Send);
    frame.entries = vec![("a".into(), Value::Void); 257];
    let error = Frame::decode(&frame.encode()).unwrap_err().to_string();
    assert!(error.starts_with("the frame has more than 256 entries"), "{error}");
}

#[test]
fn debug_masks_tokens_and_signatures() {
    let frame = Frame::new(FrameKind::Connect)
        .with_token(Some("tok-1"))
        .with("sign", "C9AD1B30".into())
        .with("token", "conn-token".into())
        .with("app_key", "12345678".into());
    let text = format!("{frame:?}");
    assert!(text.contains("12345678"), "{text}");
    for secret in ["tok-1", "C9AD1B30", "conn-token"] {
        assert!(!text.contains(secret), "{text}");
    }
}
