//! Chains of sources say each thing once: no sentence occurs in two levels of a chain.

use std::error::Error as StdError;
use std::io;

use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, DateTime, Decimal, Error, Params, TopValue, Value};

use crate::support::{Of, ask, builder, client_with_reply, client_with_status, read, wait};

#[derive(Debug, TopValue)]
struct Failing {
    #[top(success)]
    ok: bool,
    #[top(error_message)]
    text: Option<String>,
}

/// Returns the texts of an error and its sources.
fn levels(error: &dyn StdError) -> Vec<String> {
    std::iter::successors(Some(error), |error| (*error).source()).map(ToString::to_string).collect()
}

/// Splits a text into its sentences.
fn sentences(text: &str) -> Vec<&str> {
    let parts = text.split([':', ';', ',', '(', ')']).map(|part| part.trim().trim_end_matches('.'));
    parts.filter(|part| part.contains(' ')).collect()
}

#[track_caller]
fn assert_each_thing_once(error: &dyn StdError) {
    let levels = levels(error);
    assert!(levels.iter().all(|level| !level.trim().is_empty()), "{levels:?}");
    for (index, level) in levels.iter().enumerate() {
        for sentence in sentences(level) {
            let others = levels.iter().enumerate().filter(|(other, _)| *other != index);
            let repeated = others.filter(|(_, other)| other.contains(sentence)).count();
            assert_eq!(repeated, 0, "{sentence:?} in {levels:?}");
            let once = level.matches(sentence).count();
            assert_eq!(once, 1, "{sentence:?} in {level:?}");
        }
    }
}

fn lost(error: fn() -> TransportError) -> Error {
    let gateway = InMemoryTransport::new(move |_| Err(error()));
    ask::<Value>(&builder().transport(gateway).build().unwrap()).unwrap_err()
}

/// Returns the error of a call during a ban.
fn banned() -> Error {
    let body = r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_msg":"This ban will last for 3 more seconds"}}"#;
    let client = client_with_reply(body);
    ask::<Value>(&client).unwrap_err();
    ask::<Value>(&client).unwrap_err()
}

/// Returns an error of each kind.
fn every_kind() -> Vec<Error> {
    let client = builder().build().unwrap();
    let retried = builder().retry(RetryPolicy::default().attempts(2));
    let retried =
        retried.transport(InMemoryTransport::new(|_| Err(TransportError::not_sent("no route to host"))));
    vec![
        wait(client.call("a.b", &Params::new().with("tids", vec!["1,2"]))).unwrap_err(),
        banned(),
        lost(|| TransportError::not_sent(io::Error::other(io::Error::other("connection was refused")))),
        lost(|| TransportError::maybe_sent(io::Error::from(io::ErrorKind::TimedOut))),
        lost(|| TransportError::permanent("no runtime of tokio")),
        ask::<Value>(&retried.build().unwrap()).unwrap_err(),
        ask::<Value>(&client_with_status(502, "the server is down")).unwrap_err(),
        ask::<Value>(&client_with_reply("this is not a reply")).unwrap_err(),
        ask::<Value>(&client_with_reply(r#"{"error_response":{"code":15,"msg":"remote service error","sub_code":"isv.a","sub_msg":"no such item"}}"#)).unwrap_err(),
        read::<Failing>(r#"{"ok":false,"text":"the ticket is closed"}"#).unwrap_err(),
        read::<Of<i64>>(r#"{"v":"not a number"}"#).unwrap_err(),
        read::<Of<DateTime>>(r#"{"v":"not a date"}"#).unwrap_err(),
    ]
}

#[test]
fn no_sentence_occurs_in_two_levels_of_any_error() {
    let errors = every_kind();
    let mut kinds: Vec<_> = errors.iter().map(|error| std::mem::discriminant(error.kind())).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 8, "each kind");
    for error in &errors {
        assert_each_thing_once(error);
    }
}

#[test]
fn errors_of_settings_and_values_say_each_thing_once() {
    let build = |builder: top_runtime::ClientBuilder| builder.build().map(|_| ()).unwrap_err();
    assert_each_thing_once(&build(Client::builder("1", "s").gateway("http://example.com/router/rest")));
    assert_each_thing_once(&build(Client::builder("1 2", "s")));
    assert_each_thing_once(&"not a date".parse::<DateTime>().unwrap_err());
    assert_each_thing_once(&"not a number".parse::<Decimal>().unwrap_err());
    assert_each_thing_once(&"{\"a b\": ".parse::<Value>().unwrap_err());
}

/// The error of a body that breaks off has a source; the call's error contains both once.
#[test]
fn a_reply_that_breaks_off_is_described_once() {
    let client = builder().transport(InMemoryTransport::new(|_| {
        let frames = Broken(Some("half".into()));
        Ok(HttpResponse::new(top_runtime::transport::Body::stream(frames)))
    }));
    let error = ask::<Value>(&client.build().unwrap()).unwrap_err();
    assert_each_thing_once(&error);
    let text = error.to_string();
    assert!(text.contains("after 4 bytes") && text.contains("the peer went away"), "{text}");
}

/// A body of one frame and an error.
struct Broken(Option<bytes::Bytes>);

impl http_body::Body for Broken {
    type Data = bytes::Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, io::Error>>> {
        let frame = self.0.take().map(http_body::Frame::data);
        std::task::Poll::Ready(Some(frame.ok_or_else(|| io::Error::other("the peer went away"))))
    }
}
