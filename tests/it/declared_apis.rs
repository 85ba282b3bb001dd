//! A declared API, and every way to call it.

use std::time::Duration;
use top_runtime::error::ErrorKind;

use top_runtime::transport::ParamPlacement;
use top_runtime::{Gateway, Params, SessionKey, SignMethod, TopApi as _};

use self::user::{
    Attachment, ComplaintTicket, ComplaintType, CreateComplaintTicket, FileType, GetTime, TicketItem,
};
use crate::support::{NOW, builder, recording, wait};

/// A complete declaration. It must compile without a warning.
#[deny(warnings)]
#[allow(unreachable_pub)] // a library would export them
mod user {
    use top_runtime::{TopApi, TopValue};

    /// 创建投诉工单
    #[derive(Debug, Clone, TopApi)]
    #[top_api(method = "alibaba.niaochao.complaintticket.create", session = required, response = TicketCreated)]
    pub struct CreateComplaintTicket {
        /// 请求参数
        pub create_request: ComplaintTicket,
    }

    #[derive(Debug, Clone, TopValue)]
    pub struct ComplaintTicket {
        pub source_order_id: String,
        pub merchant_code: String,
        pub user_comment: Option<String>,
        #[top(max_items = 20)]
        pub attachments: Vec<Attachment>,
        #[top(rename = "reason_type_code_level2")]
        pub reason_detail: String,
        pub reason_type_code_level1: String,
        #[top(required)]
        pub items: Vec<TicketItem>,
        pub customer_complaint_type: Option<ComplaintType>,
    }

    #[derive(Debug, Clone, TopValue)]
    #[rustfmt::skip]
    pub struct Attachment { pub name: String, pub url: String, pub file_type: FileType, pub desc: Option<String> }

    #[derive(Debug, Clone, TopValue)]
    #[rustfmt::skip]
    pub struct TicketItem { pub amount: i64, pub price: i64, pub sub_source_order_id: String }

    #[derive(Debug, Clone, PartialEq, TopValue)]
    #[rustfmt::skip]
    pub enum FileType {                              // coded value; keeps what the platform adds later
        #[top("IMAGE")] Image,
        #[top("VIDEO")] Video,
        #[top("AUDIO")] Audio,
        #[top(other)] Other(String),                 // `Other(i64)` for integer codes
    }

    #[derive(Debug, Clone, PartialEq, TopValue)]
    #[rustfmt::skip]
    pub enum ComplaintType { #[top("1")] Complaint, #[top("2")] BadReview, #[top(other)] Other(String) }

    #[derive(Debug, Clone, TopValue)]
    pub struct TicketCreated {
        #[top(outcome)]
        pub ifp_result: IfpResult, // contains the outcome of the business call
    }

    #[derive(Debug, Clone, TopValue)]
    #[rustfmt::skip]
    pub struct IfpResult {
        #[top(success)]       pub ifp_success: Option<bool>,
        #[top(error_code)]    pub ifp_code: Option<String>,
        #[top(error_message)] pub desc: Option<String>,
        pub ifp_data: Option<String>,
    }

    #[derive(TopApi)]
    #[top_api(method = "taobao.time.get")]
    #[rustfmt::skip]
    pub struct GetTime;
}

const CREATED: &str = r#"{"alibaba_niaochao_complaintticket_create_response":
    {"ifp_result":{"ifp_success":true,"ifp_data":"T1"},"request_id":"rid1"}}"#;
const REFUSED: &str = r#"{"alibaba_niaochao_complaintticket_create_response":
    {"ifp_result":{"ifp_success":false,"ifp_code":"E1","desc":"no such order"},"request_id":"rid2"}}"#;
const TIME: &str = r#"{"time_get_response":{"time":"2025-11-17 00:00:00","request_id":"rid3"}}"#;

fn ticket() -> CreateComplaintTicket {
    CreateComplaintTicket {
        create_request: ComplaintTicket {
            source_order_id: "1".into(),
            merchant_code: "M".into(),
            user_comment: None,
            attachments: vec![Attachment {
                name: "a.jpg".into(),
                url: "https://example.com/a.jpg".into(),
                file_type: FileType::Image,
                desc: None,
            }],
            reason_detail: "R2".into(),
            reason_type_code_level1: "R1".into(),
            items: vec![TicketItem { amount: 1, price: 1999, sub_source_order_id: "2".into() }],
            customer_complaint_type: Some(ComplaintType::BadReview),
        },
    }
}

fn key() -> SessionKey {
    SessionKey::new("6100a1b2c3d4e5f6")
}

#[test]
fn a_request_is_one_json_parameter_in_declaration_order() {
    let (client, seen) = recording(CREATED);
    let create_request = ticket().create_request;
    let done = wait(client.session(&key()).execute(&CreateComplaintTicket { create_request })).unwrap();
    assert_eq!((done.request_id(), done.ifp_result.ifp_data.as_deref()), ("rid1", Some("T1")));
    assert_eq!(
        seen.last().param("create_request").unwrap(),
        concat!(
            r#"{"source_order_id":"1","merchant_code":"M","attachments":[{"name":"a.jpg","#,
            r#""url":"https://example.com/a.jpg","file_type":"IMAGE"}],"reason_type_code_level2":"R2","#,
            r#""reason_type_code_level1":"R1","items":[{"amount":1,"price":1999,"sub_source_order_id":"2"}],"#,
            r#""customer_complaint_type":"2"}"#
        )
    );
}

#[test]
fn system_parameters_are_in_the_body_and_the_url_has_no_session() {
    let (client, seen) = recording(CREATED);
    wait(client.session(&key()).execute(&ticket())).unwrap();
    let sent = seen.last();
    assert_eq!(sent.url, Gateway::PRODUCTION.as_str());
    for (name, value) in [
        ("app_key", "12345678"),
        ("format", "json"),
        ("method", "alibaba.niaochao.complaintticket.create"),
        ("session", "6100a1b2c3d4e5f6"),
        ("sign_method", "hmac-sha256"),
        ("timestamp", "2025-11-17 00:00:00"),
        ("v", "2.0"),
    ] {
        assert_eq!(sent.param(name), Some(value), "{name}");
    }
    assert_eq!(sent.param("sign").map(str::len), Some(64));
    assert_eq!((sent.param("simplify"), sent.param("partner_id")), (None, None));
    let names: Vec<_> = sent.form.iter().map(|(name, _)| name.as_str()).collect();
    let mut sorted = names.clone();
    sorted.pop();
    assert!(sorted.is_sorted() && names.last() == Some(&"sign"), "{names:?}");
}

#[test]
fn system_parameters_can_be_placed_in_the_query() {
    let (url, body) = {
        let client = builder().system_params(ParamPlacement::Query).partner_id("mine").build().unwrap();
        let prepared = client.session(&key()).prepare(&ticket()).unwrap();
        (prepared.url().to_owned(), String::from_utf8(prepared.body().to_vec()).unwrap())
    };
    assert!(
        url.contains("session=6100a1b2c3d4e5f6") && url.contains("&sign=") && url.contains("partner_id=mine")
    );
    assert!(body.starts_with("create_request=%7B") && !body.contains('&'), "{body}");
}

#[test]
fn client_and_prepared_request_send_the_same() {
    let (client, seen) = recording(CREATED);
    let call = client.session(&key());
    wait(client.session(&key()).execute(&ticket())).unwrap();
    wait(ticket().execute(&call)).unwrap();
    wait(call.execute_raw(&ticket())).unwrap();
    assert_eq!(seen.count(), 3);
    let (client, seen) = recording(TIME);
    let reply = wait(client.execute(&GetTime)).unwrap();
    assert_eq!(reply.get("time").and_then(|time| time.as_str()), Some("2025-11-17 00:00:00"));
    wait(GetTime.execute(&client)).unwrap();
    wait(GetTime.execute(&client.session(&key()))).unwrap();
    wait(client.execute_raw(&GetTime)).unwrap();
    assert_eq!(seen.count(), 4);
}

#[test]
fn business_failure_is_an_error_unless_raw() {
    let (client, _) = recording(REFUSED);
    let error = wait(client.session(&key()).execute(&ticket())).unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
    assert_eq!((business.code(), business.message()), (Some("E1"), Some("no such order")));
    assert_eq!(
        (error.method(), error.request_id()),
        ("alibaba.niaochao.complaintticket.create", Some("rid2"))
    );
    let reply = wait(client.session(&key()).execute_raw(&ticket())).unwrap();
    assert!(!reply.outcome().is_success());
    assert_eq!(reply.ifp_result.ifp_code.as_deref(), Some("E1"));
}

#[test]
fn call_options_set_timeout_header_and_parameter() {
    let (client, seen) = recording(TIME);
    let limit = Duration::from_secs(3);
    wait(client.timeout(limit).header("x-trace", "t1").param("extra", "e1").execute(&GetTime)).unwrap();
    let sent = seen.last();
    assert_eq!((sent.timeout, sent.param("extra")), (limit, Some("e1")));
    assert_eq!(sent.headers["x-trace"], "t1");
    let call = client.session(&key()).timeout(limit).header("x-trace", "t2").param("extra", "e2");
    wait(call.execute(&GetTime)).unwrap();
    assert_eq!(seen.last().param("extra"), Some("e2"));
    wait(client.execute(&GetTime)).unwrap();
    assert_eq!((seen.last().timeout, seen.last().param("extra")), (Duration::from_secs(30), None));
}

#[test]
fn undeclared_api_is_called_by_method_name() {
    let (client, seen) = recording(TIME);
    let params = Params::new().with("tids", vec![1_i64, 2]).with("note", "n");
    let reply = wait(client.call("taobao.time.get", &params)).unwrap();
    assert_eq!(reply.pointer("/time").and_then(|time| time.as_str()), Some("2025-11-17 00:00:00"));
    let sent = seen.last();
    assert_eq!((sent.param("method"), sent.param("tids")), (Some("taobao.time.get"), Some("1,2")));
}

#[test]
fn prepare_sends_nothing() {
    let (client, seen) = recording(CREATED);
    let prepared = client.session(&key()).prepare(&ticket()).unwrap();
    let text = prepared.string_to_sign();
    assert!(text.starts_with("app_key12345678create_request{") && text.ends_with("v2.0"), "{text}");
    let signed: String = prepared.params().flat_map(|(name, value)| [name, value]).collect();
    assert_eq!(signed, text);
    assert_eq!(prepared.sign().len(), 64);
    assert!(prepared.explain().contains("session = ***"));
    assert_eq!(seen.count(), 0);
}

#[test]
fn client_builder_has_the_documented_settings() {
    let client = builder()
        .gateway("https://gateway.example.com/router/rest")
        .sign_method(SignMethod::Md5)
        .format(top_runtime::Format::Xml)
        .simplify(true)
        .timeout(Duration::from_secs(5))
        .max_body(1 << 20)
        .build()
        .unwrap();
    let prepared = client.prepare(&GetTime).unwrap();
    assert_eq!(prepared.url(), "https://gateway.example.com/router/rest");
    assert_eq!(prepared.sign().len(), 32);
    let text = prepared.string_to_sign();
    assert!(text.contains("formatxml") && text.contains("simplifytrue"), "{text}");
    assert_eq!(NOW, 1_763_308_800);
    let refused = builder().gateway("http://gw.api.taobao.com/router/rest").build().unwrap_err();
    assert!(refused.to_string().contains("plain http"), "{refused}");
}

#[test]
fn gateway_url_has_one_unambiguous_host() {
    let build =
        |gateway: &str| top_runtime::Client::builder("12345678", "helloworld").gateway(gateway).build();
    for gateway in ["https://GW.example.com", "http://[::1]:9/r", "http://127.0.0.1/"] {
        assert!(build(gateway).is_ok(), "{gateway}");
    }
    for (gateway, read) in [("http://[0:0::1]:9/", "[::1]"), ("https://0x7f.1/r", "127.0.0.1")] {
        let refused = build(gateway).unwrap_err().to_string();
        assert!(refused.ends_with(&format!("is parsed as `{read}`: write it in that form")), "{refused}");
    }
}
