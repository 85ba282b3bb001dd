//! Files that are received in pieces.

use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;
use top_runtime::{File, TopApi, TopValue, Value};
use top_sandbox::{Sandbox, SandboxBuilder};

use crate::http::{exchange, head};

const MIB: u64 = 1 << 20;

#[derive(Debug, TopApi)]
#[top_api(method = "example.video.upload", response = Stored)]
struct Upload {
    title: String,
    video: File,
    cover: Option<File>,
}

#[derive(Debug, TopValue)]
struct Stored {
    size: u64,
    has_content: bool,
}

fn builder() -> SandboxBuilder {
    Sandbox::builder().reply::<Upload>(|upload| Stored {
        size: upload.video.len(),
        has_content: upload.video.bytes().is_some(),
    })
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[tokio::test]
async fn files_are_counted_and_hashed_but_not_kept() {
    let sandbox = builder().stream_uploads(64 * MIB).start().await.unwrap();
    let len = 40 * MIB;
    let video = File::from_reader("a.mp4", len, tokio::io::repeat(7).take(len));
    let cover = Some(File::new("封面.png", b"\r\n--cover".to_vec()));
    let request = Upload { title: "标题".to_owned(), video, cover };
    let reply = sandbox.client().unwrap().execute(&request).await.unwrap();
    assert_eq!((reply.size, reply.has_content), (len, false));

    let seen = sandbox.requests().remove(0);
    assert_eq!(seen.params().get("title"), Some("标题"));
    let files: Vec<_> =
        seen.uploads().iter().map(|file| (file.param(), file.file_name(), file.len())).collect();
    assert_eq!(files.len(), 2);
    assert!(
        files.contains(&("video", "a.mp4", len)) && files.contains(&("cover", "封面.png", 9)),
        "{files:?}"
    );
    let video = seen.uploads().iter().find(|file| file.param() == "video").unwrap();
    assert_eq!(video.sha256(), sha256(&vec![7; usize::try_from(len).unwrap()]));
    assert!(format!("{video:?}").contains("len: 41943040, sha256: \""), "{video:?}");
    assert_eq!(sandbox.only_request::<Upload>().video.mime_type(), "video/mp4");
}

#[tokio::test]
async fn files_over_the_limit_are_refused_after_they_were_read() {
    let sandbox = builder().stream_uploads(MIB).start().await.unwrap();
    let client = sandbox.client().unwrap();
    for (len, is_accepted) in [(MIB, true), (MIB + 1, false), (9 * MIB, false)] {
        let video = File::new("a.mp4", vec![0; usize::try_from(len).unwrap()]);
        let result = client.execute(&Upload { title: "t".to_owned(), video, cover: None }).await;
        assert_eq!(result.is_ok(), is_accepted, "{len}: {result:?}");
        if let Err(error) = result {
            assert_eq!(error.code(), Some("3"), "{error}");
        }
    }
}

#[tokio::test]
async fn malformed_forms_are_refused_in_pieces_too() {
    let sandbox = builder().stream_uploads(MIB).start().await.unwrap();
    let part = |name: &str, content: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let long = part("memo", &"x".repeat(9 << 20)) + "--b--\r\n";
    let many: String = (0..1_001).map(|number| part(&number.to_string(), "")).collect();
    for (body, reason) in [
        (part("memo", "1"), "incomplete"),
        ("--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--\r\n".to_owned(), "no name"),
        (long, "more than 8388608 bytes"),
        (many + "--b--\r\n", "more than 1000 parts"),
        (String::new(), "incomplete"),
    ] {
        let request = head("/router/rest", "multipart/form-data; boundary=b", body.len()) + &body;
        let reply: Value = exchange(&sandbox, request).await.body.parse().unwrap();
        let sub_msg = reply.pointer("/error_response/sub_msg").and_then(Value::as_str).unwrap_or_default();
        assert!(sub_msg.contains(reason), "{reason}: {reply}");
    }
    let without_boundary = head("/router/rest", "multipart/form-data", 1) + "x";
    let reply = exchange(&sandbox, without_boundary).await.body;
    assert!(reply.contains("boundary"), "{reply}");
}
