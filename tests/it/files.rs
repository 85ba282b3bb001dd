//! Files: parts of a multipart form, not covered by the signature.

use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{File, Params, SessionKey, TopApi};

use crate::support::{builder, refused, wait};

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.upload", any_of(image, url))]
struct Upload {
    title: String,
    #[top(max_bytes = 8)]
    image: Option<File>,
    url: Option<String>,
    #[top(rename = "originFile")]
    origin: Option<File>,
}

fn upload(image: Option<File>) -> Upload {
    Upload { title: "图\r\n片".into(), image, url: None, origin: None }
}

fn photo() -> File {
    File::new("a 中.jpg", vec![0xff, 0xd8, 0, b'\r', b'\n', b'-', b'-']).mime("image/jpeg")
}

#[test]
fn file_is_a_multipart_part_and_not_signed() {
    let client = builder().build().unwrap();
    let prepared = client.session(&SessionKey::new("6100abcdef")).prepare(&upload(Some(photo()))).unwrap();
    let names: Vec<_> = prepared.params().map(|(name, _)| name).collect();
    assert_eq!(names, ["app_key", "format", "method", "session", "sign_method", "timestamp", "title", "v"]);
    let content_type = prepared.content_type().to_owned();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = prepared.body();
    let text = String::from_utf8_lossy(body);
    let parts: Vec<_> = text.split(&format!("--{boundary}")).collect();
    assert_eq!((parts.first(), parts.last()), (Some(&""), Some(&"--\r\n")));
    assert_eq!(parts.len(), names.len() + 4, "the parameters, the signature, the file and both ends: {text}");
    let has = |part: &[u8]| body.windows(part.len()).any(|window| window == part);
    let head = "Content-Disposition: form-data; name=\"image\"; filename=\"a 中.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
    assert!(has(&[head.as_bytes(), photo().bytes().unwrap(), b"\r\n--"].concat()), "{text}");
    assert!(
        has("name=\"title\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n图\r\n片\r\n--".as_bytes()),
        "{text}"
    );
    assert!(has(format!(
        "name=\"sign\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n{}\r\n",
        prepared.sign()
    )
    .as_bytes()));
    assert!(!prepared.explain().contains(prepared.sign()));
}

#[test]
fn request_without_a_file_is_a_urlencoded_form() {
    let request = Upload { url: Some("https://x.example/a.jpg".into()), ..upload(None) };
    let prepared = builder().build().unwrap().prepare(&request).unwrap();
    assert_eq!(prepared.content_type(), "application/x-www-form-urlencoded;charset=UTF-8");
}

#[test]
fn content_type_header_contains_the_boundary() {
    let gateway = InMemoryTransport::new(|request: &top_runtime::transport::HttpRequest| {
        let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        let body = request.body().as_bytes().unwrap();
        assert!(body.starts_with(format!("--{boundary}\r\n").as_bytes()));
        Ok(HttpResponse::new(r#"{"test_upload_response":{"ok":true}}"#))
    });
    let client = builder().transport(gateway).build().unwrap();
    wait(client.execute(&upload(Some(photo())))).unwrap();
}

#[test]
fn file_content_cannot_contain_the_boundary() {
    let client = builder().build().unwrap();
    let first = client.prepare(&upload(Some(File::new("a", "x")))).unwrap().content_type().to_owned();
    let boundary = first.strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    let request = Upload {
        title: format!("\r\n--{boundary}--\r\n"),
        origin: Some(File::new("b", format!("--{boundary}"))),
        ..upload(Some(File::new("a", "x")))
    };
    let prepared = client.prepare(&request).unwrap();
    assert!(!prepared.content_type().contains(&boundary));
}

#[test]
fn a_type_parameter_of_a_request_can_be_a_file() {
    #[derive(TopApi)]
    #[top_api(method = "test.put")]
    struct Put<T> {
        content: T,
    }
    let client = builder().build().unwrap();
    let file = client.prepare(&Put { content: Some(photo()) }).unwrap();
    assert!(file.content_type().starts_with("multipart/form-data"));
    assert!(file.params().all(|(name, _)| name != "content"));
    let text = client.prepare(&Put { content: "text" }).unwrap();
    assert!(text.params().any(|(name, text)| (name, text) == ("content", "text")));
}

#[test]
fn files_are_checked_like_other_parameters() {
    let client = builder().build().unwrap();
    let text = refused(client.prepare(&upload(None)));
    assert_eq!(text, "expected at least one of `image`, `url`, found none");
    let text = refused(client.prepare(&upload(Some(File::new("a", vec![0; 9])))));
    assert_eq!(text, "`image`: expected at most 8 bytes, found 9");
}

#[test]
fn file_name_that_breaks_the_part_header_is_refused() {
    let client = builder().build().unwrap();
    for name in ["", "a\"b", "a\r\nX-Evil: 1", "a\nb", "a\u{0}", "a\u{85}b", "a\u{2028}b"] {
        let text = refused(client.prepare(&upload(Some(File::new(name, "x")))));
        assert!(text.starts_with("`image`: expected a file name without folders, quotes"), "{text}");
        assert!(!text.contains(['\r', '\n', '\u{0}']), "{text:?}");
    }
    for mime in ["", "image/jpeg\r\nX-Evil: 1", "图"] {
        refused(client.prepare(&upload(Some(photo().mime(mime)))));
    }
}

#[test]
fn file_name_with_a_folder_is_refused() {
    let client = builder().build().unwrap();
    for name in ["../../etc/passwd", "a/b.jpg", "/a.jpg", "..\\a.jpg", "C:\\a.jpg", "a/", "..", "."] {
        let text = refused(client.prepare(&upload(Some(File::new(name, "x")))));
        assert!(text.starts_with("`image`: expected a file name without folders, quotes"), "{name}: {text}");
    }
}

#[test]
fn parameter_name_that_breaks_the_part_header_is_refused() {
    let client = builder().build().unwrap();
    for name in ["a\"b", "a\r\nX-Evil: 1", "a\nb"] {
        refused(client.param(name, "x").prepare(&upload(Some(photo()))));
        refused(client.prepare_call("test.upload", &Params::new().with_file("f", photo()).with(name, "x")));
        refused(client.prepare_call("test.upload", &Params::new().with_file(name, photo())));
    }
}
