//! Echoed secrets are masked in every spelling.

use std::fmt::Write as _;
use top_runtime::error::ErrorKind;

use http::StatusCode;
use top_runtime::clock::FixedClock;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, Error, Params, SessionKey};

use crate::support::{NOW, form_pairs, wait};

const SECRET: &str = "c0ffee/5ecre7+c0ffee=";
const SESSION: &str = "6100+/=abc_X-y.z";

/// The spellings of a text on its way into an error message.
fn spellings(text: &str) -> Vec<(&'static str, String)> {
    let percent = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let every = |text: &str| {
        text.bytes().fold(String::new(), |mut all, byte| {
            let _ = write!(all, "%{byte:02x}");
            all
        })
    };
    let unicode = |text: &str| {
        text.chars().fold(String::new(), |mut all, c| {
            let _ = write!(all, "\\u{:04x}", u32::from(c));
            all
        })
    };
    let html = |text: &str| {
        text.replace('&', "&amp;").replace('/', "&#x2F;").replace('=', "&#61;").replace('+', "&plus;")
    };
    let json = |text: &str| text.replace('/', "\\/");
    vec![
        ("as it is", text.to_owned()),
        ("upper case", text.to_uppercase()),
        ("lower case", text.to_lowercase()),
        ("percent", percent(text)),
        ("percent in lower case", percent(text).to_lowercase()),
        ("percent of every byte", every(text)),
        ("percent twice", percent(&percent(text))),
        ("percent three times", percent(&percent(&percent(text)))),
        ("blank for plus", text.replace('+', " ")),
        ("%20 for plus", text.replace('+', "%20")),
        ("JSON with \\/", json(text)),
        ("JSON with \\u", unicode(text)),
        ("JSON with \\u in upper case", unicode(text).to_uppercase().replace("\\U", "\\u")),
        ("JSON in JSON", json(text).replace('\\', "\\\\")),
        ("HTML", html(text)),
        ("HTML with capital hex", text.replace('/', "&#X2f;").replace('=', "&equals;")),
        ("HTML twice", html(&html(text))),
        ("percent in HTML", html(&percent(text)).replace('%', "&#37;")),
        ("JSON in percent", percent(&json(text))),
        ("percent in JSON", unicode(&percent(text))),
        ("mixed", text.replace('/', "%2f").replace('=', "\\u003d")),
        ("debug", text.replace('/', "\\u{2f}")),
        ("JavaScript", text.replace('/', "\\x2f").replace('=', "\\x3D")),
    ]
}

fn client(reply: impl Fn(&str) -> Result<HttpResponse, TransportError> + Send + Sync + 'static) -> Client {
    let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
        let pairs = form_pairs(request.body().as_bytes().unwrap());
        reply(&pairs.iter().find(|(name, _)| name == "sign").unwrap().1)
    });
    let builder =
        Client::builder("12345678", SECRET).clock(FixedClock::at_unix(NOW)).retry(RetryPolicy::never());
    builder.transport(gateway).build().unwrap()
}

/// Returns all texts of an error.
fn error_texts(error: &Error) -> String {
    let mut all =
        format!("{error}\n{error:?}\n{:?}\n{:?}\n{:?}", error.body(), error.request_id(), error.issues());
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let _ = write!(all, "\n{inner} {inner:?}");
        source = inner.source();
    }
    if let ErrorKind::Transport(lost) = error.kind() {
        let _ = write!(all, "\n{} {:?}", lost.error, lost.error);
    }
    all
}

/// Asserts that no usable part of `hidden` is in a text, in any spelling.
#[track_caller]
fn clean(error: &Error, hidden: &str, spelt: &str, how: &str) {
    let text = error_texts(error);
    assert!(!text.contains(spelt), "{how}: {text}");
    let plain = text.replace('\\', "").to_lowercase();
    assert!(!plain.contains(&hidden.to_lowercase()), "{how}: {text}");
    assert!(text.contains("***"), "{how}: {text}");
}

/// Returns the errors of calls whose replies echo a text in every position.
fn errors(spelt: &str) -> Vec<Error> {
    let quoted = spelt.replace('"', "\\\"");
    [
        (200, format!(r#"{{"error_response":{{"code":27,"msg":"bad {quoted}","sub_msg":"session={quoted}&x","request_id":"{quoted}"}}}}"#)),
        (200, format!(r#"{{"error_response":{{"code":27,"msg":"x","args":{{"arg":[{{"key":"session","value":"{quoted}"}}]}}}}}}"#)),
        (200, format!("<html>session={spelt}</html>")),
        (502, format!("<html><a href=\"?session={spelt}&a=b\">{spelt}</a></html>")),
        (200, format!("session={spelt}")),
        (200, format!(r#"["{quoted}"]"#)),
    ]
    .into_iter()
    .map(|(status, body)| {
        let client = client(move |_| Ok(HttpResponse::new(body.clone()).with_status(StatusCode::from_u16(status).unwrap())));
        wait(client.session(&SessionKey::new(SESSION)).call("a.b", &Params::new())).unwrap_err()
    })
    .collect()
}

#[test]
fn echoed_session_is_masked_in_every_spelling() {
    for (how, spelt) in spellings(SESSION) {
        for error in errors(&spelt) {
            if matches!(error.kind(), ErrorKind::UnexpectedBody(e) if e.reason.contains("not JSON"))
                || !error.body().unwrap_or_default().is_empty()
            {
                clean(&error, SESSION, &spelt, how);
            }
        }
    }
}

#[test]
fn echoed_app_secret_is_masked() {
    for (how, spelt) in spellings(SECRET) {
        for error in errors(&spelt) {
            clean(&error, SECRET, &spelt, how);
        }
    }
}

#[test]
fn echoed_signature_is_masked_in_either_case() {
    for lower in [false, true] {
        let client = client(move |sign| {
            let sign = if lower { sign.to_lowercase() } else { sign.to_owned() };
            Ok(HttpResponse::new(format!(r#"{{"error_response":{{"code":25,"msg":"no {sign}"}}}}"#)))
        });
        let call = client.session(&SessionKey::new(SESSION));
        let sign = call.prepare_call("a.b", &Params::new()).unwrap().sign().to_owned();
        let error = wait(call.call("a.b", &Params::new())).unwrap_err();
        let spelt = if lower { sign.to_lowercase() } else { sign.clone() };
        clean(&error, &sign, &spelt, "sign");
    }
}

#[test]
fn token_parameter_is_masked_like_a_session() {
    let client =
        client(|_| Ok(HttpResponse::new(r#"{"error_response":{"code":25,"msg":"bad 50002%2Fabcdefg"}}"#)));
    let params = Params::new().with("refresh_token", "50002/abcdefg");
    let error = wait(client.call("a.b", &params)).unwrap_err();
    clean(&error, "50002/abcdefg", "50002%2Fabcdefg", "token");
}

#[test]
fn transport_error_texts_are_masked_in_every_spelling() {
    for (how, spelt) in spellings(SESSION) {
        let text = format!("cannot reach https://x.example/?session={spelt}&v=2.0");
        let client = client(move |_| Err(TransportError::not_sent(text.clone())));
        let error = wait(client.session(&SessionKey::new(SESSION)).call("a.b", &Params::new())).unwrap_err();
        clean(&error, SESSION, &spelt, how);
    }
}

#[test]
fn issues_of_a_good_reply_are_masked_in_every_spelling() {
    #[derive(Debug, top_runtime::TopApi)]
    #[top_api(method = "a.b", response = Counted)]
    struct Count;
    #[derive(Debug, top_runtime::TopValue)]
    struct Counted {
        count: Option<i64>,
    }
    for (how, spelt) in spellings(SESSION) {
        let body = format!(r#"{{"a_b_response":{{"count":"{spelt}"}}}}"#);
        if serde_json::from_str::<serde_json::Value>(&body).is_err() {
            continue;
        }
        let client = client(move |_| Ok(HttpResponse::new(body.clone())));
        let reply = wait(client.session(&SessionKey::new(SESSION)).execute(&Count)).unwrap();
        assert_eq!(reply.count, None);
        let text = format!("{:?} {reply:?}", reply.issues());
        assert!(text.contains("***") && !text.contains(&spelt), "{how}: {text}");
        // The body of a success reply is the caller's data, unchanged.
        assert!(reply.body().contains(&spelt));
    }
}

#[test]
fn truncated_secret_is_masked_in_every_spelling() {
    for (how, spelt) in spellings(SESSION) {
        for kept in 4..=spelt.len().min(80) {
            let padding = "x".repeat(80 - kept.min(80));
            let body = format!(r#"{{"a":"{padding}{spelt}""#);
            let client = client(move |_| Ok(HttpResponse::new(body.clone())));
            let error =
                wait(client.session(&SessionKey::new(SESSION)).call("a.b", &Params::new())).unwrap_err();
            let text = error.to_string();
            assert!(
                !text.contains("6100+")
                    && !text.contains("6100%2")
                    && !text.contains(&spelt[..spelt.len().min(24)]),
                "{how}: {text}"
            );
        }
    }
}

#[test]
fn near_misses_are_searched_in_linear_time() {
    let near = "6100+/=abc_X-y.6100+/=abc_X-y.%2525".repeat(20_000);
    let client = client(move |_| Ok(HttpResponse::new(format!("{{\"a\":\"{near}"))));
    let error = wait(client.session(&SessionKey::new(SESSION)).call("a.b", &Params::new())).unwrap_err();
    assert!(error.body().unwrap().len() > 690_000);
}

#[test]
fn prefix_of_a_secret_is_masked_from_a_minimum_length() {
    let session = "6100abcdefghijklmnopqrstuvwxyz0123456789";
    for (kept, is_masked) in [(39, true), (20, true), (16, true), (15, false), (4, false)] {
        let body = format!("<html>session {}... is over</html>", &session[..kept]);
        let client = client(move |_| Ok(HttpResponse::new(body.clone())));
        let error = wait(client.session(&SessionKey::new(session)).call("a.b", &Params::new())).unwrap_err();
        assert_eq!(error.to_string().contains("session ***... is over"), is_masked, "{error}");
    }
}

#[test]
fn headers_of_a_reply_are_not_printed() {
    let headers = http::HeaderMap::from_iter([(http::header::SET_COOKIE, SESSION.parse().unwrap())]);
    let response = HttpResponse::new("").with_headers(headers);
    assert_eq!(
        format!("{response:?}"),
        r#"HttpResponse { status: 200, headers: ["set-cookie"], body: Body(0 bytes) }"#
    );
    let params = Params::new().with("a", r#"{"access_token":"50002abc","b":"c"}"#);
    assert!(!format!("{params:?}").contains("50002abc"));
}
