//! Folders that cannot be read or written, and replies made to do harm.

use std::fs;

use top_replay::{Recorder, Replay};
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport};

use crate::support::{all_text, call, called, file_names, recorded_client, replaying};

/// The transports are also usable without a client: a method may then be any text.
fn send(transport: &dyn top_runtime::transport::Transport, form: &'static str) -> Option<HttpResponse> {
    let request = HttpRequest::new("http://127.0.0.1/router/rest", form);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(transport.send(request)).ok()
}

#[tokio::test]
async fn a_write_error_is_returned_by_finish_and_the_call_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recordings");
    let recorder = Recorder::open(&path).unwrap();
    let client = recorded_client(&recorder, |_| called("{}"));
    fs::remove_dir(&path).unwrap();
    call(&client, &[]).await.unwrap();
    call(&client, &[]).await.unwrap();
    let error = recorder.finish().unwrap_err();
    assert_eq!((error.count(), error.failures().len()), (2, 2));
    let text = error.to_string();
    let start = "2 calls were not recorded; the first: test.call: cannot be written: ";
    assert!(text.starts_with(start), "{text}");
    // A failure is reported once, and the recorder goes on.
    fs::create_dir(&path).unwrap();
    call(&client, &[]).await.unwrap();
    assert_eq!(recorder.finish().unwrap(), 1);
}

#[test]
fn methods_with_path_separators_stay_in_the_folder() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("recordings");
    let recorder = Recorder::open(&folder).unwrap();
    let gateway =
        recorder.wrapper()(Box::new(InMemoryTransport::new(|_: &HttpRequest| Ok(HttpResponse::new("{}")))));
    for form in ["method=..%2F..%2Fescaped", "method=%2Fetc%2Fx", "method=a%00b%5Cc%3Ad", "method=.", "v=1"] {
        send(&gateway, form).unwrap();
    }
    recorder.finish().unwrap();
    assert_eq!(file_names(outer.path()), ["recordings"]);
    let names = file_names(&folder);
    assert_eq!(
        names,
        [
            "0001-.._.._escaped.json",
            "0002-_etc_x.json",
            "0003-a_b_c_d.json",
            "0004-..json",
            "0005-router_rest.json"
        ]
    );
    let replay = Replay::open(&folder).unwrap();
    assert!(send(&replay, "method=..%2F..%2Fescaped").is_some());
}

#[tokio::test]
async fn hostile_replies_are_recorded_and_replayed() {
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let large = format!(r#"{{"test_call_response":{{"nick":"{}"}}}}"#, "x".repeat(8 * 1024 * 1024 - 64));
    let many = format!(r#"{{"test_call_response":{{"a":[{}1]}}}}"#, "1,".repeat(1_000_000));
    for body in [deep, large, many] {
        let folder = tempfile::tempdir().unwrap();
        let recorder = Recorder::open(folder.path()).unwrap();
        let client = recorded_client(&recorder, move |_| HttpResponse::new(body.clone()));
        let real = call(&client, &[]).await.map_err(|error| error.to_string());
        assert_eq!(recorder.finish().unwrap(), 1);
        let replayed = call(&replaying(&Replay::open(folder.path()).unwrap()), &[]).await;
        match (real, replayed) {
            (Ok(real), Ok(replayed)) => assert_eq!(real.get("a"), replayed.get("a")),
            (Err(real), Err(replayed)) => assert_eq!(real, replayed.to_string()),
            (real, replayed) => panic!("{real:?} {replayed:?}"),
        }
    }
}

#[tokio::test]
async fn many_concurrent_calls_are_recorded_completely() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = recorded_client(&recorder, |_| called("{}"));
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..200 {
        let client = client.clone();
        calls.spawn(async move { call(&client, &[("n", &number.to_string())]).await.map(|_| ()) });
    }
    while let Some(result) = calls.join_next().await {
        result.unwrap().unwrap();
    }
    assert_eq!(recorder.finish().unwrap(), 200);
    let replay = Replay::open(folder.path()).unwrap();
    let client = replaying(&replay);
    for number in 0..200 {
        call(&client, &[("n", &number.to_string())]).await.unwrap();
    }
    assert_eq!(replay.unused(), [""; 0]);
}

#[test]
fn folders_that_cannot_be_used_are_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let error = |result: Result<Replay, top_replay::FolderError>| result.unwrap_err().to_string();
    let missing = folder.path().join("missing");
    assert!(error(Replay::open(&missing)).contains("missing: cannot be read: "));
    assert!(error(Replay::open(folder.path())).ends_with(": contains no recordings: record first"));
    let file = folder.path().join("0001-a.json");
    for (text, reason) in [
        ("{", "EOF"),
        ("{}", "missing field `version`"),
        (r#"{"version":2,"method":"a","params":{},"status":200}"#, "its version is 2, expected 1"),
        (r#"{"version":1,"method":"a","params":{},"status":7}"#, "`status` 7 is not an HTTP status"),
        (
            r#"{"version":1,"method":"a","params":{},"status":200,"headers":{"a b":"c"}}"#,
            "`a b` is not a header",
        ),
        (r#"{"version":1,"method":"a","params":{},"status":200,"boby":1}"#, "unknown field `boby`"),
    ] {
        fs::write(&file, text).unwrap();
        let found = error(Replay::open(folder.path()));
        assert!(found.contains("0001-a.json: ") && found.contains(reason), "{found}");
        assert!(Recorder::open(folder.path()).is_err(), "a recorder refuses the folder, too");
    }
    fs::remove_file(&file).unwrap();
    fs::write(folder.path().join("notes.txt"), "not read").unwrap();
    fs::create_dir(&file).unwrap();
    assert!(error(Replay::open(folder.path())).ends_with("it is not a regular file"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target");
    fs::write(&target, "kept").unwrap();
    std::os::unix::fs::symlink(&target, folder.path().join("0001-a.json")).unwrap();
    let error = Replay::open(folder.path()).unwrap_err();
    assert!(error.to_string().ends_with("0001-a.json: it is not a regular file"), "{error}");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("0002-a.json")).unwrap();
    assert!(Recorder::open(folder.path()).is_err());
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
}

/// Text that is not UTF-8 is recorded with U+FFFD: its names are found, its values are masked.
#[tokio::test]
async fn replies_in_other_charsets_are_masked() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let mut body = br#"{"test_call_response":{"nick":"hidden"#.to_vec();
    body.extend_from_slice(b"\xc4\xe3\"}}");
    let client = recorded_client(&recorder, move |_| HttpResponse::new(body.clone()));
    let _ = call(&client, &[]).await;
    recorder.finish().unwrap();
    assert!(!all_text(folder.path()).contains("hidden"));
}
