//! With every fault, the app secret, the session and the signature are in no span, event or
//! observer's event, in no spelling.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use http::StatusCode;
use top_runtime::observe::{
    AttemptDone, CallDone, CallStarted, CallThrottled, ClockCorrected, Observer, RetryPlanned,
};
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport, ParamPlacement};
use top_runtime::{Client, Params, SessionKey, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};
use tracing::Level;

use crate::recorder::Recorder;
use crate::test_clock::CountingClock;

const SECRET: &str = "c0ffee5ecre7c0ffee5ecre7";
const SESSIONS: [&str; 2] = ["6100deadbeefdeadbeef7700", "6100/dEadbeef+\"dEadbeef\\é==%7E"];

#[derive(Debug, TopApi)]
#[top_api(method = "test.secret", session = required, response = Done, idempotent)]
struct Ask {
    access_token: String,
}

fn ask(session: &str) -> Ask {
    Ask { access_token: session.to_owned() }
}

#[derive(Debug, TopValue)]
struct Done {
    #[top(success)]
    done: bool,
}

/// Writes all events with all their details.
#[derive(Default)]
struct Texts(Mutex<String>);

impl Texts {
    fn write(&self, event: &dyn Debug) {
        let _ = writeln!(self.0.lock().unwrap(), "{event:?} {event:#?}");
    }

    fn write_error(&self, error: Option<&top_runtime::Error>) {
        if let Some(error) = error {
            self.write(&(error.to_string(), error.body(), error.issues()));
        }
    }
}

impl Observer for Texts {
    fn call_started(&self, call: &CallStarted<'_>) {
        self.write(call);
    }

    fn attempt_done(&self, attempt: &AttemptDone<'_>) {
        self.write(attempt);
        self.write_error(attempt.error);
    }

    fn retry_planned(&self, retry: &RetryPlanned<'_>) {
        self.write(retry);
    }

    fn call_throttled(&self, throttled: &CallThrottled<'_>) {
        self.write(throttled);
    }

    fn clock_corrected(&self, correction: &ClockCorrected<'_>) {
        self.write(correction);
    }

    fn call_done(&self, call: &CallDone<'_>) {
        self.write(call);
        self.write_error(call.error);
    }
}

/// Returns all texts of a recorder.
fn texts(recorder: &Recorder) -> String {
    format!("{:?}\n{:?}", recorder.spans(), recorder.events())
}

/// Undoes percent-encoding.
fn percent_decoded(text: &str) -> String {
    form_urlencoded::parse(format!("t={}", text.replace(['&', '+'], "%2B")).as_bytes())
        .map(|(_, text)| text.into_owned())
        .collect()
}

/// Undoes the escapes of JSON, `Debug` and HTML that the tests use.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = |start: &str, end: usize| {
            let digits = rest.strip_prefix(start)?.get(..end)?;
            Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, start.len() + end))
        };
        let (character, len) = code("\\u", 4)
            .or_else(|| code("&#x", 2).map(|(character, len)| (character, len + 1)))
            .unwrap_or_else(|| match rest.strip_prefix('\\').and_then(|rest| rest.chars().next()) {
                Some(next) => (next, 1 + next.len_utf8()),
                None => ('&', 1),
            });
        plain.push(character);
        rest = rest.get(len..).unwrap_or_default();
    }
    plain + rest
}

/// Asserts that no secret is in a text, however it is spelled.
#[track_caller]
fn assert_clean(text: &str, secrets: &[&str], of: &dyn Debug) {
    let mut spellings = vec![text.to_owned()];
    for _ in 0..2 {
        let last = spellings[spellings.len() - 1].clone();
        spellings.extend([percent_decoded(&last), unescaped(&last), unescaped(&percent_decoded(&last))]);
    }
    for spelling in spellings {
        let spelling = spelling.to_lowercase();
        for secret in secrets {
            let secret = secret.to_lowercase();
            assert!(!spelling.contains(&secret), "under {of:?}, `{secret}` in {text}");
            let beginning: String = secret.chars().take(12).collect();
            assert!(!spelling.contains(&beginning), "under {of:?}, `{beginning}` in {text}");
        }
    }
}

#[tokio::test]
async fn no_fault_reveals_a_secret_in_a_trace() {
    for (placement, session) in [ParamPlacement::Body, ParamPlacement::Query].into_iter().zip(SESSIONS) {
        let sandbox = Sandbox::builder()
            .app("12345678", SECRET)
            .session(session, "seller")
            .reply::<Ask>(|_| Done { done: true })
            .start()
            .await
            .unwrap();
        let late = Fault::every().into_iter().map(Fault::after_execution);
        let (mut messages, mut spans) = (String::new(), 0);
        for fault in Fault::every().into_iter().chain(late) {
            let (recorder, observed) = (Recorder::new(Level::TRACE), Arc::new(Texts::default()));
            // A new client has no bans. Its clock does not wait between attempts.
            let client = sandbox
                .client_builder()
                .clock(CountingClock::default())
                .system_params(placement)
                .observer(Arc::clone(&observed))
                .build()
                .unwrap();
            let sent = sandbox.requests().len();
            sandbox.fault(fault.clone());
            let guard = tracing::subscriber::set_default(recorder.clone());
            let call = client.session(&SessionKey::new(session));
            let _ = call.execute(&ask(session)).await;
            drop(guard);
            let requests = sandbox.requests();
            let signs = requests[sent..].iter().filter_map(|seen| seen.params().get("sign"));
            let secrets: Vec<_> = [SECRET, session].into_iter().chain(signs).collect();
            assert_clean(&texts(&recorder), &secrets, &fault);
            assert_clean(&observed.0.lock().unwrap(), &secrets, &fault);
            spans += recorder.spans().iter().filter(|span| span.name == "top.call").count();
            messages.push_str(&texts(&recorder));
        }
        assert_eq!(spans, Fault::every().len() * 2);
        for recorded in ["attempt done", "retry planned", "ban reported", "clock corrected", "hyper_util"] {
            assert!(messages.contains(recorded), "{recorded:?} was never recorded");
        }
    }
}

/// Returns the spellings of a secret that a server may send in JSON.
fn spellings(secret: &str) -> Vec<String> {
    let (mut percent, mut entities, mut escaped) = (String::new(), String::new(), String::new());
    for byte in secret.bytes() {
        let _ = write!(percent, "%{byte:02x}");
        let _ = write!(entities, "&#x{byte:02x};");
    }
    for unit in secret.encode_utf16() {
        let _ = write!(escaped, "\\u{unit:04x}");
    }
    let json = secret.replace('\\', "\\\\").replace('"', "\\\"");
    let twice = json.replace('\\', "\\\\").replace('"', "\\\"");
    let mut all = vec![json.to_ascii_lowercase(), json.to_ascii_uppercase(), json, twice];
    all.extend([percent.to_uppercase(), percent, escaped]);
    if secret.is_ascii() {
        all.push(entities);
    }
    all
}

#[tokio::test]
async fn no_spelling_of_a_secret_in_a_reply_is_in_a_trace() {
    for session in SESSIONS {
        for spelling in 0..spellings(SESSIONS[0]).len() {
            for (status, body) in [
                (200, r#"{"test_secret_response":{"done":true,"request_id":"@"}}"#),
                (200, r#"{"test_secret_response":{"done":false,"code":"@","request_id":"@"}}"#),
                (200, r#"{"test_secret_response":{"done":"@"}}"#),
                (
                    200,
                    r#"{"error_response":{"code":"@","msg":"@","sub_code":"isv.@","sub_msg":"@","request_id":"@"}}"#,
                ),
                (503, r#"{"error_response":{"code":15,"msg":"@","sub_code":"isp.@","request_id":"@"}}"#),
                (502, "<html>@</html>"),
                (200, "[\"@\"]"),
            ] {
                let signs = Arc::new(Mutex::new(Vec::new()));
                let sent = Arc::clone(&signs);
                let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
                    let form = form_urlencoded::parse(request.body().as_bytes().unwrap());
                    let sign = form.into_iter().find(|(name, _)| name == "sign").unwrap().1.into_owned();
                    let repeated = [session, SECRET, &sign].map(|secret| {
                        let spelled = spellings(secret);
                        spelled[spelling % spelled.len()].clone()
                    });
                    sent.lock().unwrap().push(sign);
                    let body = body.replace('@', &repeated.join(" "));
                    Ok(HttpResponse::new(body).with_status(StatusCode::from_u16(status).unwrap()))
                });
                let (recorder, observed) = (Recorder::new(Level::TRACE), Arc::new(Texts::default()));
                let client = Client::builder("12345678", SECRET)
                    .clock(CountingClock::default())
                    .observer(Arc::clone(&observed))
                    .transport(gateway)
                    .build()
                    .unwrap();
                let guard = tracing::subscriber::set_default(recorder.clone());
                let call = client.session(&SessionKey::new(session));
                let _ = call.execute(&ask(session)).await;
                drop(guard);
                let signs = signs.lock().unwrap();
                let secrets: Vec<_> =
                    [SECRET, session].into_iter().chain(signs.iter().map(String::as_str)).collect();
                assert_clean(&texts(&recorder), &secrets, &body);
                assert_clean(&observed.0.lock().unwrap(), &secrets, &body);
                assert!(!signs.is_empty() && recorder.spans().len() == 1, "nothing was recorded");
            }
        }
    }
}

#[tokio::test]
async fn no_refused_request_reveals_a_secret_in_a_trace() {
    for session in SESSIONS {
        let (recorder, observed) = (Recorder::new(Level::TRACE), Arc::new(Texts::default()));
        let client = Client::builder("12345678", SECRET).observer(Arc::clone(&observed)).build().unwrap();
        let call = client.session(&SessionKey::new(session));
        let guard = tracing::subscriber::set_default(recorder.clone());
        let _ = call.param(format!("{session} "), session).execute(&ask(session)).await.unwrap_err();
        let _ =
            client.header("x-token", &format!("{session}\n")).call("a.b", &Params::new()).await.unwrap_err();
        for method in [session, SECRET] {
            let params = Params::new().with("app_key", SECRET).with("sessions", vec![format!("{session},")]);
            let call = client.session(&SessionKey::new(session));
            let _ = call.call(&format!("{method} {method}"), &params).await.unwrap_err();
        }
        drop(guard);
        assert_eq!(recorder.spans().len(), 4, "a refused call has a span");
        assert_clean(&texts(&recorder), &[SECRET, session], &"refusal");
        assert_clean(&observed.0.lock().unwrap(), &[SECRET, session], &"refusal");
    }
}

#[test]
fn this_test_finds_each_spelling() {
    for secret in SESSIONS {
        for spelling in spellings(secret) {
            for text in [spelling.clone(), format!("{spelling:?}")] {
                let found = std::panic::catch_unwind(|| assert_clean(&text, &[secret], &"itself")).is_err();
                assert!(found, "`{text}` is not recognized as `{secret}`");
            }
        }
    }
}
