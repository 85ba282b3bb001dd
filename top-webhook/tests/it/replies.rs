//! Replies of SPI and of refused requests.

use std::collections::BTreeMap;

use top_runtime::{TopValue, Value};
use top_sandbox::Callback;
use top_webhook::{FailureBody, Reply, ReplyFormat, Scheme};

use crate::support::{sign, verify, webhook};

#[derive(Debug, TopValue)]
struct Stock {
    flag: String,
    quantity: i64,
    memo: Option<String>,
    #[top(item = "item")]
    items: Vec<Item>,
}

#[derive(Debug, TopValue)]
struct Item {
    name: String,
}

fn stock() -> Stock {
    let items = ["<a & b>", "中\u{1}\r"].map(|name| Item { name: name.to_owned() }).into();
    Stock { flag: "success".to_owned(), quantity: 7, memo: None, items }
}

#[test]
fn reply_has_the_format_that_the_sender_expects() {
    let json = r#"{"flag":"success","quantity":7,"items":[{"name":"<a & b>"},{"name":"中\u0001\r"}]}"#;
    let xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?><response><flag>success</flag><quantity>7</quantity>\
               <items><item><name>&lt;a &amp; b&gt;</name></item><item><name>中\u{fffd}&#13;</name></item></items></response>";
    let spi = || Callback::spi("m");
    for (scheme, callback, format) in [
        (Scheme::Spi, spi(), ReplyFormat::Json),
        (Scheme::Spi, spi().json("{}"), ReplyFormat::Json),
        (Scheme::Spi, spi().xml("<a/>"), ReplyFormat::Xml),
        (Scheme::Spi, spi().param("format", "xml").json("{}"), ReplyFormat::Xml),
        (Scheme::Spi, spi().param("format", "json").xml("<a/>"), ReplyFormat::Json),
        (Scheme::Qimen, Callback::qimen("m", "c1", "<request/>"), ReplyFormat::Xml),
    ] {
        let verified = verify(scheme, &sign(&callback)).unwrap();
        assert_eq!(verified.reply_format(), format, "{callback:?}");
        let reply = verified.reply(&stock()).unwrap();
        let (content_type, body) = match format {
            ReplyFormat::Xml => ("text/xml;charset=UTF-8", xml),
            _ => ("application/json;charset=UTF-8", json),
        };
        assert_eq!((reply.status(), reply.content_type(), reply.body()), (200, Some(content_type), body));
    }
}

#[test]
fn names_that_xml_does_not_have_are_refused() {
    for name in ["", "1", "a b", "a:b", "-a", "a<"] {
        let value = BTreeMap::from([(name.to_owned(), 1_i64)]);
        let error = Reply::new(ReplyFormat::Xml, &value).unwrap_err();
        assert!(error.to_string().contains("is not a name of XML"), "{error}");
        assert!(Reply::new(ReplyFormat::Json, &value).is_ok());
    }
}

#[test]
fn failures_have_the_convention_of_the_callers_choice() {
    let refusal = |failure: FailureBody| {
        let reply = webhook(Scheme::Spi).failure_body(failure).refusal();
        (reply.status(), reply.body().to_owned())
    };
    for (failure, status, body) in [
        (
            FailureBody::Flag,
            200,
            r#"{"flag":"failure","sub_code":"sign-check-failure","sub_message":"Illegal request"}"#,
        ),
        (
            FailureBody::ErrorMsg,
            200,
            r#"{"success":false,"errorCode":"sign-check-failure","errorMsg":"Illegal request"}"#,
        ),
        (
            FailureBody::ErrorMessage,
            200,
            r#"{"success":false,"errorCode":"sign-check-failure","errorMessage":"Illegal request"}"#,
        ),
        (
            FailureBody::Qimen,
            200,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><response><flag>failure</flag><code>sign-check-failure</code>\
             <message>Illegal request</message></response>",
        ),
        (FailureBody::Empty, 401, ""),
    ] {
        assert_eq!(refusal(failure), (status, body.to_owned()));
    }
    for (scheme, body) in
        [(Scheme::Spi, "{\"flag\""), (Scheme::Qimen, "<?xml"), (Scheme::IopCallback, "{\"flag\"")]
    {
        assert!(webhook(scheme).refusal().body().starts_with(body), "{scheme:?}");
    }
    assert_eq!(webhook(Scheme::IopPush).refusal(), Reply::empty(401));
    assert_eq!(webhook(Scheme::IopPush).failure("x", "y"), Reply::empty(500));
    let failure = webhook(Scheme::Qimen).failure("no-stock", "<无>").body().to_owned();
    assert!(failure.contains("<code>no-stock</code><message>&lt;无&gt;</message>"), "{failure}");
    let failure: Value = webhook(Scheme::Spi).failure("no-stock", "\"无\"").body().parse().unwrap();
    assert_eq!(failure["sub_message"], "\"无\"");
}
