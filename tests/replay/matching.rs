//! Which recording answers a request, and what a mismatch says.

use std::path::Path;

use http::StatusCode;
use top_replay::{Mismatch, Recorder, Replay};
use top_runtime::error::ErrorKind;
use top_runtime::{Error, File, SessionKey};

use crate::support::{Upload, call, called, recorded_client, replaying, ship};

fn mismatch(error: &Error) -> &Mismatch {
    match error.kind() {
        ErrorKind::Transport(lost) => lost.error.get_ref().downcast_ref().expect("a mismatch"),
        _ => panic!("{error}"),
    }
}

/// Records calls with these parameters. The n-th reply is `{"n":n}`.
async fn record(folder: &Path, calls: &[&[(&str, &str)]]) {
    let recorder = Recorder::open(folder).unwrap();
    let count = std::sync::atomic::AtomicUsize::new(1);
    let client = recorded_client(&recorder, move |_| {
        called(&format!("{{\"n\":{}}}", count.fetch_add(1, std::sync::atomic::Ordering::Relaxed)))
    });
    for params in calls {
        call(&client, params).await.unwrap();
    }
    recorder.finish().unwrap();
}

async fn answer(client: &top_runtime::Client, params: &[(&str, &str)]) -> i64 {
    call(client, params).await.unwrap().get("n").and_then(top_runtime::Value::as_i64).unwrap()
}

#[tokio::test]
async fn equal_requests_are_answered_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), &[&[("a", "1")], &[("a", "2")], &[("a", "1")]]).await;
    let replay = Replay::open(folder.path()).unwrap();
    let client = replaying(&replay);
    assert_eq!(answer(&client, &[("a", "1")]).await, 1);
    assert_eq!(replay.unused(), ["0002-test.call.json", "0003-test.call.json"]);
    assert_eq!(answer(&client, &[("a", "1")]).await, 3);
    assert_eq!(answer(&client, &[("a", "2")]).await, 2);
    assert_eq!(replay.unused(), [""; 0]);

    let error = call(&client, &[("a", "1")]).await.unwrap_err();
    assert!(error.to_string().contains("recorded 2 times, and asked again; the last is 0003-"), "{error}");
    assert_eq!(mismatch(&error).nearest(), Some("0003-test.call.json"));
}

#[tokio::test]
async fn a_lenient_replay_repeats_the_last_answer() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), &[&[("a", "1")], &[("a", "1")]]).await;
    let client = replaying(&Replay::builder(folder.path()).lenient().open().unwrap());
    for n in [1, 2, 2, 2] {
        assert_eq!(answer(&client, &[("a", "1")]).await, n);
    }
}

#[tokio::test]
async fn a_mismatch_names_the_nearest_recording_and_the_difference() {
    let folder = tempfile::tempdir().unwrap();
    let order = r#"{"items":[{"price":100,"id":1}],"note":"x"}"#;
    record(folder.path(), &[&[("a", "1"), ("b", "2"), ("c", "3")], &[("a", "1"), ("order", order)]]).await;
    let client = replaying(&Replay::open(folder.path()).unwrap());
    let asked = r#"{"note":"x","items":[{"id":1,"price":200}]}"#;
    let error = call(&client, &[("a", "1"), ("order", asked)]).await.unwrap_err();
    let found = mismatch(&error);
    assert_eq!((found.method(), found.nearest()), ("test.call", Some("0002-test.call.json")));
    let [difference] = found.differences() else { panic!("{found:?}") };
    assert_eq!(difference.to_string(), "`order.items[0].price` recorded `100`, asked `200`");
    let advice = "(correct the request, `ignore` the parameter, or record again)";
    assert!(error.to_string().ends_with(advice), "{error}");

    let error = call(&client, &[("a", "1"), ("b", "2"), ("d", "4")]).await.unwrap_err();
    let texts: Vec<_> = mismatch(&error).differences().iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["`c` recorded `3`, asked nothing", "`d` recorded nothing, asked `4`"]);
}

#[tokio::test]
async fn a_method_that_was_not_recorded_is_named() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), &[&[]]).await;
    let client = replaying(&Replay::open(folder.path()).unwrap());
    let error = client.session(&SessionKey::new("any")).execute(&ship("张三", 1)).await.unwrap_err();
    assert!(error.to_string().starts_with("test.ship: request not sent: no recording in "), "{error}");
    assert!(error.to_string().ends_with(": only of test.call"), "{error}");
}

/// A mismatch is a mistake in a test: waiting does not help.
#[tokio::test]
async fn a_mismatch_is_not_retried() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), &[&[]]).await;
    let client = replaying(&Replay::open(folder.path()).unwrap());
    let params = top_runtime::Params::new().with("a", "1");
    let error = client.idempotent().call("test.call", &params).await.unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable(), error.may_have_executed()), (1, false, false));
    assert_eq!(error.http_status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn ignored_names_are_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), &[&[("nonce", "1"), ("order", r#"{"uuid":"a","x":1}"#)]]).await;
    let replay = Replay::builder(folder.path()).ignore(["nonce", "uuid"]).lenient().open().unwrap();
    let client = replaying(&replay);
    assert_eq!(answer(&client, &[("nonce", "2"), ("order", r#"{"uuid":"b","x":1}"#)]).await, 1);
    assert_eq!(answer(&client, &[("order", r#"{"x":1}"#)]).await, 1);
    assert!(call(&client, &[("order", r#"{"x":2}"#)]).await.is_err());
}

#[tokio::test]
async fn files_are_compared_by_name_size_and_hash() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = recorded_client(&recorder, |_| {
        top_runtime::transport::HttpResponse::new(r#"{"test_upload_response":{"ok":true}}"#)
    });
    let key = SessionKey::new("any-session");
    let upload =
        |name: &str, bytes: &'static [u8]| Upload { title: "a".to_owned(), img: File::new(name, bytes) };
    client.session(&key).execute(&upload("a.png", b"123")).await.unwrap();
    recorder.finish().unwrap();
    let client = replaying(&Replay::builder(folder.path()).lenient().open().unwrap());
    assert!(client.session(&key).execute(&upload("a.png", b"123")).await.unwrap().ok);
    for (name, bytes) in [("a.png", b"124"), ("b.png", b"123")] {
        let error = client.session(&key).execute(&upload(name, bytes)).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains("`img` recorded `a.png, 3 bytes, a665a459`"), "{text}");
    }
}

/// The value of a token is neither recorded nor shown.
#[tokio::test]
async fn a_mismatch_shows_no_token() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), &[&[("a", "1")]]).await;
    let client = replaying(&Replay::open(folder.path()).unwrap());
    let error = call(&client, &[("a", "1"), ("code_token", "hidden")]).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden"), "{error:?}");
    assert!(error.to_string().contains("`code_token` recorded nothing, asked `***`"), "{error}");
}
