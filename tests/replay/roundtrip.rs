//! Calls against the sandbox are recorded, then replayed with equal results.

use top_replay::{Recorder, Replay};
use top_runtime::error::ErrorKind;
use top_runtime::transport::HttpResponse;
use top_runtime::{Client, Error, File, Format, SessionKey};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::support::{
    GetTrade, Ship, Shipped, Trade, Upload, all_text, call, called, file_names, get_trade, recorded_client,
    replaying, ship, trade,
};

async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .reply::<GetTrade>(|request| trade(request.tid))
        .reply::<Ship>(|request| Shipped { ok: request.parcel.weight < 5 })
        .reply::<Upload>(|request| Shipped { ok: request.img.len() == 8 })
        .start()
        .await
        .unwrap()
}

/// The code under test, without the masked values.
async fn run(client: &Client, key: &SessionKey) -> Result<Vec<String>, Error> {
    let seller = client.session(key);
    let mut lines = Vec::new();
    for tid in [7, 8, 7] {
        let Trade { tid, payment, orders, .. } = seller.execute(&get_trade(tid)).await?.into_inner();
        lines.push(format!("{tid} {payment} {}", orders[0].title));
    }
    lines.push(seller.execute(&ship("李四", 3)).await?.ok.to_string());
    let upload = Upload { title: "杯".to_owned(), img: File::new("cup.png", &b"\x89PNG\r\n\x1a\n"[..]) };
    lines.push(seller.execute(&upload).await?.ok.to_string());
    lines.push(seller.execute(&ship("李四", 7)).await?.ok.to_string());
    Ok(lines)
}

#[tokio::test]
async fn replay_gives_the_results_of_the_sandbox() {
    for format in [Format::Json, Format::Xml] {
        for simplify in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let sandbox = sandbox().await;
            let recorder = Recorder::open(folder.path()).unwrap();
            let builder = sandbox.client_builder().format(format).simplify(simplify);
            let client = builder.wrap_transport(recorder.wrapper()).build().unwrap();
            let real = run(&client, &sandbox.session()).await.unwrap();
            assert_eq!(recorder.finish().unwrap(), 6);
            sandbox.stop().await;

            let replay = Replay::open(folder.path()).unwrap();
            let client = Client::builder("any", "any").format(format).simplify(simplify);
            let client = client.transport(replay.clone()).build().unwrap();
            let replayed = run(&client, &SessionKey::new("any-session")).await.unwrap();
            assert_eq!(replayed, real);
            assert_eq!(replay.unused(), [""; 0]);
        }
    }
}

#[tokio::test]
async fn errors_and_retries_are_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = sandbox().await;
    let busy = ErrorResponse::new(15).with_sub_code("isp.call-limited");
    sandbox.fault(Fault::Error(busy));
    sandbox.fault(Fault::None);
    sandbox.fault(Fault::Error(ErrorResponse::new(27).with_sub_code("invalid-sessionkey")));
    sandbox.fault(Fault::Status { status: 503, retry_after: Some(7) });
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = sandbox.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    let run = async |client: Client, key: SessionKey| {
        let seller = client.session(&key);
        let mut lines = Vec::new();
        for tid in [1, 2, 3] {
            let result = seller.execute(&get_trade(tid)).await;
            lines.push(result.map_or_else(|error| error.to_string(), |trade| trade.tid.to_string()));
        }
        lines
    };
    let real = run(client, sandbox.session()).await;
    recorder.finish().unwrap();
    let replay = Replay::open(folder.path()).unwrap();
    assert_eq!(run(replaying(&replay), SessionKey::new("any")).await, real);
    assert!(real[2].contains("HTTP status 503 (retry after 7 s)"), "{real:?}");
    assert_eq!(replay.unused(), [""; 0]);
}

#[tokio::test]
async fn compressed_replies_are_recorded_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = sandbox().await;
    sandbox.fault(Fault::Gzip);
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = sandbox.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    client.session(&sandbox.session()).execute(&get_trade(7)).await.unwrap();
    recorder.finish().unwrap();
    assert!(all_text(folder.path()).contains("\"payment\": \"19.90\""));
    let client = replaying(&Replay::open(folder.path()).unwrap());
    let trade = client.session(&SessionKey::new("any")).execute(&get_trade(7)).await.unwrap();
    assert_eq!(trade.payment.to_string(), "19.90");
}

#[tokio::test]
async fn pages_that_are_no_replies_are_replayed_as_they_are() {
    for (body, kind) in [
        ("<html>blocked</html>", "not a reply of the platform: it is an HTML page"),
        ("", "the body is empty"),
        ("{\"a\":\"x\ty\"", "it is not JSON"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let recorder = Recorder::open(folder.path()).unwrap();
        let client = recorded_client(&recorder, move |_| HttpResponse::new(body));
        let real = call(&client, &[]).await.unwrap_err();
        recorder.finish().unwrap();
        let replayed = call(&replaying(&Replay::open(folder.path()).unwrap()), &[]).await.unwrap_err();
        assert!(matches!(replayed.kind(), ErrorKind::UnexpectedBody(_)) && real.to_string().contains(kind));
        assert_eq!(replayed.to_string(), real.to_string());
    }
}

#[tokio::test]
async fn numbers_keep_their_digits() {
    let json = r#"{"price":12.50,"id":1100085056548470636,"large":123456789012345678901234567890,"e":1e3}"#;
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let real = call(&recorded_client(&recorder, move |_| called(json)), &[]).await.unwrap().into_inner();
    recorder.finish().unwrap();
    let replayed = call(&replaying(&Replay::open(folder.path()).unwrap()), &[]).await.unwrap().into_inner();
    assert_eq!(replayed, real);
}

#[tokio::test]
async fn a_second_recorder_continues_the_numbers_and_pseudonyms() {
    let folder = tempfile::tempdir().unwrap();
    for nick in ["茶商", "杯商"] {
        let recorder = Recorder::open(folder.path()).unwrap();
        let client = recorded_client(&recorder, move |_| called(&format!(r#"{{"nick":"{nick}"}}"#)));
        call(&client, &[]).await.unwrap();
        // The files are complete when the last clone and all clients are dropped.
    }
    assert_eq!(file_names(folder.path()), ["0001-test.call.json", "0002-test.call.json"]);
    let text = all_text(folder.path());
    assert!(text.contains("masked-1") && text.contains("masked-2"), "{text}");
}
