//! Replies in XML, as they are written and as the client reads them.

use top_runtime::error::ErrorKind;
use top_runtime::{Client, Error, Format, Params, TopApi, TopValue, Value};
use top_sandbox::{ErrorResponse, Sandbox};

use crate::apis::{CreateTicket, SESSION, builder, ticket};
use crate::http::{Call, exchange, post};

const FORM: &str = "application/x-www-form-urlencoded";

fn client(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().format(Format::Xml).simplify(true).build().unwrap()
}

#[tokio::test]
async fn where_it_is_asked_for_or_nothing_is() {
    let sandbox = builder().start().await.unwrap();
    for (call, id) in [
        (Call::new().with("format", "xml"), 1),
        (Call::new().with("format", "xml").with("simplify", "true"), 2),
        (Call::new().with("format", ""), 3),
        (Call::new().with("format", "\u{3000}"), 4),
    ] {
        let response = exchange(&sandbox, post("/router/rest", FORM, &call.signed().encoded())).await;
        assert!(response.head.contains("content-type: text/xml;charset=UTF-8"), "{}", response.head);
        let body = format!(
            r#"<?xml version="1.0" encoding="utf-8" ?><time_get_response><time>2025-11-17 00:00:00</time><request_id>sandbox{id:06}</request_id></time_get_response><!--sandbox-->"#
        );
        assert_eq!(response.body, body);
    }
}

#[tokio::test]
async fn refusals() {
    let sandbox = builder().start().await.unwrap();
    let error = |code, msg: &str, sub: &str, id| {
        format!(
            r#"<?xml version="1.0" encoding="utf-8" ?><error_response><code>{code}</code><msg>{msg}</msg>{sub}<request_id>sandbox{id:06}</request_id></error_response><!--sandbox-->"#
        )
    };
    let sub = "<sub_msg>http传入的参数加入method字段</sub_msg>";
    let call = Call::new().with("method", "").with("format", "");
    assert_eq!(call.post(&sandbox).await, error(21, "Missing Method", sub, 1));
    let sub = "<sub_code>isv.invalid-parameter:simplify</sub_code><sub_msg>expected `true` or `false`, found `&lt;1&gt;`</sub_msg>";
    let call = Call::new().with("format", "xml").with("simplify", "<1>").signed();
    assert_eq!(call.post(&sandbox).await, error(41, "Invalid Arguments", sub, 2));
    // What could not be read said nothing of a format, unless the query did.
    for (target, begin) in [("/router/rest", "{\"error_response"), ("/router/rest?format=xml", "<?xml ")] {
        let response = exchange(&sandbox, post(target, "text/plain", "a=1")).await;
        assert!(response.body.starts_with(begin), "{}", response.body);
    }
    let other = Client::builder("12345678", "wrong").gateway(sandbox.url()).format(Format::Xml);
    let other = other.clock(top_runtime::clock::FixedClock::at_unix(crate::apis::NOW)).build().unwrap();
    let Err(ErrorKind::Platform(error)) =
        other.call("taobao.time.get", &Params::new()).await.map_err(Error::into_kind)
    else {
        panic!()
    };
    assert_eq!((error.code.as_str(), error.msg.as_str()), ("25", "Invalid Signature"));
    assert!(sandbox.requests().iter().all(|seen| seen.error_response().is_some()));
}

#[tokio::test]
async fn typed_replies_have_the_platforms_wrappers() {
    let sandbox = builder().start().await.unwrap();
    let client = client(&sandbox).session(&sandbox.session());
    let reply =
        client.execute(&CreateTicket { memo: Some("<备注>\r\n&".to_owned()), ..ticket() }).await.unwrap();
    let content = "<items><ticket_item><price>1</price></ticket_item><ticket_item><price>2</price></ticket_item></items>\
                   <tids><number>1100085056548470636</number><number>2</number></tids><memo>&lt;备注&gt;&#13;\n&amp;</memo>\
                   <request_id>sandbox000001</request_id>";
    assert_eq!(
        reply.body(),
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\" ?><alibaba_ticket_create_response>{content}</alibaba_ticket_create_response><!--sandbox-->"
        )
    );
    assert_eq!(reply.items.iter().map(|item| item.price).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((reply.tids.clone(), reply.memo.as_deref()), (ticket().tids, Some("<备注>\r\n&")));
    assert!(reply.unknown_fields().is_empty() && reply.issues().is_empty());
    assert_eq!(reply.request_id(), "sandbox000001");
}

#[derive(TopApi)]
#[top_api(method = "example.shapes", response = Shapes)]
struct GetShapes;

#[derive(Debug, Clone, PartialEq, Default, TopValue)]
struct Shapes {
    none: Vec<Shape>,
    one: Vec<Shape>,
    meant: Option<Vec<i64>>,
    matrix: Vec<Vec<i64>>,
    #[top(item = "point")]
    named: Vec<Shape>,
    map: std::collections::BTreeMap<String, Vec<String>>,
    any: Value,
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Shape {
    x: i64,
    ok: Option<bool>,
}

#[tokio::test]
async fn every_shape_is_the_same_in_each_form() {
    let map = [("甲", vec!["a"]), ("b", vec![" ", "c"])];
    let map = map.map(|(name, texts)| (name.to_owned(), texts.into_iter().map(str::to_owned).collect()));
    let shapes = Shapes {
        none: Vec::new(),
        one: vec![Shape { x: -1, ok: Some(false) }],
        meant: Some(vec![1_100_085_056_548_470_636]),
        matrix: vec![vec![1], vec![2, 3]],
        named: vec![Shape { x: 1, ok: None }, Shape { x: 2, ok: Some(true) }],
        map: map.into_iter().collect(),
        any: Value::from_iter([("k", "v".into())]),
        text: Some("😀 <![CDATA[]]> \t\u{85}".to_owned()),
    };
    let reply = shapes.clone();
    let sandbox = Sandbox::builder().reply::<GetShapes>(move |_| reply.clone()).start().await.unwrap();
    for (format, simplify) in [(Format::Json, false), (Format::Json, true), (Format::Xml, false)] {
        let client = sandbox.client_builder().format(format).simplify(simplify).build().unwrap();
        let reply = client.execute(&GetShapes).await.unwrap();
        assert_eq!(*reply, shapes, "{}", reply.body());
    }
}

#[tokio::test]
async fn untyped_replies_are_written_as_they_are() {
    let tree = r#"{"list":[1,2],"wrapped":{"item_do":[{"a":"x"}]},"nested":[[1,2]],"none":null,"b":false}"#;
    let tree: Value = tree.parse().unwrap();
    let sandbox = builder()
        .on("example.tree", move |_| tree.clone())
        .on("example.map", |_| Value::from_iter([("1 a", Value::Null)]))
        .on("example.no name", |_| ())
        .on("example.nothing", |_| ())
        .on("example.refused", |_| ErrorResponse::new(530).with_sub_msg("a\u{b}b"))
        .start()
        .await
        .unwrap();
    let client = client(&sandbox);
    let reply = client.call("example.tree", &Params::new()).await.unwrap();
    let content = "<list>1</list><list>2</list><wrapped><item_do><a>x</a></item_do></wrapped>\
                   <nested><item>1</item><item>2</item></nested><b>false</b>";
    assert!(
        reply.body().contains(&format!("<example_tree_response>{content}<request_id>")),
        "{}",
        reply.body()
    );
    assert!(client.call("example.nothing", &Params::new()).await.is_ok());
    for (method, name) in [("example.map", "`1 a`"), ("example.no name", "`example_no name_response`")] {
        Call::new().with("method", method).with("format", "xml").signed().post(&sandbox).await;
        let seen = sandbox.requests().pop().unwrap();
        let why = seen.error_response().and_then(ErrorResponse::sub_msg).unwrap();
        assert!(why.ends_with(&format!("{name} cannot be the name of an XML element")), "{why}");
    }
    let error = client.call("example.refused", &Params::new()).await.unwrap_err();
    assert!(error.to_string().contains("a\u{fffd}b"), "{error}");
    let call = Call::new().with("method", "example.map").with("session", SESSION).signed();
    assert!(call.post(&sandbox).await.contains("\"1 a\":null"));
}
