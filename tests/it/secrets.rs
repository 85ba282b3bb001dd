//! No public type prints the app secret, the session or the signature, even if a server returns
//! them.

use std::fmt::Debug;
use top_runtime::error::ErrorKind;

use top_runtime::transport::{
    Body, HttpRequest, HttpResponse, InMemoryTransport, ParamPlacement, TransportError,
};
use top_runtime::{AppSecret, Client, Error, Json, Params, SessionKey, TopApi, TopValue, Value};

use crate::support::{form_pairs, wait};

const SECRET: &str = "c0ffee5ecre7c0ffee5ecre7";
const SESSION: &str = "6100deadbeefdeadbeef7700";

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.secret", response = Done)]
struct Ask {
    access_token: Option<String>,
    #[top(max_len = 3)]
    note: Option<String>,
}

#[derive(Debug, Clone, TopValue)]
struct Done {
    #[top(success)]
    ok: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    text: Option<String>,
    id: i64,
    count: Option<i64>,
}

fn plain() -> Ask {
    Ask { access_token: None, note: None }
}

/// Returns every text of a value: `Debug`, and pretty `Debug`.
fn debug_texts(value: &dyn Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

#[track_caller]
fn clean(text: &str, sign: &str) {
    for hidden in [SECRET, SESSION, sign] {
        assert!(hidden.is_empty() || !text.contains(hidden), "`{hidden}` in {text}");
    }
}

fn client(reply: impl Fn(&str, &str) -> HttpResponse + Send + Sync + 'static) -> Client {
    let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
        let pairs = form_pairs(request.body().as_bytes().unwrap());
        let of = |name: &str| {
            pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
        };
        clean(&debug_texts(request), of("sign"));
        clean(&debug_texts(request.body()), of("sign"));
        Ok(reply(of("session"), of("sign")))
    });
    Client::builder("12345678", SECRET)
        .clock(top_runtime::clock::FixedClock::at_unix(crate::support::NOW))
        .transport(gateway)
        .build()
        .unwrap()
}

fn sign(client: &Client) -> String {
    client.session(&SessionKey::new(SESSION)).prepare(&plain()).unwrap().sign().to_owned()
}

/// Returns the error of a call with the reply `body`. `{session}` and `{sign}` are replaced by the
/// sent values.
fn echoed(status: u16, body: &'static str) -> (Error, String) {
    let client = client(move |session, sign| {
        let body = body.replace("{session}", session).replace("{sign}", sign);
        HttpResponse::new(body).with_status(http::StatusCode::from_u16(status).unwrap())
    });
    let error = wait(client.session(&SessionKey::new(SESSION)).execute(&plain())).unwrap_err();
    (error, sign(&client))
}

#[track_caller]
fn clean_error(error: &Error, sign: &str) {
    clean(&debug_texts(error), sign);
    clean(&error.to_string(), sign);
    clean(error.body().unwrap_or_default(), sign);
    clean(error.request_id().unwrap_or_default(), sign);
    for issue in error.issues() {
        clean(&debug_texts(issue), sign);
        clean(&issue.to_string(), sign);
    }
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        clean(&format!("{inner} {inner:?}"), sign);
        source = inner.source();
    }
}

#[test]
fn debug_of_client_and_session_shows_no_secret() {
    let client = client(|_, _| HttpResponse::new("{}"));
    let key = SessionKey::new(SESSION);
    let call = client.session(&key).param("refresh_token", SESSION).header("x-session", SESSION);
    let sign = call.prepare(&plain()).unwrap().sign().to_owned();
    clean(&debug_texts(&key), &sign);
    clean(&debug_texts(&AppSecret::new(SECRET)), &sign);
    clean(&debug_texts(&client), &sign);
    clean(&debug_texts(&Client::builder("12345678", SECRET).gateway("https://x.example/r")), &sign);
    clean(&debug_texts(&call), &sign);
    clean(&debug_texts(&call.execute(&plain())), &sign);
    let params = Params::new().with("access_token", SESSION).with("app_secret", SECRET);
    clean(&debug_texts(&params), &sign);
    clean(&debug_texts(&call.prepare_call("a.b", &Params::new())), &sign);
}

#[test]
fn prepared_request_is_printed_without_secrets() {
    for placement in [ParamPlacement::Body, ParamPlacement::Query] {
        let client = Client::builder("12345678", SECRET).system_params(placement).build().unwrap();
        let request = Ask { access_token: Some(SESSION.into()), ..plain() };
        let prepared = client.session(&SessionKey::new(SESSION)).prepare(&request).unwrap();
        clean(&prepared.explain(), prepared.sign());
        clean(&debug_texts(&prepared), prepared.sign());
        assert!(prepared.explain().contains("session = ***"));
    }
}

#[test]
fn refused_request_does_not_print_its_secrets() {
    let client = client(|_, _| HttpResponse::new("{}"));
    let long = Ask { access_token: Some(SESSION.into()), note: Some(format!("my session is {SESSION}")) };
    let call = client.session(&SessionKey::new(SESSION));
    clean_error(&wait(call.execute(&long)).unwrap_err(), "");
    let params = Params::new().with("sessions", vec![format!("{SESSION},{SESSION}")]);
    clean_error(&wait(call.call("a.b", &params)).unwrap_err(), "");
    clean_error(&wait(client.header("x-token", &format!("{SESSION}\n")).execute(&plain())).unwrap_err(), "");
    clean_error(&call.prepare(&long).unwrap_err(), "");
    clean_error(&call.param(format!("{SESSION} "), "x").prepare_call(SESSION, &params).unwrap_err(), "");
}

#[test]
fn secrets_in_a_platform_error_are_masked() {
    for body in [
        r#"{"error_response":{"code":27,"msg":"bad {session}","sub_code":"isv.{sign}","sub_msg":"session={session}&sign={sign}","request_id":"{session}"}}"#,
        r#"{"error_response":{"code":"{session}","msg":"{sign}","args":{"arg":[{"key":"session","value":"{session}"}]}}}"#,
    ] {
        let (error, sign) = echoed(200, body);
        assert!(matches!(error.kind(), ErrorKind::Platform(_)), "{error:?}");
        clean_error(&error, &sign);
    }
}

#[test]
fn secrets_in_a_business_failure_are_masked() {
    let (error, sign) = echoed(
        200,
        r#"{"test_secret_response":{"ok":false,"code":"{sign}","text":"no rights for {session}","request_id":"{sign}"}}"#,
    );
    assert!(matches!(error.kind(), ErrorKind::Business(_)), "{error:?}");
    clean_error(&error, &sign);
}

#[test]
fn secrets_in_an_html_page_are_masked() {
    for (status, body) in [
        (200, "<html>session={session} sign={sign}</html>"),
        (502, "<html>session={session} sign={sign}</html>"),
        (200, "{\"session\":\"{session}\",\"sign\":\"{sign}\""),
        (200, "session={session}&sign={sign}"),
        (200, "[\"{session}\",\"{sign}\"]"),
    ] {
        let (error, sign) = echoed(status, body);
        clean_error(&error, &sign);
    }
}

#[test]
fn secrets_in_an_undecodable_field_are_masked() {
    for body in [
        r#"{"test_secret_response":{"id":"{session}"}}"#,
        r#"{"test_secret_response":{"id":{"{session}":1,"{sign}":2}}}"#,
        r#"{"test_secret_response":{"id":"x{sign}x"}}"#,
    ] {
        let (error, sign) = echoed(200, body);
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
        clean_error(&error, &sign);
    }
}

#[test]
fn secrets_in_a_transport_error_are_masked() {
    for sent in [false, true] {
        let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
            let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
            let text = format!("cannot send {body} to {}", request.url());
            Err(if sent { TransportError::maybe_sent(text) } else { TransportError::not_sent(text) })
        });
        let client = Client::builder("12345678", SECRET).transport(gateway);
        let client =
            client.clock(top_runtime::clock::FixedClock::at_unix(crate::support::NOW)).build().unwrap();
        let error = wait(client.session(&SessionKey::new(SESSION)).execute(&plain())).unwrap_err();
        clean_error(&error, &sign(&client));
    }
}

#[test]
fn secrets_in_issues_are_masked() {
    let client = client(|session, sign| {
        HttpResponse::new(format!(r#"{{"test_secret_response":{{"id":1,"count":"{session} {sign}"}}}}"#))
    });
    let reply = wait(client.session(&SessionKey::new(SESSION)).execute(&plain())).unwrap();
    let sign = sign(&client);
    assert_eq!(reply.issues().len(), 1);
    clean(&debug_texts(&reply.issues()), &sign);
    clean(&debug_texts(&reply), &sign);
    clean(&reply.issues()[0].to_string(), &sign);
}

/// Truncation precedes masking, so a truncated secret must be masked too.
#[test]
fn truncated_secret_is_masked() {
    let begin = &SESSION[..16];
    for padding in [60, 70, 4080 - 35] {
        let padding = "x".repeat(padding);
        let client = client(move |session, _| {
            HttpResponse::new(format!(r#"{{"test_secret_response":{{"id":"{padding}{session}"}}}}"#))
        });
        let error = wait(client.session(&SessionKey::new(SESSION)).execute(&plain())).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(begin), "{error}");
    }
    let client = client(|session, _| {
        let status = http::StatusCode::BAD_GATEWAY;
        HttpResponse::new(format!("{}{session}", "x".repeat(4076))).with_status(status)
    });
    let error = wait(client.session(&SessionKey::new(SESSION)).execute(&plain())).unwrap_err();
    assert!(!error.body().unwrap_or_default().contains(begin), "{:?}", error.body());
}

#[test]
fn values_and_bodies_print_only_their_content() {
    assert_eq!(format!("{:?}", Body::from(SESSION)), format!("Body({} bytes)", SESSION.len()));
    assert!(!debug_texts(&HttpResponse::new(SESSION)).contains(SESSION));
    assert_eq!(format!("{:?}", Json(1)), "Json(1)");
    assert_eq!(Value::from("x").to_string(), "\"x\"");
}
