//! Typed content.

use top_runtime::{DateTime, Price, TopValue, Value};
use top_sandbox::Callback;
use top_webhook::{PushMessage, Scheme, Verified};

use crate::support::{sign, verify};

#[derive(Debug, PartialEq, TopValue)]
struct Order {
    tid: i64,
    price: Price,
    memo: Option<String>,
    numbers: Vec<i64>,
    #[top(item = "orderLine", rename = "orderLines")]
    lines: Vec<Line>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Line {
    sku: String,
}

fn decode<T: TopValue>(scheme: Scheme, callback: &Callback) -> Verified<T> {
    verify(scheme, &sign(callback)).unwrap().decode().unwrap_or_else(|error| panic!("{callback:?}: {error}"))
}

fn order() -> Order {
    let lines = ["a", "b"].map(|sku| Line { sku: sku.to_owned() }).into();
    Order { tid: 7, price: "1.50".parse().unwrap(), memo: Some("中".to_owned()), numbers: vec![1, 2], lines }
}

#[test]
fn every_content_type_decodes_to_the_same_value() {
    let spi = || Callback::spi("example.order.push").param("session", "6100");
    let json =
        r#"{"tid":"7","price":1.50,"memo":"中","numbers":[1,2],"orderLines":[{"sku":"a"},{"sku":"b"}]}"#;
    let xml = "<request><tid>7</tid><price>1.50</price><memo>中</memo><numbers><number>1</number><number>2</number></numbers>\
               <orderLines><orderLine><sku>a</sku></orderLine><orderLine><sku>b</sku></orderLine></orderLines></request>";
    let pairs = [
        ("tid", "7"),
        ("price", "1.50"),
        ("memo", "中"),
        ("numbers", "1,2"),
        ("orderLines", r#"[{"sku":"a"},{"sku":"b"}]"#),
    ];
    let url = pairs.iter().fold(spi(), |spi, (name, value)| spi.param(*name, *value));
    for callback in [
        spi().json(json),
        spi().json(json).gbk(),
        spi().text(json),
        spi().xml(xml),
        spi().form(pairs),
        spi().form(pairs).gbk(),
        spi().multipart(pairs),
        url,
    ] {
        let decoded: Verified<Order> = decode(Scheme::Spi, &callback);
        assert_eq!(*decoded, order(), "{callback:?}");
        assert!(decoded.issues().is_empty());
    }
}

#[test]
fn parameters_of_the_protocol_are_not_part_of_the_content() {
    let callback = Callback::spi("example.order.push").form([("a", "1")]);
    assert_eq!(decode::<Value>(Scheme::Spi, &callback).to_string(), r#"{"a":"1"}"#);
}

#[test]
fn deviations_are_issues_and_wrong_content_is_an_error() {
    let json = r#"{"tid":7,"price":1,"numbers":[1,"x"]}"#;
    let decoded: Verified<Order> = decode(Scheme::Spi, &Callback::spi("m").json(json));
    let paths: Vec<_> = decoded.issues().iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, ["numbers[1]"]);

    for (body, message) in [
        (r#"{"price":1}"#, "`tid`: expected a value, found nothing"),
        ("{", "expected JSON, found a text with an error: string expected at byte 1"),
    ] {
        let verified = verify(Scheme::Spi, &sign(&Callback::spi("m").json(body))).unwrap();
        let error = verified.decode::<Order>().unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.issue().is_some());
    }
}

#[test]
fn push_has_an_envelope_around_typed_data() {
    #[derive(Debug, TopValue)]
    struct OrderChanged {
        trade_order_id: String,
        updated_at: Option<DateTime>,
    }

    let json = r#"{"seller_id":1234567,"message_type":0,"site":"lazada_sg","data":{"trade_order_id":260422900198363}}"#;
    let message: Verified<PushMessage<OrderChanged>> = decode(Scheme::IopPush, &Callback::push(json));
    assert_eq!(message.seller_id.as_deref(), Some("1234567"));
    assert_eq!((message.message_type, message.site.as_deref()), (0, Some("lazada_sg")));
    assert_eq!((message.data.trade_order_id.as_str(), message.data.updated_at), ("260422900198363", None));
    assert_eq!(message.timestamp, Some(1_770_091_200_000));
    let (message, request) = message.into_parts();
    assert_eq!((message.message_type, request.app_key()), (0, "12345678"));
}
