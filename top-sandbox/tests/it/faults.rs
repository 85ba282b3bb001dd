//! Faults as a caller sees them, byte by byte.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use top_runtime::Params;
use top_sandbox::{ErrorResponse, Fault, RandomFaults, Sandbox};

use crate::apis::builder;
use crate::http::{Call, connect, post};

/// All that comes back for a good call on a connection of its own, until it ends; a reset is an error.
async fn received(sandbox: &Sandbox) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(sandbox).await?;
    let head = "POST /router/rest HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
    let body = Call::new().signed().encoded();
    let form = "content-type: application/x-www-form-urlencoded";
    stream
        .write_all(format!("{head}{form}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).as_bytes())
        .await?;
    let mut all = Vec::new();
    stream.read_to_end(&mut all).await?;
    Ok(all)
}

/// Head and body.
fn parts(reply: &[u8]) -> (String, Vec<u8>) {
    let at = reply.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
    (String::from_utf8(reply[..at].to_vec()).unwrap(), reply[at + 4..].to_vec())
}

async fn under(fault: Fault) -> (Sandbox, std::io::Result<Vec<u8>>) {
    let sandbox = builder().fault(fault).start().await.unwrap();
    let received = received(&sandbox).await;
    (sandbox, received)
}

fn executed(sandbox: &Sandbox) -> bool {
    sandbox.requests()[0].executed()
}

/// A good reply, and how long its body is.
async fn good() -> (String, Vec<u8>) {
    parts(&under(Fault::None).await.1.unwrap())
}

#[tokio::test]
async fn refusals_come_in_the_place_of_the_answer_or_after_it() {
    for (fault, text) in [
        (Fault::Throttle { seconds: 3 }, "This ban will last for 3 more seconds"),
        (Fault::Quota { seconds: 9 }, "accesscontrol.limited-by-app-access-count"),
        (Fault::Timeout, "isp.top-remote-connection-timeout"),
        (Fault::Error(ErrorResponse::new(27)), "Invalid Session"),
    ] {
        for late in [false, true] {
            let fault = if late { fault.clone().after_execution() } else { fault.clone() };
            let (sandbox, received) = under(fault.clone()).await;
            let body = String::from_utf8(parts(&received.unwrap()).1).unwrap();
            assert!(body.contains(text), "{body}");
            assert_eq!(executed(&sandbox), late);
            assert!(sandbox.requests()[0].error_response().is_some());
            assert_eq!(sandbox.requests()[0].fault(), &fault);
        }
    }
}

#[tokio::test]
async fn connections_end_without_a_reply() {
    for (fault, end) in [(Fault::Close, Ok(0)), (Fault::Reset, Err(std::io::ErrorKind::ConnectionReset))] {
        for late in [false, true] {
            let fault = if late { fault.clone().after_execution() } else { fault.clone() };
            let (sandbox, received) = under(fault).await;
            assert_eq!(received.map(|all| all.len()).map_err(|error| error.kind()), end);
            assert_eq!(executed(&sandbox), late);
        }
    }
}

#[tokio::test]
async fn requests_are_dropped_unread() {
    for (fault, end) in
        [(Fault::CloseUnread, Ok(0)), (Fault::ResetUnread, Err(std::io::ErrorKind::ConnectionReset))]
    {
        let (sandbox, received) = under(fault).await;
        assert_eq!(received.map(|all| all.len()).map_err(|error| error.kind()), end);
        assert_eq!((sandbox.requests().len(), sandbox.unread()), (0, 1));
    }
}

#[tokio::test]
async fn replies_are_cut() {
    let (head, body) = good().await;
    let whole = head.len() + 4 + body.len();
    for (fault, left) in [(Fault::CutHead, 20), (Fault::CutBody, whole - body.len() + body.len() / 2)] {
        let (sandbox, received) = under(fault).await;
        assert_eq!(received.unwrap().len(), left);
        assert!(executed(&sandbox));
    }
    let (_, received) = under(Fault::CutChunks).await;
    let (head, chunks) = parts(&received.unwrap());
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    assert!(!chunks.ends_with(b"0\r\n\r\n") && !chunks.is_empty(), "{chunks:?}");
}

#[tokio::test]
async fn slow_replies_are_whole_and_late() {
    const WAIT: Duration = Duration::from_millis(100);
    for fault in [Fault::SlowHead(WAIT), Fault::SlowBody(WAIT)] {
        let begun = Instant::now();
        let (_, received) = under(fault).await;
        assert_eq!(parts(&received.unwrap()).1.len(), good().await.1.len());
        assert!(begun.elapsed() >= WAIT, "however busy the machine is");
    }
}

#[tokio::test]
async fn front_ends_answer_in_the_place_of_the_platform() {
    for (fault, status, holds) in [
        (Fault::Status { status: 503, retry_after: Some(7) }, "HTTP/1.1 503 ", "retry-after: 7"),
        (Fault::Status { status: 7, retry_after: None }, "HTTP/1.1 500 ", "text/html"),
        (Fault::Redirect, "HTTP/1.1 302 ", "location: /login"),
        (Fault::Page, "HTTP/1.1 200 ", "text/html"),
        (Fault::Response { status: 418, content_type: String::new(), body: vec![0xff] }, "HTTP/1.1 418 ", ""),
    ] {
        let (sandbox, received) = under(fault).await;
        let (head, _) = parts(&received.unwrap());
        assert!(head.starts_with(status) && head.contains(holds), "{head}");
        assert!(!executed(&sandbox));
    }
    let (_, received) = under(Fault::Page).await;
    let page = String::from_utf8(parts(&received.unwrap()).1).unwrap();
    assert!(page.contains("method=taobao.time.get"), "{page}");
}

#[tokio::test]
async fn bodies_are_spoilt() {
    let (_, body) = good().await;
    let spoilt = async |fault| parts(&under(fault).await.1.unwrap());
    let (head, garbage) = spoilt(Fault::GzipGarbage).await;
    assert!(head.contains("content-encoding: gzip") && garbage.starts_with(b"\x1f\x8b "), "{head}");
    let (_, gzip) = spoilt(Fault::Gzip).await;
    assert_eq!(&gzip[..2], b"\x1f\x8b");
    assert_eq!(spoilt(Fault::GzipTruncated).await.1, gzip[..gzip.len() - 12]);
    let (_, bomb) = spoilt(Fault::GzipBomb { bytes: 1 << 20 }).await;
    assert!(bomb.len() < 10_000, "{}", bomb.len());
    assert_eq!(spoilt(Fault::Oversized { bytes: 5000 }).await.1.len(), 5000);
    assert_eq!(spoilt(Fault::Empty).await.1, b"");
    let (head, plain) = spoilt(Fault::ContentType("text/plain".to_owned())).await;
    assert!(head.contains("content-type: text/plain\r\n") && plain == body, "{head}");
    assert!(!spoilt(Fault::ContentType(String::new())).await.0.contains("content-type"));
    for (declared, content_type) in [(true, "text/javascript;charset=GBK"), (false, "text/javascript\r\n")] {
        let sandbox = Sandbox::builder().sample("taobao.time.get", r#"{"a":"中"}"#);
        let sandbox = sandbox
            .clock(top_runtime::clock::FixedClock::at_unix(1_763_308_800))
            .fault(Fault::Gbk { declared });
        let (head, body) = parts(&received(&sandbox.start().await.unwrap()).await.unwrap());
        assert!(head.contains(content_type), "{head}");
        assert_eq!(body, b"{\"a\":\"\xd6\xd0\"}");
    }
}

#[tokio::test]
async fn a_connection_that_was_to_be_kept_is_closed() {
    let sandbox = builder().fault(Fault::CloseIdle).start().await.unwrap();
    let mut stream = connect(&sandbox).await.unwrap();
    let request = post("/router/rest", "application/x-www-form-urlencoded", &Call::new().signed().encoded());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).await.unwrap();
    let (head, body) = parts(&all);
    assert!(!head.contains("connection"), "{head}");
    assert_eq!(body.len(), good().await.1.len());
}

#[tokio::test]
async fn a_clock_that_is_off_refuses_and_says_its_time() {
    for (seconds, date) in
        [(3600, "date: Sun, 16 Nov 2025 17:00:00 GMT"), (-86_400, "date: Sat, 15 Nov 2025 16:00:00 GMT")]
    {
        let (sandbox, received) = under(Fault::Clock { seconds }).await;
        let (head, body) = parts(&received.unwrap());
        assert!(head.contains(date), "{head}");
        assert!(String::from_utf8_lossy(&body).contains("isv.timestamp-limit-error"));
        assert!(!executed(&sandbox));
    }
    let (sandbox, received) = under(Fault::Clock { seconds: 60 }).await;
    assert!(executed(&sandbox), "{received:?}");
}

#[tokio::test]
async fn sequences_stand_before_chance() {
    let sandbox = builder()
        .fault(Fault::Page)
        .fault_of("example.other", Fault::Empty)
        .fault_of("taobao.time.get", Fault::None)
        .fault_of("taobao.time.get", Fault::Timeout)
        .random_faults(RandomFaults::seeded(1).for_method("example.other").with(1.0, Fault::Page))
        .random_faults(RandomFaults::seeded(1).with(1.0, Fault::Redirect))
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    for _ in 0..4 {
        let _ = client.call("taobao.time.get", &Params::new()).await;
    }
    sandbox.fault(Fault::Close);
    let _ = client.call("taobao.time.get", &Params::new()).await;
    let faults: Vec<_> = sandbox.requests().iter().map(|seen| seen.fault().clone()).collect();
    let expected = [Fault::Page, Fault::None, Fault::Timeout, Fault::Redirect, Fault::Close];
    assert_eq!(faults, expected);
}

#[tokio::test]
async fn a_call_sent_again_draws_again() {
    let chance = RandomFaults::seeded(3).keyed_by("tid").with(0.5, Fault::Empty);
    let sandbox = builder().random_faults(chance.clone()).start().await.unwrap();
    let client = sandbox.client().unwrap();
    let mut fates = Vec::new();
    for time in 1..=20 {
        for tid in ["1", "2"] {
            let _ = client.call("taobao.time.get", &Params::new().with("tid", tid)).await;
            fates.push(chance.fault_for(tid, time).clone());
        }
    }
    let faults: Vec<_> = sandbox.requests().iter().map(|seen| seen.fault().clone()).collect();
    assert_eq!(faults, fates);
    assert!(fates.contains(&Fault::Empty) && fates.contains(&Fault::None));
}

#[tokio::test]
async fn a_handler_whose_caller_has_left_was_executed_all_the_same() {
    let (release, released) = std::sync::mpsc::channel();
    let released = std::sync::Mutex::new(released);
    let sandbox = builder()
        .on("example.slow", move |_| released.lock().unwrap().recv().unwrap())
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    let call = tokio::spawn(client.call("example.slow", &Params::new()));
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    release.send(()).unwrap();
    while !executed(&sandbox) {
        tokio::task::yield_now().await;
    }
}
