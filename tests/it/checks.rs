//! The checks before sending: at every depth, with wire paths, all in one error.

use std::collections::BTreeMap;

use top_runtime::error::{ErrorKind, IssueKind};
use top_runtime::{Client, TopApi, TopValue};

use crate::support::{builder, refused};

#[derive(Debug, Clone, Default, TopApi)]
#[top_api(method = "test.checked", any_of(nick, buyer_id))]
struct Checked {
    nick: Option<String>,
    #[top(rename = "buyer_uid")]
    buyer_id: Option<i64>,
    #[top(max_items = 2)]
    tids: Vec<i64>,
    #[top(rename = "order_d_o")]
    order: Option<Order>,
    #[top(max_len = 4)]
    memo: Option<String>,
    #[top(max_bytes = 4)]
    raw: Option<String>,
    #[top(range = 1..=100)]
    page: Option<i64>,
}

#[derive(Debug, Clone, Default, TopValue)]
#[top(any_of(phone, mobile), any_of(city, zip))]
struct Order {
    phone: Option<String>,
    mobile: Option<String>,
    city: Option<String>,
    #[top(rename = "post_code")]
    zip: Option<Vec<i64>>,
    #[top(required)]
    lines: Vec<Line>,
    by_name: BTreeMap<String, Line>,
    parent: Option<Box<Order>>,
}

#[derive(Debug, Clone, Default, TopValue)]
struct Line {
    #[top(required, rename = "itemCode")]
    code: String,
    #[top(range = -1..=5)]
    amount: i64,
    #[top(max_len = 3)]
    note: Option<String>,
    #[top(max_items = 1, required)]
    sizes: Vec<String>,
}

fn client() -> Client {
    builder().build().unwrap()
}

fn line() -> Line {
    Line { code: "c".into(), amount: 1, note: None, sizes: vec!["S".into()] }
}

fn order() -> Order {
    Order { phone: Some("1".into()), city: Some("杭州".into()), lines: vec![line()], ..Order::default() }
}

fn good() -> Checked {
    Checked { nick: Some("n".into()), ..Checked::default() }
}

fn breaches(request: &Checked) -> Vec<String> {
    refused(client().prepare(request)).lines().map(str::to_owned).collect()
}

#[test]
fn a_request_that_keeps_its_rules_is_signed() {
    let request = Checked {
        order: Some(order()),
        tids: vec![1, 2],
        memo: Some("中文中文".into()),
        raw: Some("中x".into()),
        page: Some(100),
        ..good()
    };
    client().prepare(&request).unwrap();
}

#[test]
fn every_breach_is_in_one_error_with_its_wire_path() {
    let bad =
        Line { code: " ".into(), amount: 6, note: Some("four".into()), sizes: vec!["a".into(), "b".into()] };
    let request = Checked {
        nick: Some(" ".into()),
        order: Some(Order {
            lines: vec![line(), bad.clone()],
            by_name: BTreeMap::from([("k".into(), bad)]),
            parent: Some(Box::new(Order::default())),
            ..order()
        }),
        tids: vec![1, 2, 3],
        memo: Some("😀😀x".into()),
        raw: Some("中文".into()),
        page: Some(0),
        buyer_id: None,
    };
    let all = breaches(&request);
    let paths: Vec<_> = all.iter().map(|line| line.split('`').nth(1).unwrap_or_default()).collect();
    assert_eq!(
        paths,
        [
            "memo",
            "order_d_o.lines[1].itemCode",
            "order_d_o.lines[1].amount",
            "order_d_o.lines[1].note",
            "order_d_o.lines[1].sizes",
            "order_d_o.by_name.k.itemCode",
            "order_d_o.by_name.k.amount",
            "order_d_o.by_name.k.note",
            "order_d_o.by_name.k.sizes",
            "order_d_o.parent.lines",
            "order_d_o.parent",
            "order_d_o.parent",
            "page",
            "raw",
            "tids",
            "nick",
        ],
        "{all:#?}"
    );
}

#[test]
fn a_breach_is_of_a_kind() {
    let request = Checked {
        memo: Some("12345".into()),
        raw: Some("中文".into()),
        page: Some(101),
        tids: vec![1, 2, 3],
        order: Some(Order { lines: vec![], ..order() }),
        ..good()
    };
    let refused = client().prepare(&request).unwrap_err();
    let mut kinds: Vec<_> = refused.issues().iter().map(|issue| (issue.path.as_str(), issue.kind)).collect();
    kinds.sort_by_key(|(path, _)| *path);
    assert_eq!(
        kinds,
        [
            ("memo", IssueKind::TooLong),
            ("order_d_o.lines", IssueKind::Missing),
            ("page", IssueKind::OutOfRange),
            ("raw", IssueKind::TooLong),
            ("tids", IssueKind::TooMany),
        ]
    );
}

#[test]
fn a_breach_says_what_is_expected_and_what_was_found() {
    let texts = breaches(&Checked {
        memo: Some("12345".into()),
        raw: Some("中文".into()),
        page: Some(101),
        tids: vec![1, 2, 3],
        ..good()
    });
    assert_eq!(
        texts,
        [
            "`memo`: expected at most 4 characters, found 5: `12345`",
            "`page`: expected a number from 1 to 100, found 101",
            "`raw`: expected at most 4 bytes, found 6: `中文`",
            "`tids`: expected at most 2 elements, found 3",
        ]
    );
}

#[test]
fn length_is_counted_in_utf16_units_as_the_official_sdk_does() {
    let memo = |text: &str| Checked { memo: Some(text.into()), ..good() };
    client().prepare(&memo("😀😀")).unwrap();
    assert_eq!(breaches(&memo("😀😀a")).len(), 1);
}

#[test]
fn required_members_are_not_blank_and_required_lists_not_empty() {
    let request = Checked {
        order: Some(Order {
            lines: vec![Line { code: "\u{3000}".into(), sizes: vec![], ..line() }],
            ..order()
        }),
        ..good()
    };
    assert_eq!(
        breaches(&request),
        [
            "`order_d_o.lines[0].itemCode`: expected a value: it is required, found blank text",
            "`order_d_o.lines[0].sizes`: expected a value: it is required, found nothing",
        ]
    );
}

#[test]
fn any_of_names_its_members_as_they_are_on_the_wire() {
    assert_eq!(breaches(&Checked::default()), ["expected at least one of `nick`, `buyer_uid`, found none"]);
    let request = Checked {
        order: Some(Order { phone: Some(" ".into()), city: None, zip: Some(vec![]), ..order() }),
        ..good()
    };
    assert_eq!(
        breaches(&request),
        [
            "`order_d_o`: expected at least one of `phone`, `mobile`, found none",
            "`order_d_o`: expected at least one of `city`, `post_code`, found none",
        ]
    );
}

#[test]
fn a_required_list_that_is_empty_is_refused_at_the_top_too() {
    #[derive(Debug, TopApi)]
    #[top_api(method = "test.required")]
    struct Required {
        #[top(required)]
        tids: Vec<i64>,
        #[top(required)]
        nick: String,
    }
    let request = Required { tids: vec![], nick: "\t".into() };
    let text = refused(client().prepare(&request));
    assert!(text.contains("`tids`: expected a value: it is required") && text.contains("`nick`:"), "{text}");
    assert_eq!(text.lines().count(), 2, "one breach is told once: {text}");
}

#[test]
fn a_required_map_that_is_empty_is_refused_and_any_other_is_sent() {
    #[derive(Debug, TopApi)]
    #[top_api(method = "test.required")]
    struct Required {
        #[top(required)]
        names: BTreeMap<String, i64>,
        rest: BTreeMap<String, i64>,
    }
    let one = || BTreeMap::from([("a".to_owned(), 1)]);
    let empty = Required { names: BTreeMap::new(), rest: BTreeMap::new() };
    assert_eq!(
        refused(client().prepare(&empty)),
        "`names`: expected a value: it is required, found an empty list"
    );
    let prepared = client().prepare(&Required { names: one(), rest: BTreeMap::new() }).unwrap();
    let param = |name| crate::support::value_of(&prepared, name);
    assert_eq!(param("names").as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(param("rest").as_deref(), Some("{}"));
}

#[test]
fn without_checks_the_rules_are_not_asked_and_blank_is_left_out() {
    let unchecked = builder().check_requests(false).build().unwrap();
    let request = Checked {
        memo: Some("too long".into()),
        page: Some(0),
        order: Some(Order::default()),
        ..Checked::default()
    };
    let prepared = unchecked.prepare(&request).unwrap();
    let param = |name| crate::support::value_of(&prepared, name);
    assert_eq!(param("memo").as_deref(), Some("too long"));
    assert_eq!(param("order_d_o").as_deref(), Some(r#"{"by_name":{}}"#));
    let blank = unchecked.prepare(&crate::support::Send { x: " " }).unwrap();
    assert_eq!(crate::support::value_of(&blank, "x"), None);
}

#[test]
fn without_checks_what_would_arrive_as_something_else_is_still_refused() {
    let unchecked = builder().check_requests(false).build().unwrap();
    refused(unchecked.prepare(&crate::support::Send { x: vec!["a,b"] }));
}

#[test]
fn nothing_is_sent_of_a_request_that_breaks_its_rules() {
    let (client, seen) = crate::support::recording("{}");
    let error = crate::support::wait(client.execute(&Checked::default())).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Invalid(_))
            && error.is_caller_fault()
            && !error.may_have_executed()
    );
    assert_eq!(seen.count(), 0);
    let text = error.to_string();
    assert!(text.starts_with("test.checked: request not sent: expected at least one of"), "{text}");
}
