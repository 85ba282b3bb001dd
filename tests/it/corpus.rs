//! The unusual APIs of `apis`: their parameters, and their replies in three forms. The replies are
//! built here by the platform's rule for list wrappers, independent of the code under test.

use std::fmt::{Debug, Write as _};
use top_runtime::error::ErrorKind;

use top_runtime::codec::Decode;
use top_runtime::{Client, DateTime, SessionKey, server};

use crate::apis::hotel::{InvokeScene, ValidateHotelOrder};
use crate::apis::inventory::{AdjustType, InventoryReportRequest, InventoryReported, Item, ReportInventory};
use crate::apis::listener::{DeleteLoadBalancerListener, Employee, ListenerDeleted};
use crate::apis::mini_app::{ById, DistributionOrders, GetDistributionOrders, TimeType};
use crate::apis::scan_image::{ScanImage, ScanResult, Task};
use crate::apis::{hotel, scan_image};
use crate::support::{
    ask, builder, client_with_reply, client_with_simplified_reply, refused, sent, value_of, wait,
};

/// A reply as documented.
#[derive(Clone)]
enum Doc {
    /// A scalar as JSON.
    Scalar(&'static str),
    Object(Vec<(&'static str, Doc)>),
    /// A list with its element name.
    List(&'static str, Vec<Doc>),
}

use Doc::{List, Object, Scalar};

impl Doc {
    /// Returns JSON with or without list wrappers.
    fn json(&self, wrapped: bool) -> String {
        let joined = |items: Vec<String>| items.join(",");
        match self {
            Scalar(json) => (*json).to_owned(),
            Object(members) => {
                let member = |(name, doc): &(&str, Doc)| format!("\"{name}\":{}", doc.json(wrapped));
                format!("{{{}}}", joined(members.iter().map(member).collect()))
            }
            List(_, items) if items.is_empty() && wrapped => "{}".to_owned(),
            List(item, items) => {
                let array = format!("[{}]", joined(items.iter().map(|doc| doc.json(wrapped)).collect()));
                if wrapped { format!("{{\"{item}\":{array}}}") } else { array }
            }
        }
    }

    /// Returns XML, where a list has a wrapper element.
    fn xml(&self, name: &str, out: &mut String) {
        let _ = write!(out, "<{name}>");
        match self {
            Scalar(json) => out.push_str(&json.trim_matches('"').replace('&', "&amp;").replace('<', "&lt;")),
            Object(members) => members.iter().for_each(|(name, doc)| doc.xml(name, out)),
            List(item, items) => items.iter().for_each(|doc| doc.xml(item, out)),
        }
        let _ = write!(out, "</{name}>");
    }
}

/// Decodes all three forms, asserts that they are equal, and returns the value.
fn in_all_forms<T: Decode + Debug + Clone + PartialEq>(doc: &Doc) -> T {
    let wrapped =
        ask::<T>(&client_with_reply(format!("{{\"test_ask_response\":{}}}", doc.json(true)))).unwrap();
    let plain = ask::<T>(&client_with_simplified_reply(doc.json(false))).unwrap();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\" ?>");
    doc.xml("test_ask_response", &mut xml);
    let xml = ask::<T>(&client_with_reply(xml + "<!--top011127248068.na61-->")).unwrap();
    for reply in [&wrapped, &plain, &xml] {
        assert_eq!(reply.issues(), [], "{}", reply.body());
        assert_eq!(reply.unknown_fields(), [""; 0], "{}", reply.body());
    }
    assert_eq!(*plain, *wrapped);
    assert_eq!(*xml, *wrapped);
    wrapped.into_inner()
}

fn client() -> Client {
    builder().build().unwrap()
}

#[test]
fn scan_image_sends_borrowed_lists() {
    let task =
        Task { data_id: Some("d1"), image_url: Some("https://x.example/a.jpg?a=1&b=2"), max_frames: None };
    let request = ScanImage { tasks: vec![task.clone(), task], scenes: &["porn", "terrorism"] };
    let prepared = client().prepare(&request).unwrap();
    assert_eq!(
        value_of(&prepared, "tasks").unwrap(),
        r#"[{"data_id":"d1","image_url":"https://x.example/a.jpg?a=1&b=2"},{"data_id":"d1","image_url":"https://x.example/a.jpg?a=1&b=2"}]"#
    );
    assert_eq!(value_of(&prepared, "scenes").as_deref(), Some("porn,terrorism"));
}

#[test]
fn scan_image_reads_six_levels_of_lists() {
    let frame = Object(vec![("rate", Scalar("99.91")), ("u_r_l", Scalar("\"https://x.example/?a=1&b=2\""))]);
    let logo = Object(vec![("type", Scalar("\"TV\"")), ("x", Scalar("140")), ("y", Scalar("68"))]);
    let face = Object(vec![("id", Scalar("\"AliFace_1\"")), ("rate", Scalar("91.54"))]);
    let sface = Object(vec![("faces", List("face", vec![face.clone(), face])), ("heihght", Scalar("44"))]);
    let sub = Object(vec![
        ("suggestion", Scalar("\"block\"")),
        ("rate", Scalar("9.90")),
        ("ocr_data_list", List("string", vec![Scalar("\"文字\""), Scalar("\"二\"")])),
        ("frames", List("frame", vec![frame.clone(), frame])),
        ("logo_data_list", List("logo_data", vec![logo])),
        ("sface_data_list", List("sface_data", vec![sface])),
    ]);
    let result = Object(vec![
        ("data_id", Scalar("\"d1\"")),
        ("sub_results", List("sub_result", vec![sub.clone(), sub])),
    ]);
    let data = Object(vec![("results", List("result", vec![result]))]);
    let reply: ScanResult =
        in_all_forms(&Object(vec![("taobao_request_id", Scalar("\"r1\"")), ("data_list", data)]));
    let scan_image::Data { results } = reply.data_list.unwrap();
    let sub = &results[0].sub_results[1];
    assert_eq!((sub.rate.as_str(), sub.ocr_data_list.len()), ("9.90", 2));
    assert_eq!(
        (sub.frames[1].rate.as_str(), sub.frames[1].url.as_str()),
        ("99.91", "https://x.example/?a=1&b=2")
    );
    assert_eq!((sub.logo_data_list[0].r#type.as_str(), sub.logo_data_list[0].x), ("TV", 140));
    assert_eq!((sub.sface_data_list[0].faces.len(), sub.sface_data_list[0].heihght), (2, 44));
}

fn hotel_order() -> ValidateHotelOrder {
    ValidateHotelOrder {
        distributor_tid: 1,
        check_in: "2025-11-17".parse().unwrap(),
        check_out: DateTime::from_unix(1_763_395_200),
        room_number: 2,
        total_fee: None,
        resource_channel: Some(" ".into()),
        invoke_scene: Some(InvokeScene::Special),
    }
}

#[test]
fn hotel_order_sends_dates_and_codes_and_leaves_blank_out() {
    let call = client().session(&SessionKey::new("6100abcdef"));
    let prepared = call.prepare(&hotel_order()).unwrap();
    let all: Vec<_> = prepared.params().filter(|(name, _)| name.starts_with(['c', 'd', 'i', 'r'])).collect();
    assert_eq!(
        all,
        [
            ("check_in", "2025-11-17 00:00:00"),
            ("check_out", "2025-11-18 00:00:00"),
            ("distributor_tid", "1"),
            ("invoke_scene", "SPECIAL"),
            ("room_number", "2"),
        ]
    );
    let text = refused(call.prepare(&ValidateHotelOrder { room_number: 100, ..hotel_order() }));
    assert_eq!(text, "`room_number`: expected a number from 1 to 99, found 100");
}

#[test]
fn hotel_order_reads_seven_levels() {
    let board = Object(vec![("board_type", Scalar("3"))]);
    let price =
        Object(vec![("date", Scalar("\"2025-11-17\"")), ("board", board), ("price", Scalar("12000"))]);
    let unit = |prices| Object(vec![("daily_price_info_list", List("daily_price_info_dto", prices))]);
    let units = List("rate_unit_dto", vec![unit(vec![price.clone(), price.clone()]), unit(vec![price])]);
    let plan = Object(vec![
        ("rate_unit_list", units),
        ("exchange_rate", Scalar("7.123456789012345678901234567890")),
        ("instant_confirm", Scalar("true")),
    ]);
    let data = Object(vec![("rate_plan_info", plan), ("create_key", Scalar("\"k\""))]);
    let result = Object(vec![("data", data), ("success", Scalar("true"))]);
    let reply: hotel::HotelOrderValidated = in_all_forms(&Object(vec![("result", result)]));
    let plan = reply.result.unwrap().data.unwrap().rate_plan_info.unwrap();
    assert_eq!(plan.exchange_rate.unwrap().as_str(), "7.123456789012345678901234567890");
    assert_eq!(
        plan.rate_unit_list[0].daily_price_info_list[1].board,
        Some(hotel::Board { board_type: Some(3) })
    );
}

#[test]
fn inventory_sends_camel_case_and_a_map() {
    let request = ReportInventory {
        request: Some(InventoryReportRequest {
            total_page: 1,
            warehouse_code: "W".into(),
            out_biz_code: "O".into(),
            remark: Some(String::new()),
            items: vec![Item { code: "I".into(), quantity: -3, remark: Some("r".into()) }],
            extend_props: [("k\"1".to_owned(), "v".to_owned())].into(),
            adjust_type: AdjustType::Adjust,
        }),
    };
    assert_eq!(
        sent(&request, "request").unwrap().unwrap(),
        concat!(
            r#"{"totalPage":1,"warehouseCode":"W","outBizCode":"O","remark":"","items":[{"itemCode":"I","quantity":-3,"#,
            r#""remark":"r"}],"extendProps":{"k\"1":"v"},"adjustType":"ADJUST"}"#
        )
    );
    let form = client().prepare(&request).unwrap();
    let params = form.params().collect::<top_runtime::Params>();
    assert_eq!(server::read_request::<ReportInventory>(&params), Ok(request));
}

#[test]
fn inventory_reads_success_as_a_word() {
    let doc = |flag| {
        let response = vec![("flag", Scalar(flag)), ("code", Scalar("\"S1\"")), ("message", Scalar("\"m\""))];
        Object(vec![("response", Object(response))])
    };
    let reply: InventoryReported = in_all_forms(&doc("\"success\""));
    assert_eq!(reply.response.code.as_deref(), Some("S1"));
    let failed = format!("{{\"test_ask_response\":{}}}", doc("\"failure\"").json(true));
    let error = ask::<InventoryReported>(&client_with_reply(failed)).unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
    assert_eq!((business.code(), business.message()), (Some("S1"), Some("m")));
}

#[test]
fn mini_app_sends_a_list_of_numbers_inside_an_object_as_an_array() {
    let request = GetDistributionOrders { request: ById { order_id_list: vec![1, 2] } };
    let call = client().session(&SessionKey::new("6100abcdef"));
    let prepared = call.prepare(&request).unwrap();
    assert_eq!(value_of(&prepared, "order_id_request").as_deref(), Some(r#"{"order_id_list":[1,2]}"#));
}

#[test]
fn mini_app_reads_a_list_at_the_root() {
    let order = |kind| {
        let members = [("time_type", Scalar(kind)), ("status", Scalar("-1")), ("name", Scalar("\"n&<\""))];
        let times =
            [("start_time", Scalar("\"2025-11-17 00:00:00\"")), ("id", Scalar("1100085056548470636"))];
        Object(members.into_iter().chain(times).collect())
    };
    let model = List("distribution_order_open_biz_dto", vec![order("1"), order("9")]);
    let reply: DistributionOrders = in_all_forms(&Object(vec![("model", model)]));
    assert_eq!(reply.model[0].time_type, Some(TimeType::Subscription));
    assert_eq!(reply.model[1].time_type, Some(TimeType::Other(9)));
    assert_eq!((reply.model[1].status, reply.model[1].id), (Some(-1), 1_100_085_056_548_470_636));
    assert_eq!(reply.model[0].name.as_deref(), Some("n&<"));
}

#[test]
fn listener_keeps_the_case_of_its_method_and_names() {
    let request = DeleteLoadBalancerListener {
        owner_id: None,
        owner_appkey: Some("k".into()),
        listener_port: 65_535,
        dimission_employee: Some(Employee { _t: Some("t".into()), c: 1 }),
        is_3d: Some(true),
        r#in: Some("i".into()),
    };
    let prepared = client().prepare(&request).unwrap();
    let own: Vec<_> =
        prepared.params().filter(|(name, _)| !name.contains("sign") && name.len() > 1).collect();
    assert_eq!(own[0], ("OwnerAppkey", "k"));
    for pair in [
        ("dimission.employee", r#"{"_t":"t","c":1}"#),
        ("in", "i"),
        ("is_3d", "true"),
        ("listenerPort", "65535"),
        ("method", "slb.aliyuncs.com.DeleteLoadBalancerListener.2013-02-21"),
    ] {
        assert!(own.contains(&pair), "{pair:?} in {own:?}");
    }
    let text = refused(client().prepare(&DeleteLoadBalancerListener {
        owner_appkey: None,
        listener_port: 0,
        ..request
    }));
    assert!(text.contains("`listenerPort`: expected a number from 1 to 65535, found 0"), "{text}");
    assert!(text.contains("expected at least one of `OwnerId`, `OwnerAppkey`, found none"), "{text}");
}

#[test]
fn listener_reads_a_code_at_the_root_and_a_list_of_lists() {
    let numbers = |items: &[&'static str]| List("number", items.iter().map(|item| Scalar(item)).collect());
    let doc = Object(vec![
        ("code", Scalar("200")),
        ("order_sub_2code", Scalar("\"s\"")),
        ("error_code_1", Scalar("\"e\"")),
        ("perform_info_list", List("list", vec![numbers(&["1", "2"]), numbers(&["3", "4"])])),
    ]);
    let reply: ListenerDeleted = in_all_forms(&doc);
    assert_eq!((reply.code, reply.perform_info_list), (Some(200), vec![vec![1, 2], vec![3, 4]]));
    let root = server::root_name("slb.aliyuncs.com.DeleteLoadBalancerListener.2013-02-21");
    assert_eq!(root, "slb_aliyuncs_com_DeleteLoadBalancerListener_2013-02-21_response");
    let body = format!("{{\"{root}\":{}}}", doc.json(true));
    let request = DeleteLoadBalancerListener {
        owner_id: Some("1".into()),
        owner_appkey: None,
        listener_port: 1,
        dimission_employee: None,
        is_3d: None,
        r#in: None,
    };
    assert_eq!(wait(client_with_reply(body).execute(&request)).unwrap().code, Some(200));
}
