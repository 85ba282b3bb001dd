//! Headers of a call: framing headers and headers of the client are refused.

use top_runtime::{Params, TopApi};

use crate::support::{builder, recorder, recording, refused, wait};

#[derive(Debug, TopApi)]
#[top_api(method = "test.plain")]
struct Plain;

const FRAMING: [&str; 26] = [
    "content_length",
    "x-http-method-override",
    "content-length",
    "Content-Length",
    "TRANSFER-ENCODING",
    "host",
    "content-encoding",
    "content-type",
    "content-range",
    "expect",
    "accept-encoding",
    "connection",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "proxy-authorization",
    "Proxy-Connection",
    "proxy-anything",
    "http2-settings",
    "range",
    "if-range",
    "if-none-match",
    "if-match",
    "if-modified-since",
    "if-unmodified-since",
];

#[test]
fn framing_headers_are_refused_with_the_reason() {
    let client = builder().build().unwrap();
    for name in FRAMING {
        let text = refused(client.header(name, "3").prepare(&Plain));
        let lower = name.to_ascii_lowercase();
        assert!(text.starts_with(&format!("`header {lower}`: ")), "{name}: {text}");
        assert!(
            text.contains("expected a header that the client does not set, found one that it sets: "),
            "{text}"
        );
    }
}

#[test]
fn refused_header_is_not_sent() {
    let (client, seen) = recording(r#"{"test_plain_response":{}}"#);
    for value in ["", "0", "gzip", "chunked", "100-continue", "multipart/form-data"] {
        assert!(wait(client.header("content-length", value).execute(&Plain)).is_err());
        assert!(wait(client.header("x-trace", "1").header("te", value).execute(&Plain)).is_err());
    }
    assert_eq!(seen.count(), 0);
}

#[test]
fn other_headers_are_sent_unchanged() {
    let (client, seen) = recording(r#"{"test_plain_response":{}}"#);
    for name in ["x-trace", "authorization", "user-agent", "accept", "accept-language", "cookie", "forwarded"]
    {
        wait(client.header(name, "a/1").execute(&Plain)).unwrap();
        assert_eq!(seen.last().headers[name], "a/1");
        assert_eq!(seen.last().headers["accept-encoding"], "gzip");
    }
}

#[test]
fn invalid_header_value_is_not_printed() {
    let client = builder().build().unwrap();
    for value in ["Bearer abcdef\n", "Bearer abcdef\r\nx: y", "Bearer \u{0}abcdef"] {
        let text = refused(client.header("authorization", value).prepare(&Plain));
        assert!(
            text.starts_with("`header authorization`: expected text without control characters"),
            "{text}"
        );
        assert!(!text.contains("abcdef") && !text.contains('\n'), "{text}");
    }
}

#[test]
fn all_issues_of_a_call_are_in_one_error() {
    let client = builder().build().unwrap();
    let call = client.session(&"6100 ".into()).header("host", "x").param("sign ", "1").target_app_key("");
    let params = Params::new().with("METHOD", "1").with("tids", vec!["1,2"]);
    let text = refused(call.prepare_call("no method", &params));
    for path in ["session", "header host", "sign ", "target_app_key", "method", "METHOD", "tids[0]"] {
        assert!(text.contains(&format!("`{path}`: ")), "{path}: {text}");
    }
    assert_eq!(text.lines().count(), 7, "{text}");
}

#[test]
fn default_headers_are_sent_unless_the_call_replaces_them() {
    let (gateway, seen) = recorder(r#"{"test_plain_response":{}}"#);
    let client = builder()
        .transport(gateway)
        .default_header("X-Team", "orders")
        .default_header("x-team", "returns")
        .default_header("accept", "application/json")
        .user_agent("first/1")
        .user_agent("order-sync/2.1")
        .build()
        .unwrap();
    wait(client.execute(&Plain)).unwrap();
    let headers = seen.last().headers;
    let teams: Vec<_> = headers.get_all("x-team").iter().collect();
    assert_eq!(teams, ["orders", "returns"]);
    assert_eq!(
        (&headers["user-agent"], &headers["accept"]),
        (&"order-sync/2.1".parse().unwrap(), &"application/json".parse().unwrap())
    );
    assert!(headers["content-type"].to_str().unwrap().starts_with("application/x-www-form-urlencoded"));
    wait(client.header("x-team", "mine").execute(&Plain)).unwrap();
    assert_eq!(seen.last().headers.get_all("x-team").iter().collect::<Vec<_>>(), ["mine"]);
}

#[test]
fn wrong_default_headers_are_build_errors_without_the_value() {
    for (name, value, text) in [
        ("content-type", "hunter2", "`header content-type`: expected a header that the client does not set"),
        ("Host", "hunter2", "found one that it sets: it names the gateway"),
        ("no name", "hunter2", "`header`: expected the name of an HTTP header, found `no name`"),
        (
            "authorization",
            "Bearer hunter2\n",
            "`header authorization`: expected text without control characters",
        ),
    ] {
        let error = builder().default_header("x-good", "1").default_header(name, value).build().unwrap_err();
        let error = error.to_string();
        assert!(error.contains(text) && !error.contains("hunter2"), "{error}");
    }
    for agent in ["", " ", "a\nb"] {
        assert!(builder().user_agent(agent).build().is_err(), "{agent:?}");
    }
}

#[test]
fn values_of_headers_are_in_no_debug_output() {
    let (gateway, seen) = recorder(r#"{"test_plain_response":{}}"#);
    let builder = builder().transport(gateway).default_header("x-key", "hunter2");
    let printed = format!("{builder:?}");
    let client = builder.build().unwrap();
    let scoped = client.header("authorization", "hunter2");
    let printed = format!("{printed} {client:?} {scoped:?}");
    wait(scoped.execute(&Plain)).unwrap();
    let printed = format!("{printed} {:?}", seen.last().headers);
    assert!(
        printed.contains("x-key") && printed.contains("Sensitive") && !printed.contains("hunter2"),
        "{printed}"
    );
}
