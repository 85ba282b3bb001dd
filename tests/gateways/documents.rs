//! Documents in the body.

use top_runtime::error::ErrorKind;
use top_runtime::{File, Gateway, Params, Price, SignMethod, TopApi, TopValue};

use crate::support::{block_on, builder, recording};

#[derive(TopValue, Clone)]
struct Line {
    #[top(rename = "itemCode", max_len = 10)]
    item_code: String,
    qty: i64,
}

#[derive(TopValue, Clone)]
struct Header {
    #[top(rename = "orderCode")]
    order_code: String,
    total: Option<Price>,
}

macro_rules! order {
    ($name:ident, $format:ident) => {
        #[derive(TopApi, Clone)]
        #[top_api(method = "entryorder.create", body = $format, response = Created)]
        struct $name {
            #[top(rename = "entryOrder")]
            entry_order: Header,
            #[top(rename = "orderLines", item = "orderLine", required)]
            order_lines: Vec<Line>,
            remark: Option<String>,
            #[top(rename = "sign")]
            signed_by: String,
        }
    };
}
order!(XmlOrder, xml);
order!(JsonOrder, json);

#[derive(TopValue)]
struct Created {
    #[top(rename = "entryOrderId")]
    entry_order_id: String,
}

fn header() -> Header {
    Header { order_code: "SO<1>".to_owned(), total: Some("1.50".parse().unwrap()) }
}

fn lines() -> Vec<Line> {
    ["A", "B & C"].map(|code| Line { item_code: code.to_owned(), qty: 2 }).to_vec()
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><request><entryOrder><orderCode>SO&lt;1&gt;</orderCode>\
                   <total>1.50</total></entryOrder><orderLines><orderLine><itemCode>A</itemCode><qty>2</qty></orderLine>\
                   <orderLine><itemCode>B &amp; C</itemCode><qty>2</qty></orderLine></orderLines><sign>me</sign></request>";

const JSON: &str = r#"{"entryOrder":{"orderCode":"SO<1>","total":"1.50"},"orderLines":[{"itemCode":"A","qty":2},{"itemCode":"B & C","qty":2}],"sign":"me"}"#;

fn xml() -> XmlOrder {
    XmlOrder { entry_order: header(), order_lines: lines(), remark: None, signed_by: "me".to_owned() }
}

fn json() -> JsonOrder {
    JsonOrder { entry_order: header(), order_lines: lines(), remark: None, signed_by: "me".to_owned() }
}

#[test]
fn all_fields_form_the_document_in_the_order_of_the_struct() {
    let client = builder(Gateway::qimen().allow_plain_http()).build().unwrap();
    let prepared = client.param("customerId", "C 1").prepare(&xml()).unwrap();
    let params = "app_key123456customerIdC 1formatxmlmethodentryorder.createsign_methodmd5\
                  timestamp2018-02-05 16:46:32v2.0";
    assert_eq!(prepared.string_to_sign(), format!("{params}{XML}"));
    assert_eq!(
        prepared.url(),
        format!(
            "http://qimen.api.taobao.com/router/qimen/service?app_key=123456&customerId=C+1&format=xml\
             &method=entryorder.create&sign_method=md5&timestamp=2018-02-05+16%3A46%3A32&v=2.0&sign={}",
            prepared.sign()
        )
    );
    assert_eq!((prepared.body(), prepared.content_type()), (XML.as_bytes(), "text/xml;charset=utf-8"));
    let cloud = builder(Gateway::qimen_cloud("a1q40taq0j")).sign_method(SignMethod::HmacSha256);
    let prepared = cloud.target_app_key("998").build().unwrap().prepare(&json()).unwrap();
    assert!(
        prepared
            .string_to_sign()
            .ends_with(&format!("target_app_key998timestamp2018-02-05 16:46:32v2.0{JSON}"))
    );
    assert_eq!(
        (prepared.body(), prepared.content_type()),
        (JSON.as_bytes(), "application/json;charset=utf-8")
    );
}

#[test]
fn documents_and_replies_travel() {
    let body = "<?xml version=\"1.0\"?><response><flag>success</flag><code>0</code><entryOrderId>E1</entryOrderId></response>";
    let gateway = Gateway::qimen_at("http://127.0.0.1:1/router/qimen/service");
    let (client, last) = recording(builder(gateway), body);
    let reply = block_on(client.execute(&xml())).unwrap();
    assert_eq!(reply.entry_order_id, "E1");
    let sent = last.lock().unwrap().clone();
    assert_eq!((sent.content_type.as_str(), sent.body.as_str()), ("text/xml;charset=utf-8", XML));
    assert_eq!(sent.method, "POST");
}

#[test]
fn a_document_of_the_caller_is_sent_unchanged() {
    let client = builder(Gateway::qimen().allow_plain_http()).build().unwrap();
    let document = "<request><a>1</a></request>";
    let prepared = client
        .prepare_call("order.query", &Params::new().with("customerId", "C1").xml_body(document))
        .unwrap();
    assert_eq!(prepared.body(), document.as_bytes());
    assert!(prepared.string_to_sign().ends_with(&format!("v2.0{document}")));
}

#[test]
fn rules_hold_for_members_of_a_document() {
    let client = builder(Gateway::qimen().allow_plain_http()).build().unwrap();
    let mut order = xml();
    order.order_lines[1].item_code = "12345678901".to_owned();
    let error = client.prepare(&order).unwrap_err().to_string();
    assert!(error.contains("orderLines[1].itemCode"), "{error}");
    order.order_lines.clear();
    assert!(client.prepare(&order).unwrap_err().to_string().contains("orderLines"));
    let mut order = xml();
    order.signed_by = "a\u{1}".to_owned();
    let error = client.prepare(&order).unwrap_err().to_string();
    assert!(error.contains("`sign`: expected text of characters that XML can contain"), "{error}");
}

#[derive(TopApi)]
#[top_api(method = "a.b", body = json)]
struct Upload {
    file: File,
}

#[test]
fn a_document_needs_a_gateway_of_qimen_and_has_no_files() {
    for gateway in [Gateway::PRODUCTION, Gateway::ALIEXPRESS] {
        let error = builder(gateway).build().unwrap().prepare(&json()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Invalid(_)));
        assert!(error.to_string().contains("a document is taken by `Gateway::qimen()`"), "{error}");
    }
    let client = builder(Gateway::qimen().allow_plain_http()).build().unwrap();
    let error = client.prepare_call("order.query", &Params::new().with("a", "b")).unwrap_err().to_string();
    assert!(error.contains("`body`: expected a document"), "{error}");
    let error = client.prepare(&Upload { file: File::new("a", vec![1]) }).unwrap_err().to_string();
    assert!(error.contains("`file`: expected a value that is text"), "{error}");
}
