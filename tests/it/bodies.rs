//! Bodies other than replies: each is an error, never a panic or an empty success.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use top_runtime::error::ErrorKind;

use bytes::Bytes;
use top_runtime::transport::{Body, HttpResponse, InMemoryTransport};
use top_runtime::{TopValue, Value};

use crate::support::{
    ask, builder, client_with_content_type, client_with_reply, client_with_simplified_reply,
    client_with_status,
};

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Page {
    total: i64,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Row {
    id: i64,
    name: Option<String>,
    tags: Vec<String>,
    inner: Option<Box<Row>>,
}

const GOOD: &str = r#"{"test_ask_response":{"total":1,"rows":{"row":[{"id":1}]}}}"#;

fn unexpected_body(body: impl Into<Bytes>) -> String {
    let body = body.into();
    let error = ask::<Page>(&client_with_reply(body.clone())).unwrap_err();
    let ErrorKind::UnexpectedBody(_) = error.kind() else { panic!("{body:?}: {error:?}") };
    assert!(error.may_have_executed() && !error.is_retryable());
    let text = error.to_string();
    assert!(text.starts_with("test.ask: not a reply of the platform: ") && !text.contains('\n'), "{text}");
    text
}

#[test]
fn empty_body_is_an_error() {
    for body in ["", " ", "\r\n\t", "\u{feff}"] {
        assert!(unexpected_body(body).contains("empty") || body == "\u{feff}", "{body:?}");
    }
}

#[test]
fn json_other_than_an_object_is_an_error() {
    for body in ["null", "true", "12", "\"text\"", "[]", "[{}]"] {
        assert!(unexpected_body(body).contains("it is not an object"), "{body}");
    }
}

#[test]
fn error_keeps_the_unreadable_body() {
    for body in ["{\"a\":", "{}"] {
        let error =
            ask::<Page>(&client_with_content_type("text/javascript;charset=UTF-8", body)).unwrap_err();
        let ErrorKind::UnexpectedBody(unexpected_body) = error.kind() else { panic!("{error:?}") };
        assert_eq!(unexpected_body.content_type.as_deref(), Some("text/javascript;charset=UTF-8"), "{body}");
    }
}

#[test]
fn object_without_a_reply_is_an_error() {
    for body in ["{}", r#"{"a":1}"#, r#"{"a":1,"b":[2]}"#, r#"{"a":{},"b":{}}"#] {
        assert!(
            unexpected_body(body).contains("neither the root `test_ask_response` nor a field of the reply"),
            "{body}"
        );
        assert!(ask::<Page>(&client_with_simplified_reply(body)).is_err(), "{body}");
    }
    assert!(unexpected_body(r#"{"error_response":{}}"#).contains("neither `code` nor `msg` nor `sub_code`"));
    assert!(unexpected_body(r#"{"error_response":"x"}"#).contains("neither `code` nor `msg` nor `sub_code`"));
}

#[derive(Debug, PartialEq, TopValue)]
struct Hints {
    total: Option<i64>,
    rows: Vec<Row>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Status {
    code: Option<i64>,
}

#[test]
fn error_in_a_root_of_another_name_is_no_empty_success() {
    let body =
        r#"{"router_response":{"code":15,"msg":"Remote service error","sub_code":"isp.x","request_id":"r"}}"#;
    let error = ask::<Hints>(&client_with_reply(body)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Platform(_)), "{error:?}");
    assert_eq!((error.code(), error.sub_code(), error.request_id()), (Some("15"), Some("isp.x"), Some("r")));
    let xml = "<router_response><code>15</code><msg>m</msg><request_id>r</request_id></router_response>";
    assert_eq!(ask::<Hints>(&client_with_reply(xml)).unwrap_err().code(), Some("15"));

    // The root of the method, a declared field, or a declared `code`: a reply.
    let members = r#""code":15,"msg":"m","request_id":"r""#;
    for body in [
        format!(r#"{{"test_ask_response":{{{members}}}}}"#),
        format!(r#"{{"router_response":{{{members},"total":null}}}}"#),
        r#"{"router_response":{"code":0,"msg":"ok","request_id":"r"}}"#.to_owned(),
        r#"{"router_response":{"code":15}}"#.to_owned(),
    ] {
        assert_eq!(ask::<Hints>(&client_with_reply(body.clone())).unwrap().total, None, "{body}");
    }
    let declared = format!(r#"{{"router_response":{{{members}}}}}"#);
    assert_eq!(ask::<Status>(&client_with_reply(declared.clone())).unwrap().code, Some(15));
    // Without a declared response the caller reads the body.
    let value = ask::<Value>(&client_with_reply(declared)).unwrap();
    assert_eq!(value.pointer("/code").and_then(Value::as_i64), Some(15));
}

#[test]
fn root_of_the_wrong_kind_is_an_error() {
    for root in ["null", "1", "[]", "true", "\"\""] {
        let error =
            ask::<Page>(&client_with_reply(format!(r#"{{"test_ask_response":{root}}}"#))).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{root}: {error:?}");
    }
}

#[test]
fn malformed_json_is_an_error_with_its_position() {
    for body in [
        "callback({\"a\":1})",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":1}}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{a:1}",
        "{\"a\":tru}",
        "{\"a\":\"x}",
        "success",
        "\u{0}\u{1}\u{2}",
    ] {
        let text = unexpected_body(body);
        assert!(text.contains("it is not JSON: ") && text.contains(" at byte "), "{body}: {text}");
    }
}

#[test]
fn unexpected_html_and_xml_are_errors_with_an_excerpt() {
    let html = "<!DOCTYPE html><html><body>login please</body></html>";
    assert!(unexpected_body(html).contains("login please"));
    let error = ask::<Page>(&client_with_content_type("text/html;charset=gbk", html)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)));
    let text = error.to_string();
    assert!(text.contains("it is an HTML page") && text.contains("text/html"), "{text}");
    assert_eq!(error.body(), Some(html));
    ask::<Page>(&client_with_content_type("text/html", GOOD)).unwrap();
}

#[test]
fn malformed_xml_is_an_error_with_its_position() {
    let good = "<?xml version=\"1.0\"?><test_ask_response><total>1</total></test_ask_response><!--top1-->";
    assert_eq!(ask::<Page>(&client_with_reply(good)).unwrap().total, 1);
    for body in [
        "<test_ask_response><total>1</total>",
        "<test_ask_response><total>1</test_ask_response>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><test_ask_response/>",
        "<a/><b/>",
        "<",
        "<test_ask_response total=1></test_ask_response>x",
    ] {
        let text = unexpected_body(body);
        assert!(text.contains("it is not XML: ") && text.contains(" at byte "), "{body}: {text}");
    }
}

#[test]
fn xml_truncated_at_any_byte_is_an_error() {
    let body = "<test_ask_response><total>1</total><rows><row><id>1</id></row></rows></test_ask_response>";
    for end in 0..body.len() {
        let error = ask::<Page>(&client_with_reply(&body[..end])).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)), "{end}: {error:?}");
    }
    let deep = format!("<a>{}{}</a>", "<b>".repeat(10_000), "</b>".repeat(10_000));
    assert!(unexpected_body(deep).contains("nested deeper than 128 levels"));
}

#[test]
fn json_truncated_at_any_byte_is_an_error() {
    let rows: Vec<_> = (0..60)
        .map(|id| format!(r#"{{"id":{id},"name":"商品\n\u4e2d{id}","tags":{{"string":["a","b"]}},"inner":{{"id":-1.0e2}}}}"#))
        .collect();
    let body = format!(
        r#"{{"test_ask_response":{{"total":60,"rows":{{"row":[{}]}},"request_id":"r"}}}}"#,
        rows.join(",")
    );
    assert!(body.len() > 5000, "{}", body.len());
    assert_eq!(ask::<Page>(&client_with_reply(body.clone())).unwrap().rows.len(), 60);
    let bytes = Bytes::from(body);
    for end in 0..bytes.len() {
        let error = ask::<Page>(&client_with_reply(bytes.slice(..end))).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)), "{end}: {error:?}");
        assert!(error.to_string().len() < 1000, "{end}");
    }
}

#[test]
fn nesting_of_10000_levels_is_an_error() {
    for (open, close) in [("[", "]"), ("{\"inner\":", "}"), ("[{\"a\":", "}]")] {
        let deep = format!(r#"{{"test_ask_response":{}1{}}}"#, open.repeat(10_000), close.repeat(10_000));
        assert!(unexpected_body(deep).contains("nested deeper than 128 levels"));
        unexpected_body(open.repeat(10_000));
    }
    let in_text = format!(r#"{{"test_ask_response":{{"total":1,"rows":"{}"}}}}"#, "[".repeat(100_000));
    ask::<Page>(&client_with_reply(in_text)).unwrap();
}

#[test]
fn huge_body_is_read_up_to_max_body() {
    let client = builder()
        .max_body(1 << 20)
        .transport(InMemoryTransport::new(|_| Ok(HttpResponse::new(vec![b' '; 2 << 20]))))
        .build()
        .unwrap();
    let error = ask::<Page>(&client).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)));
    assert!(error.to_string().contains("longer than the 1048576 bytes allowed by `max_body`"), "{error}");
    assert!(error.body().unwrap().len() <= 4096);
}

/// A stream of 1,600 chunks of 64 KiB, created on demand. `read` counts them.
fn hundred_megabytes(read: &Arc<AtomicUsize>) -> Body {
    let (read, piece) = (read.clone(), Bytes::from(vec![b'x'; 64 << 10]));
    let pieces = (0..1600).map(move |_| {
        read.fetch_add(1, Ordering::Relaxed);
        Ok::<_, Infallible>(piece.clone())
    });
    Body::stream(Pieces(pieces))
}

#[test]
fn stream_of_100_mb_is_read_up_to_max_body() {
    let read = Arc::<AtomicUsize>::default();
    let counter = read.clone();
    let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(hundred_megabytes(&counter))));
    let client = builder().transport(gateway).build().unwrap();
    let error = ask::<Page>(&client).unwrap_err();
    assert!(error.to_string().contains("longer than the 8388608 bytes"), "{error}");
    assert!(read.load(Ordering::Relaxed) <= 130);
}

#[test]
fn streamed_chunks_are_joined() {
    let gateway = InMemoryTransport::new(|_| {
        let pieces = GOOD.as_bytes().chunks(7).map(|piece| Ok::<_, Infallible>(Bytes::from_static(piece)));
        Ok(HttpResponse::new(Body::stream(Pieces(pieces))))
    });
    let client = builder().transport(gateway).timeout(Duration::from_secs(1)).build().unwrap();
    assert_eq!(ask::<Page>(&client).unwrap().total, 1);
}

#[test]
fn broken_stream_may_have_been_executed() {
    let gateway = InMemoryTransport::new(|_| {
        let pieces = [Ok(Bytes::from_static(b"{\"test")), Err("connection reset by peer")];
        Ok(HttpResponse::new(Body::stream(Pieces(pieces.into_iter()))))
    });
    let error = ask::<Page>(&builder().transport(gateway).build().unwrap()).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Transport(_)) && error.may_have_executed() && error.is_retryable()
    );
    assert!(error.to_string().contains("connection reset by peer"), "{error}");
}

#[test]
fn gbk_and_utf8_are_decoded_other_charsets_are_errors() {
    let gbk = b"{\"test_ask_response\":{\"total\":1,\"rows\":[{\"id\":1,\"name\":\"\xd6\xd0\xce\xc4\"}]}}";
    let ask_with =
        |content_type| ask::<Page>(&client_with_content_type(content_type, Bytes::from_static(gbk)));
    let reply = ask_with("text/javascript;charset=GBK").unwrap();
    assert_eq!(reply.rows[0].name.as_deref(), Some("中文"));
    let error = ask_with("text/javascript;charset=Big5").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)), "{error:?}");
    assert!(error.to_string().contains("charset is `big5`"), "{error}");
    for content_type in ["text/javascript;charset=UTF-8", "application/json; charset=\"utf-8\"", "text/plain"]
    {
        ask::<Page>(&client_with_content_type(content_type, GOOD)).unwrap();
    }
    ask::<Page>(&client_with_content_type("text/javascript;charset=GBK", GOOD)).unwrap();
}

#[test]
fn invalid_utf8_becomes_replacement_characters() {
    let body = b"{\"test_ask_response\":{\"total\":1,\"rows\":[{\"id\":1,\"name\":\"a\xff\xfeb\"}]}}";
    let reply = ask::<Page>(&client_with_reply(Bytes::from_static(body))).unwrap();
    assert_eq!(reply.rows[0].name.as_deref(), Some("a\u{fffd}\u{fffd}b"));
}

#[test]
fn other_status_is_an_http_error_with_an_excerpt() {
    for (status, retryable) in
        [(302, false), (403, false), (404, false), (408, true), (429, true), (500, true), (502, true)]
    {
        let error = ask::<Page>(&client_with_status(status, "<html>Bad\nGateway</html>")).unwrap_err();
        let ErrorKind::Http(http) = error.kind() else { panic!("{status}: {error:?}") };
        assert_eq!((http.status, error.is_retryable()), (status, retryable));
        assert_eq!(error.is_throttled(), status == 429);
        assert_eq!(
            error.to_string(),
            format!("test.ask: HTTP status {status}, body `<html>Bad\\nGateway</html>`")
        );
    }
    assert!(matches!(ask::<Page>(&client_with_status(302, GOOD)).unwrap_err().kind(), ErrorKind::Http(_)));
    assert!(matches!(ask::<Page>(&client_with_status(502, "")).unwrap_err().kind(), ErrorKind::Http(_)));
}

#[test]
fn status_204_is_an_error() {
    for status in [200, 202, 204] {
        assert!(
            matches!(
                ask::<Value>(&client_with_status(status, "")).unwrap_err().kind(),
                ErrorKind::UnexpectedBody(_)
            ),
            "{status}"
        );
    }
}

#[test]
fn platform_error_is_recognised_with_any_status() {
    let body = r#"{"error_response":{"code":27,"msg":"Invalid session"}}"#;
    for status in [400, 403, 500] {
        assert!(ask::<Page>(&client_with_status(status, body)).unwrap_err().is_session_invalid());
    }
    let lie = "<html>error_response</html>";
    assert!(matches!(ask::<Page>(&client_with_status(502, lie)).unwrap_err().kind(), ErrorKind::Http(_)));
}

/// A body of chunks from an iterator.
pub(crate) struct Pieces<I>(pub(crate) I);

impl<I, E> http_body::Body for Pieces<I>
where
    I: Iterator<Item = Result<Bytes, E>> + Unpin,
{
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, E>>> {
        Poll::Ready(self.0.next().map(|piece| piece.map(http_body::Frame::data)))
    }
}

#[test]
fn body_excerpts_are_escaped_and_truncated() {
    let long = "é\r\n".repeat(100_000);
    for body in [
        "{\"a\\\r\n\u{0}\":1".to_owned(),
        "<a><b\n\r></c\n></a>".to_owned(),
        format!("<a></b{long}></a>"),
        format!("<?xml version=\"1.0\" encoding=\"u\r\n8\"?><a>{}", "x".repeat(10_000)),
        format!("{{\"test_ask_response\":{{\"total\":1,\"rows\":[{{\"id\":\"{long}\"}}]}}}}"),
    ] {
        let Err(error) = ask::<Page>(&client_with_reply(body.clone())) else { continue };
        let text = error.to_string();
        assert!(!text.contains(['\n', '\r']), "{text}");
        assert!(text.len() < 2_000, "{} bytes: {text}", text.len());
    }
    let gateway =
        InMemoryTransport::new(move |_| Err(top_runtime::transport::TransportError::not_sent(long.clone())));
    let text = ask::<Page>(&builder().transport(gateway).build().unwrap()).unwrap_err().to_string();
    assert!(!text.contains(['\n', '\r']) && text.len() < 2_000, "{text}");
}
