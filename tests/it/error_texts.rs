//! Texts of errors: one line, each fact once, and the platform's advice.

use std::error::Error as StdError;
use std::fmt;
use top_runtime::error::ErrorKind;

use http::StatusCode;
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Error, Params, Value};

use crate::support::{ask, builder, client_with_reply, client_with_status, wait};

/// An error whose text may repeat its source, as many libraries do.
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

fn transport_error(
    error: impl Into<Box<dyn StdError + Send + Sync>> + Clone + Send + Sync + 'static,
    sent: bool,
) -> Error {
    let gateway = InMemoryTransport::new(move |_| {
        let error = error.clone();
        Err(if sent { TransportError::maybe_sent(error) } else { TransportError::not_sent(error) })
    });
    ask::<Value>(&builder().transport(gateway).build().unwrap()).unwrap_err()
}

/// Formats an error with its sources, as `anyhow` does for `{:#}`.
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
        transport_error("unique cause", false),
        transport_error("unique cause", true),
        ask::<Value>(&client_with_status(502, "unique cause")).unwrap_err(),
        ask::<Value>(&client_with_reply("unique cause")).unwrap_err(),
        ask::<Value>(&client_with_reply(r#"{"error_response":{"code":15,"msg":"unique cause"}}"#))
            .unwrap_err(),
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
fn error_chain_printer_prints_each_cause_once() {
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
fn transport_causes_are_printed_once() {
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
        let ErrorKind::Transport(transport_error) = error.kind() else { panic!("{error:?}") };
        assert_eq!(
            chain(&transport_error.error),
            "error sending request: tcp connect error: connection refused"
        );
        // The error of the transport is available to programs.
        assert!(transport_error.error.get_ref().downcast_ref::<Layer>().is_some());
    }
}

#[test]
fn error_text_is_one_line_for_any_input() {
    let client = builder().build().unwrap();
    let odd = "a\n\r\u{1b}[31m\u{202e}\u{2028}\u{2066}\u{85}b";
    let mut errors = vec![
        wait(client.call(odd, &Params::new())).unwrap_err(),
        wait(client.call("a.b", &Params::new().with(odd, "1"))).unwrap_err(),
        wait(client.call("a.b", &Params::new().with("tids", vec![format!("{odd},")]))).unwrap_err(),
        wait(client.header(odd, "1").call("a.b", &Params::new())).unwrap_err(),
        wait(client.header("x", odd).call("a.b", &Params::new())).unwrap_err(),
        transport_error(odd, true),
        ask::<Value>(&client_with_status(502, odd)).unwrap_err(),
        ask::<Value>(&client_with_reply(odd)).unwrap_err(),
    ];
    let json = serde_json::to_string(odd).unwrap();
    for body in [
        format!(
            r#"{{"error_response":{{"code":{json},"msg":{json},"sub_code":{json},"sub_msg":{json},"request_id":{json}}}}}"#
        ),
        format!(r#"{{"test_ask_response":{{"v":{json}}}}}"#),
        format!(r#"{{"test_ask_response":{{{json}:1,"v":{{{json}:1}}}}}}"#),
    ] {
        errors.push(ask::<crate::support::Of<i64>>(&client_with_reply(body)).unwrap_err());
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
fn long_method_names_are_truncated_in_errors() {
    let client = builder().build().unwrap();
    let error = wait(client.call(&"a ".repeat(100_000), &Params::new())).unwrap_err();
    assert!(error.to_string().len() < 1_000, "{}", error.to_string().len());
}

/// The end of the platform's messages has the remedy: a URL or a document.
#[test]
fn messages_are_truncated_at_300_characters() {
    let text = |length: usize| format!("{}https://open.taobao.com/help", "说".repeat(length - 28));
    for (length, is_complete) in [(81, true), (300, true), (301, false), (5_000, false)] {
        let message = text(length);
        let platform = format!(
            r#"{{"error_response":{{"code":15,"msg":"{message}","sub_code":"a","sub_msg":"{message}"}}}}"#
        );
        let text = ask::<Value>(&client_with_reply(platform)).unwrap_err().to_string();
        assert_eq!(text.matches("help`").count(), if is_complete { 2 } else { 0 }, "{text}");
        let failing = format!(r#"{{"ok":false,"text":"{message}"}}"#);
        let text = crate::support::read::<Failing>(&failing).unwrap_err().to_string();
        assert_eq!(text.contains("help`"), is_complete, "{text}");
        assert!(text.chars().count() < 450, "{text}");
    }
}

#[test]
fn http_error_text_is_one_line() {
    let error =
        ask::<Value>(&client_with_status(StatusCode::BAD_GATEWAY.as_u16(), "<h1>x</h1>\n")).unwrap_err();
    assert_eq!(error.to_string(), "test.ask: HTTP status 502, body `<h1>x</h1>\\n`");
    let _ = HttpResponse::new("");
}

#[test]
fn request_id_of_any_length_is_cut() {
    let body = format!(r#"{{"error_response":{{"code":15,"request_id":"{}"}}}}"#, "7".repeat(5_000));
    let error = ask::<Value>(&client_with_reply(body)).unwrap_err();
    assert_eq!(error.request_id().map(str::len), Some(5_000));
    assert!(error.to_string().ends_with("777…`") && error.to_string().len() < 300, "{error}");
}
