//! The form of a reply is detected from its body, not from the request.

use top_runtime::error::ErrorKind;
use top_runtime::{DateTime, Error, Reply, TopApi, TopValue};

use crate::ask::{FORMS, Form, ask, client, now};

#[derive(TopApi)]
#[top_api(method = "taobao.example.report.get", response = Report)]
struct GetReport;

#[derive(Debug, PartialEq, TopValue)]
struct Report {
    created: DateTime,
    lines: Vec<Line>,
    total: Option<i64>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Line {
    text: String,
}

const JSON: &str = r#"{"example_report_get_response":{"created":"2025-11-17 00:00:00",
        "lines":{"line":[{"text":"a&b"}]},"total":3,"request_id":"r1"}}"#;
const SIMPLIFIED: &str =
    r#"{"created":"2025-11-17 00:00:00","lines":[{"text":"a&b"}],"total":3,"request_id":"r1"}"#;
const XML: &str = "<example_report_get_response><created>2025-11-17 00:00:00</created><lines><line><text>a&amp;b</text></line></lines>\
    <total>3</total><request_id>r1</request_id></example_report_get_response>";

#[test]
fn every_reply_form_is_recognised_whatever_was_requested() {
    let expected = Report {
        created: DateTime::from_unix(1_763_308_800),
        lines: vec![Line { text: "a&b".to_owned() }],
        total: Some(3),
    };
    for form in FORMS {
        for body in [JSON, SIMPLIFIED, XML] {
            // Leading blanks and a byte order mark are ignored.
            for before in ["", "\n ", "\u{feff}", "\u{feff}\n"] {
                let body = format!("{before}{body}");
                let reply =
                    ask(form, &GetReport, &body).unwrap_or_else(|error| panic!("{form:?} {body}: {error}"));
                assert_eq!((&*reply, reply.request_id()), (&expected, "r1"), "{form:?} {body}");
                assert_eq!(reply.unknown_fields(), [""; 0]);
            }
        }
    }
}

fn code(result: &Result<Reply<Report>, Error>) -> Result<&str, String> {
    match result.as_ref().map_err(Error::kind) {
        Err(ErrorKind::Platform(error)) => Ok(&error.code),
        other => Err(format!("not an error of the platform: {other:?}")),
    }
}

#[test]
fn every_error_form_is_recognised_whatever_was_requested() {
    let json = r#"{"error_response":{"code":11,"msg":"m","sub_code":"isv.permission-api-package-limit","request_id":"r1"}}"#;
    let xml = "<error_response><code>11</code><msg>m</msg><sub_code>isv.permission-api-package-limit</sub_code>\
        <request_id>r1</request_id></error_response>";
    for form in FORMS {
        for body in [json, xml] {
            let result = ask(form, &GetReport, body);
            assert_eq!(code(&result), Ok("11"), "{form:?} {body}");
            assert_eq!(result.unwrap_err().request_id(), Some("r1"));
        }
    }
}

/// Only the reply to a simplified call may be a flat error.
#[test]
fn flat_error_is_recognised_in_a_simplified_reply() {
    let json = r#"{"code":27,"msg":"Invalid session","sub_code":"invalid-sessionkey","request_id":"r1"}"#;
    for form in FORMS {
        let result = ask(form, &GetReport, json);
        if form == Form::Simplified {
            assert_eq!(code(&result), Ok("27"));
            assert!(result.unwrap_err().is_session_invalid());
        } else {
            assert!(
                matches!(
                    result.as_ref().map_err(top_runtime::Error::kind),
                    Err(ErrorKind::UnexpectedBody(_))
                ),
                "{form:?}: {result:?}"
            );
        }
    }
    // An incomplete flat error is not an error.
    for body in [
        r#"{"code":27,"msg":"m"}"#,
        r#"{"code":"E27","msg":"m","request_id":"r1"}"#,
        r#"{"code":27,"msg":{"a":1},"request_id":"r1"}"#,
        r#"{"msg":"m","sub_code":"isv.x","request_id":"r1"}"#,
    ] {
        let result = ask(Form::Simplified, &GetReport, body);
        assert!(
            !matches!(result.as_ref().map_err(top_runtime::Error::kind), Err(ErrorKind::Platform(_))),
            "{body}: {result:?}"
        );
    }
}

/// If the declared response has a `code`, it is not a flat error. An error envelope is an error.
#[test]
fn reply_with_a_declared_code_member_is_not_an_error() {
    #[derive(TopApi)]
    #[top_api(method = "taobao.example.code.get", response = Coded)]
    struct GetCode;
    #[derive(Debug, PartialEq, TopValue)]
    struct Coded {
        code: i64,
        msg: String,
    }
    for form in FORMS {
        let reply = ask(form, &GetCode, r#"{"code":200,"msg":"OK","request_id":"r1"}"#).unwrap();
        assert_eq!(*reply, Coded { code: 200, msg: "OK".to_owned() }, "{form:?}");
        let refused = ask(form, &GetCode, r#"{"error_response":{"code":7,"msg":"m"}}"#);
        assert!(
            matches!(refused.as_ref().map_err(top_runtime::Error::kind), Err(ErrorKind::Platform(_))),
            "{form:?}"
        );
    }
}

/// An undeclared reply is the tree of its form.
#[test]
fn untyped_reply_is_recognised_in_every_form() {
    let read = |form, body| {
        let call = client(form, body).call("taobao.example.report.get", &top_runtime::Params::new());
        now(call).unwrap().into_inner()
    };
    for form in FORMS {
        assert_eq!(
            read(form, JSON).pointer("/lines/line/0/text").and_then(|text| text.as_str()),
            Some("a&b")
        );
        assert_eq!(read(form, XML).pointer("/lines/line/text").and_then(|text| text.as_str()), Some("a&b"));
        assert_eq!(
            read(form, SIMPLIFIED).pointer("/lines/0/text").and_then(|text| text.as_str()),
            Some("a&b")
        );
        for body in [JSON, SIMPLIFIED, XML] {
            assert_eq!(read(form, body).get("total").and_then(top_runtime::Value::as_i64), Some(3));
        }
    }
}

/// Bodies that start like one form and are invalid.
#[test]
fn unrecognised_bodies_are_errors() {
    for form in FORMS {
        for body in
            ["", " ", "<", "{", "<html></html>", "<!DOCTYPE html>", "OK", "null", "[]", "<a/>", "{\"a\":1}"]
        {
            let result = ask(form, &GetReport, body);
            assert!(
                matches!(
                    result.as_ref().map_err(top_runtime::Error::kind),
                    Err(ErrorKind::UnexpectedBody(_))
                ),
                "{form:?} {body}: {result:?}"
            );
        }
    }
}
