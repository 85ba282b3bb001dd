//! Resident memory of a process that uploads a large file.
//!
//! Each upload runs in a process of its own, as the tests of this binary run at once. The variable
//! `TOP_UPLOAD_MIB` sets the size of the file; default: 256.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use top_runtime::{Client, File, TopApi, TopValue};

/// Variable that sets the size of the file in MiB.
const SIZE: &str = "TOP_UPLOAD_MIB";

/// Variable that tells the process of an upload how the server reads.
const READER: &str = "TOP_UPLOAD_READER";

/// Most memory above that of the start, in KiB.
const LIMIT: u64 = 20 * 1024;

#[derive(TopApi)]
#[top_api(method = "test.video.upload", response = Uploaded)]
struct Upload {
    video: File,
}

#[derive(TopValue)]
struct Uploaded {
    size: u64,
}

#[test]
fn upload_takes_less_than_20_mib_of_resident_memory() {
    upload_in_another_process("fast");
}

#[test]
fn upload_to_a_slow_reader_takes_less_than_20_mib_of_resident_memory() {
    upload_in_another_process("slow");
}

fn upload_in_another_process(reader: &str) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["upload_memory::process_of_an_upload", "--exact", "--ignored", "--nocapture"])
        .env(READER, reader)
        .output()
        .unwrap();
    let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}\n{errors}");
    println!("{reader}: {}", text.lines().find(|line| line.contains("KiB above")).unwrap_or_default());
}

#[test]
#[ignore = "the other tests of this file run it in a process of its own"]
fn process_of_an_upload() {
    let Ok(reader) = std::env::var(READER) else { return };
    let size = std::env::var(SIZE).map_or(256, |mib| mib.parse::<u64>().unwrap()) << 20;
    let file = tempfile::Builder::new().suffix(".mp4").tempfile().unwrap();
    file.as_file().set_len(size).unwrap(); // sparse: takes no place on the disk
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
    let server = thread::spawn(move || receive(listener.accept().unwrap().0, reader == "slow"));

    let start = memory("VmRSS:");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let reply = runtime.block_on(async {
        let client =
            Client::builder("1", "s").gateway(url).timeout(Duration::from_secs(600)).build().unwrap();
        client.execute(&Upload { video: File::open(file.path()).unwrap() }).await.unwrap()
    });
    // The most since the start of the process.
    let growth = memory("VmHWM:").saturating_sub(start);

    let received = server.join().unwrap();
    assert_eq!(reply.size, received);
    assert!(received > size && received < size + 2_000, "{received}");
    println!("{growth} KiB above the {start} KiB of the start, for {size} bytes");
    assert!(growth < LIMIT, "{growth} KiB above the {start} KiB of the start");
}

/// Reads a request into a small buffer, and replies with the length of its body.
fn receive(mut stream: TcpStream, is_slow: bool) -> u64 {
    let mut buffer = vec![0; 64 * 1024];
    let mut head = Vec::new();
    let body_start = loop {
        let count = stream.read(&mut buffer).unwrap();
        assert_ne!(count, 0, "the connection was closed in the head");
        head.extend_from_slice(&buffer[..count]);
        if let Some(end) = head.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let text = String::from_utf8_lossy(&head[..body_start]).to_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let length: u64 = length.trim().parse().unwrap();
    let mut received = (head.len() - body_start) as u64;
    let mut pieces = 0_u64;
    while received < length {
        let count = stream.read(&mut buffer).unwrap();
        assert_ne!(count, 0, "the connection was closed after {received} of {length} bytes");
        received += count as u64;
        pieces += 1;
        if is_slow && pieces.is_multiple_of(2) {
            // The pause is the slowness itself: nothing waits for it to be long enough.
            thread::sleep(Duration::from_millis(1));
        }
    }
    let body = format!(r#"{{"test_video_upload_response":{{"size":{received}}}}}"#);
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
    received
}

/// Returns a value of the process in KiB.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
