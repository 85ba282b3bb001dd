//! What errors print: one line, each thing once, and as much of the platform's advice as helps.

use std::error::Error as StdError;
use std::fmt;
use top_runtime::error::ErrorKind;

use http::StatusCode;
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Error, Params, Value};

use crate::support::{answering, answering_status, ask, builder, wait};

/// An error whose text may repeat its source, as half of those in the wild do.
#[derive(Debug)]
struct Layer(&'static str, bool, Option<Box<Layer>>);

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.2, self.1) {
            (Some(inner), true) => write!(f, "{}: {inner}", self.0),
            _ => f.write_str(self.0),
        }
    }
}

impl StdError for Layer {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.2.as_deref().map(|inner| inner as _)
    }
}

fn lost(
    error: impl Into<Box<dyn StdError + Send + Sync>> + Clone + Send + Sync + 'static,
    sent: bool,
) -> Error {
    let gateway = InMemoryTransport::new(move |_| {
        let error = error.clone();
        Err(if sent { TransportError::maybe_sent(error) } else { TransportError::not_sent(error) })
    });
    ask::<Value>(&builder().transport(gateway).build().unwrap()).unwrap_err()
}

/// As `anyhow` and others print an error with `{:#}`.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}

fn every_kind() -> Vec<Error> {
    let client = builder().build().unwrap();
    vec![
        wait(client.call("no method", &Params::new())).unwrap_err(),
        lost("unique cause", false),
        lost("unique cause", true),
        ask::<Value>(&answering_status(502, "unique cause")).unwrap_err(),
        ask::<Value>(&answering("unique cause")).unwrap_err(),
        ask::<Value>(&answering(r#"{"error_response":{"code":15,"msg":"unique cause"}}"#)).unwrap_err(),
        crate::support::read::<Failing>(r#"{"ok":false,"text":"unique cause"}"#).unwrap_err(),
        crate::support::read::<crate::support::Of<i64>>(r#"{"v":"unique cause"}"#).unwrap_err(),
    ]
}

#[derive(Debug, top_runtime::TopValue)]
struct Failing {
    #[top(success)]
    ok: bool,
    #[top(error_message)]
    text: Option<String>,
}

#[test]
fn a_printer_of_chains_prints_each_thing_once() {
    for error in every_kind() {
        let text = chain(&error);
        assert!(text.matches("unique cause").count() <= 1, "{text}");
        assert!(
            error.to_string().matches("unique cause").count() == text.matches("unique cause").count(),
            "{text}"
        );
    }
}

#[test]
fn causes_below_a_lost_connection_are_printed_once_whoever_repeats_them() {
    for repeats in [false, true] {
        let client = builder().transport(InMemoryTransport::new(move |_| {
            let root = Layer("connection refused", repeats, None);
            let middle = Layer("tcp connect error", repeats, Some(Box::new(root)));
            Err(TransportError::not_sent(Layer("error sending request", repeats, Some(Box::new(middle)))))
        }));
        let error = ask::<Value>(&client.build().unwrap()).unwrap_err();
        assert_eq!(
            chain(&error),
            "test.ask: request not sent: error sending request: tcp connect error: connection refused"
        );
        let ErrorKind::Transport(lost) = error.kind() else { panic!("{error:?}") };
        assert_eq!(chain(&lost.error), "error sending request: tcp connect error: connection refused");
        // What the transport gave is there for a program to look into.
        assert!(lost.error.get_ref().downcast_ref::<Layer>().is_some());
    }
}

#[test]
fn an_error_is_one_line_whatever_was_put_into_it() {
    let client = builder().build().unwrap();
    let odd = "a\n\r\u{1b}[31m\u{202e}\u{2028}\u{2066}\u{85}b";
    let mut errors = vec![
        wait(client.call(odd, &Params::new())).unwrap_err(),
        wait(client.call("a.b", &Params::new().with(odd, "1"))).unwrap_err(),
        wait(client.call("a.b", &Params::new().with("tids", vec![format!("{odd},")]))).unwrap_err(),
        wait(client.header(odd, "1").call("a.b", &Params::new())).unwrap_err(),
        wait(client.header("x", odd).call("a.b", &Params::new())).unwrap_err(),
        lost(odd, true),
        ask::<Value>(&answering_status(502, odd)).unwrap_err(),
        ask::<Value>(&answering(odd)).unwrap_err(),
    ];
    let json = serde_json::to_string(odd).unwrap();
    for body in [
        format!(
            r#"{{"error_response":{{"code":{json},"msg":{json},"sub_code":{json},"sub_msg":{json},"request_id":{json}}}}}"#
        ),
        format!(r#"{{"test_ask_response":{{"v":{json}}}}}"#),
        format!(r#"{{"test_ask_response":{{{json}:1,"v":{{{json}:1}}}}}}"#),
    ] {
        errors.push(ask::<crate::support::Of<i64>>(&answering(body)).unwrap_err());
    }
    errors.push(crate::support::read::<Failing>(&format!(r#"{{"ok":false,"text":{json}}}"#)).unwrap_err());
    for error in errors {
        let text = chain(&error);
        assert!(
            !text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{202e}' | '\u{2066}')),
            "{text:?}"
        );
    }
}

#[test]
fn a_method_that_is_far_too_long_does_not_fill_the_log() {
    let client = builder().build().unwrap();
    let error = wait(client.call(&"a ".repeat(100_000), &Params::new())).unwrap_err();
    assert!(error.to_string().len() < 1_000, "{}", error.to_string().len());
}

/// The platform's messages end with what to do: an address, a document.
#[test]
fn messages_of_the_platform_and_of_an_api_are_shown_up_to_three_hundred_characters() {
    let text = |length: usize| format!("{}https://open.taobao.com/help", "说".repeat(length - 28));
    for (length, whole) in [(81, true), (300, true), (301, false), (5_000, false)] {
        let message = text(length);
        let platform = format!(
            r#"{{"error_response":{{"code":15,"msg":"{message}","sub_code":"a","sub_msg":"{message}"}}}}"#
        );
        let shown = ask::<Value>(&answering(platform)).unwrap_err().to_string();
        assert_eq!(shown.matches("help`").count(), if whole { 2 } else { 0 }, "{shown}");
        let failing = format!(r#"{{"ok":false,"text":"{message}"}}"#);
        let shown = crate::support::read::<Failing>(&failing).unwrap_err().to_string();
        assert_eq!(shown.contains("help`"), whole, "{shown}");
        assert!(shown.chars().count() < 450, "{shown}");
    }
}

#[test]
fn a_status_and_a_body_are_still_in_one_line() {
    let error =
        ask::<Value>(&answering_status(StatusCode::BAD_GATEWAY.as_u16(), "<h1>x</h1>\n")).unwrap_err();
    assert_eq!(error.to_string(), "test.ask: HTTP status 502, body `<h1>x</h1>\\n`");
    let _ = HttpResponse::new("");
}
