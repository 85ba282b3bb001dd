//! Frames of the client, compared with those of a session of the official SDK.
//!
//! Intended differences: the order of entries; `sdk` is the name of this client; the text of a
//! failure is fixed, as the error of a handler may be confidential; nothing is published over the
//! channel, but with `taobao.tmc.message.produce`.

use std::net::{IpAddr, Ipv4Addr};

use super::{answer, connect, pull};
use crate::builder::MessagesBuilder;
use crate::dispatch::Answer;
use crate::frame::{Frame, Value};

/// Payloads of the session: connect, pull, confirm, failure.
const CONNECT: &str = include_str!("../../../tests/vectors/tmc_session.json");

/// Returns the payloads that the SDK sent as binary frames, in order.
fn sent() -> Vec<Frame> {
    let session: serde_json::Value = serde_json::from_str(CONNECT).unwrap();
    let steps = session["vectors"][0]["session"].as_array().unwrap().clone();
    let is_sent = |step: &serde_json::Value| step["dir"] == "client->server" && step["opcode"] == 2;
    let frames = steps.into_iter().filter(is_sent).map(|step| {
        let hex = step["payload_hex"].as_str().unwrap().to_owned();
        let bytes: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        Frame::decode(&bytes).unwrap()
    });
    frames.collect()
}

fn sorted(mut frame: Frame) -> Frame {
    frame.entries.sort_by(|a, b| a.0.cmp(&b.0));
    frame
}

#[test]
fn a_connection_is_opened_like_that_of_the_official_sdk() {
    let expected = sent().remove(0);
    let timestamp = expected.get("timestamp").and_then(Value::as_i64).unwrap();
    let settings = MessagesBuilder::new("12345678".to_owned(), "helloworld".into()).into_settings();
    let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut frame = connect(&settings, timestamp, local, Some("conn-token-xyz"));
    for (name, value) in &mut frame.entries {
        if name == "sdk" {
            assert_eq!(value.to_text().unwrap(), format!("top-messages-{}", env!("CARGO_PKG_VERSION")));
            *value = "top-sdk-java-dynamicVersionNo".into();
        }
    }
    assert_eq!(sorted(frame), sorted(expected));
}

#[test]
fn messages_are_pulled_confirmed_and_failed_like_by_the_official_sdk() {
    let token = Some("server-token-1");
    let expected: Vec<_> = sent().into_iter().map(sorted).collect();
    let failed = sorted(answer(1002, Answer::Fail("业务失败"), token));
    for frame in [sorted(pull(token)), sorted(answer(1001, Answer::Confirm, token)), failed] {
        assert!(expected.contains(&frame), "{frame:?}");
    }
}
