//! Files that are read while they are sent: memory, retries, mistakes.

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use top_runtime::error::ErrorKind;
use top_runtime::{Client, File, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

const MIB: u64 = 1 << 20;

#[derive(TopApi)]
#[top_api(method = "test.video.upload", response = Uploaded)]
struct Upload {
    #[top(max_bytes = 300_000_000)]
    video: File,
    title: String,
}

#[derive(TopValue)]
struct Uploaded {
    size: i64,
}

/// A server that counts the bytes of each body and keeps none. It reads slowly if told so.
async fn counting_server(is_slow: bool) -> (String, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
    let received = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&received);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let counter = Arc::clone(&counter);
            let service = service_fn(move |request: http::Request<Incoming>| {
                let counter = Arc::clone(&counter);
                async move {
                    let mut body = request.into_body();
                    while let Some(frame) = body.frame().await {
                        let len = frame?.into_data().map_or(0, |data| data.len());
                        counter.fetch_add(len as u64, Ordering::SeqCst);
                        if is_slow {
                            // The client runs, and fills what it can, before the next piece is read.
                            for _ in 0..100 {
                                tokio::task::yield_now().await;
                            }
                        }
                    }
                    let reply = r#"{"test_video_upload_response":{"size":1}}"#;
                    Ok::<_, hyper::Error>(http::Response::new(Full::new(Bytes::from(reply))))
                }
            });
            tokio::spawn(
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service),
            );
        }
    });
    (url, received)
}

/// A file of this length that takes no place on the disk.
fn sparse_file(len: u64) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".mp4").tempfile().unwrap();
    file.as_file().set_len(len).unwrap();
    file
}

#[test]
fn upload_of_256_mib_takes_a_few_mib_of_memory() {
    for (is_slow, len) in [(false, 256 * MIB), (true, 32 * MIB)] {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let file = sparse_file(len);
        let request = Upload { video: File::open(file.path()).unwrap(), title: "cup".to_owned() };
        assert_eq!(request.video.mime_type(), "video/mp4");
        let mut received = 0;
        let memory = allocation_counter::measure(|| {
            received = runtime.block_on(async {
                let (url, received) = counting_server(is_slow).await;
                let client = Client::builder("1", "s").gateway(url).build().unwrap();
                client.execute(&request).await.unwrap();
                received.load(Ordering::SeqCst)
            });
        });
        assert!(received > len && received < len + 2_000, "{received}");
        assert!(memory.bytes_max < 8 * MIB, "{} bytes at most at a time", memory.bytes_max);
    }
}

/// A sandbox that returns the length of the upload.
async fn sandbox(fault: Fault) -> Sandbox {
    Sandbox::builder()
        .reply::<Upload>(|request| Uploaded { size: i64::try_from(request.video.len()).unwrap() })
        .fault(fault)
        .start()
        .await
        .unwrap()
}

fn text_file(content: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    file.write_all(content.as_bytes()).unwrap();
    file
}

#[tokio::test]
async fn file_of_the_disk_is_sent_again_by_a_retry() {
    let sandbox = sandbox(Fault::Status { status: 502, retry_after: None }).await;
    let client = sandbox.client().unwrap();
    let file = text_file("0123456789");
    let progress = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&progress);
    let video =
        File::open(file.path()).unwrap().on_progress(move |now| listener.lock().unwrap().push(now.sent));
    let reply = client.idempotent().execute(&Upload { video, title: "t".to_owned() }).await.unwrap();
    assert_eq!((reply.size, reply.attempts()), (10, 2));
    assert_eq!(*progress.lock().unwrap(), [10, 10]);
}

#[tokio::test]
async fn reader_is_sent_once_and_its_call_is_not_retried() {
    let sandbox = sandbox(Fault::Status { status: 502, retry_after: None }).await;
    let client = sandbox.client().unwrap();
    let content: &[u8] = b"0123456789";
    let video = File::from_reader("a.txt", 10, content);
    let error = client.idempotent().execute(&Upload { video, title: "t".to_owned() }).await.err().unwrap();
    let ErrorKind::Http(_) = error.kind() else { panic!("{error}") };
    assert_eq!((error.attempts(), sandbox.requests().len()), (1, 1));
    // Nothing was wrong with the next one.
    let video = File::from_reader("a.txt", 10, content);
    assert_eq!(client.execute(&Upload { video, title: "t".to_owned() }).await.unwrap().size, 10);
}

#[tokio::test]
async fn file_that_became_shorter_fails_the_call_and_names_itself() {
    let sandbox = sandbox(Fault::None).await;
    let file = text_file("0123456789");
    let video = File::open(file.path()).unwrap();
    file.as_file().set_len(4).unwrap();
    let request = Upload { video, title: "t".to_owned() };
    let error = sandbox.client().unwrap().execute(&request).await.err().unwrap().to_string();
    assert!(error.contains("ended after 4 bytes: expected 10"), "{error}");
    assert!(sandbox.requests().iter().all(|request| !request.executed()));
}

#[tokio::test]
async fn file_that_is_gone_fails_the_call_with_its_path() {
    let sandbox = sandbox(Fault::None).await;
    let file = text_file("0123456789");
    let (path, video) = (file.path().to_owned(), File::open(file.path()).unwrap());
    drop(file);
    let request = Upload { video, title: "t".to_owned() };
    let error = sandbox.client().unwrap().execute(&request).await.err().unwrap().to_string();
    assert!(error.contains(&path.display().to_string()) && error.contains("No such file"), "{error}");
}

#[test]
fn mistakes_are_found_before_anything_is_read() {
    let error = File::open("/does/not/exist.mp4").unwrap_err().to_string();
    assert!(error.starts_with("/does/not/exist.mp4: "), "{error}");
    let error = File::open("/").unwrap_err().to_string();
    assert_eq!(error, "/: not a file");

    let client = Client::builder("1", "s").build().unwrap();
    let too_long = sparse_file(300_000_001);
    let request = Upload { video: File::open(too_long.path()).unwrap(), title: "t".to_owned() };
    let error = client.prepare(&request).unwrap_err();
    assert!(error.to_string().contains("at most 300000000 bytes"), "{error}");

    let request = Upload { video: File::open(sparse_file(1).path()).unwrap(), title: "t".to_owned() };
    let error = client.prepare(&request).unwrap_err();
    assert!(
        error.to_string().contains("`video`: expected a file in memory, as `prepare` reads none"),
        "{error}"
    );

    for name in ["a\r\nb", "../a", "a\"b"] {
        let content: &[u8] = b"";
        let request = Upload { video: File::from_reader(name, 0, content), title: "t".to_owned() };
        assert!(matches!(client.prepare(&request).unwrap_err().kind(), ErrorKind::Invalid(_)), "{name:?}");
    }
}
