//! Decoding of replies: roots, issues, required and unknown members, recursion, wide structs.

use top_runtime::error::ErrorKind;
use top_runtime::{Error, TopValue, Value};

use crate::support::{Of, ask, client_with_reply, client_with_simplified_reply, issues, read, wait};

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Trade {
    tid: i64,
    title: Option<String>,
    buyer: Option<Buyer>,
    orders: Vec<Order>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Buyer {
    nick: String,
    level: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Order {
    oid: i64,
    paid: Option<bool>,
}

const TRADE: &str = r#"{"tid":1,"title":"t","buyer":{"nick":"n"},"orders":{"order":[{"oid":2}]}}"#;

fn tid(body: String) -> Result<i64, Error> {
    ask::<Trade>(&client_with_reply(body)).map(|reply| reply.tid)
}

#[test]
fn root_is_recognised_whatever_was_requested() {
    for body in [
        format!(r#"{{"test_ask_response":{TRADE}}}"#),
        format!(r#"{{"other_response":{TRADE}}}"#),
        format!(r#"{{"data":{TRADE}}}"#),
        TRADE.to_owned(),
    ] {
        assert_eq!(tid(body.clone()).unwrap(), 1, "{body}");
        let simplified = ask::<Trade>(&client_with_simplified_reply(body.clone())).unwrap();
        assert_eq!(simplified.tid, 1, "{body}");
    }
}

#[test]
fn exact_root_name_takes_precedence() {
    let body = format!(r#"{{"a_response":{{"tid":9}},"test_ask_response":{TRADE},"z":{{"tid":8}}}}"#);
    assert_eq!(tid(body).unwrap(), 1);
}

#[test]
fn request_id_is_found_inside_and_next_to_the_root() {
    for body in [
        r#"{"test_ask_response":{"tid":1,"orders":[],"request_id":"r1"}}"#,
        r#"{"test_ask_response":{"tid":1},"request_id":"r1"}"#,
        r#"{"tid":1,"request_id":"r1"}"#,
    ] {
        assert_eq!(ask::<Trade>(&client_with_reply(body)).unwrap().request_id(), "r1", "{body}");
    }
    assert_eq!(read::<Trade>(TRADE).unwrap().request_id(), "");
}

#[test]
fn reply_keeps_its_body_and_untyped_tree() {
    let reply = read::<Trade>(TRADE).unwrap();
    assert_eq!(reply.body(), format!(r#"{{"test_ask_response":{TRADE}}}"#));
    assert_eq!(reply.value().pointer("/orders/order/0/oid").and_then(Value::as_i64), Some(2));
    assert_eq!(reply.into_inner().tid, 1);
}

#[test]
fn undecodable_optional_member_is_none_with_an_issue() {
    let json = r#"{"tid":1,"title":"t","buyer":{"nick":"n","level":"x"},
        "orders":{"order":[{"oid":1,"paid":"maybe"},{"oid":"no"},{"oid":3}]}}"#;
    let reply = read::<Trade>(json).unwrap();
    assert_eq!(reply.buyer.as_ref().map(|buyer| buyer.level), Some(None));
    assert_eq!(reply.orders.iter().map(|order| order.oid).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(
        issues(reply.issues()),
        "`buyer.level`: expected a whole number (i64), found the text `x`\n\
         `orders[0].paid`: expected true or false, found the text `maybe`\n\
         `orders[1].oid`: expected a whole number (i64), found the text `no`"
    );
}

#[test]
fn optional_struct_without_a_required_member_is_none_with_an_issue() {
    let reply = read::<Trade>(r#"{"tid":1,"buyer":{"level":5}}"#).unwrap();
    assert_eq!(reply.buyer, None);
    assert_eq!(issues(reply.issues()), "`buyer.nick`: expected a value, found nothing");
}

#[test]
fn undecodable_required_member_is_a_decode_error() {
    for (json, path, expected, found) in [
        (r#"{"tid":"x"}"#, "tid", "a whole number (i64)", "the text `x`"),
        (r#"{"title":"t"}"#, "tid", "a value", "nothing"),
        (r#"{"tid":null}"#, "tid", "a value", "nothing"),
        (r#"{"tid":{"a":1,"b":2}}"#, "tid", "a whole number (i64)", "an object of `a, b`"),
        (r#"{"tid":[1,2]}"#, "tid", "a whole number (i64)", "a list of 2"),
    ] {
        let error = read::<Trade>(json).unwrap_err();
        let ErrorKind::Decode(undecodable) = error.kind() else { panic!("{json}: {error:?}") };
        let issue = &undecodable.issue;
        assert_eq!(
            (issue.path.as_str(), issue.expected.as_str(), issue.found.as_str()),
            (path, expected, found)
        );
        assert!(error.may_have_executed() && !error.is_retryable());
        assert_eq!(error.issues().len(), 1);
        assert_eq!(error.body(), Some(format!(r#"{{"test_ask_response":{json}}}"#).as_str()));
    }
    let error = read::<Of<Of<Buyer>>>(r#"{"v":{"v":{"level":1}},"request_id":"r1"}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.ask: the reply does not fit its declaration: `v.v.nick`: expected a value, found nothing, \
         request_id `r1`"
    );
}

#[test]
fn struct_decodes_from_json_text() {
    let reply = read::<Trade>(r#"{"tid":1,"buyer":"{\"nick\":\"n\"}"}"#).unwrap();
    assert_eq!(reply.buyer.as_ref().map(|buyer| buyer.nick.as_str()), Some("n"));
    let reply = read::<Trade>(r#"{"tid":1,"buyer":"n"}"#).unwrap();
    assert_eq!(
        (reply.buyer.clone(), issues(reply.issues())),
        (None, "`buyer`: expected an object, found the text `n`".into())
    );
}

#[test]
fn unknown_members_are_ignored_and_listed() {
    let json = r#"{"tid":1,"new":{"a":1},"buyer":{"nick":"n","vip":true},
        "orders":{"order":[{"oid":1,"z":0},{"oid":2}]},"request_id":"r"}"#;
    let reply = read::<Trade>(json).unwrap();
    assert!(reply.issues().is_empty());
    assert_eq!(reply.unknown_fields(), ["new", "buyer.vip", "orders[0].z"]);
    assert_eq!(read::<Trade>(TRADE).unwrap().unknown_fields(), [""; 0]);
}

#[test]
fn last_duplicate_member_wins() {
    let reply =
        read::<Trade>(r#"{"tid":1,"tid":2,"buyer":{"nick":"a"},"buyer":{"nick":"b","nick":"c"}}"#).unwrap();
    assert_eq!((reply.tid, reply.buyer.as_ref().map(|buyer| buyer.nick.as_str())), (2, Some("c")));
    assert_eq!(reply.value().get("tid").and_then(Value::as_i64), Some(2));
    let body = format!(r#"{{"test_ask_response":{{"tid":9}},"test_ask_response":{TRADE}}}"#);
    assert_eq!(tid(body).unwrap(), 1);
}

#[test]
fn raw_control_characters_and_bom_are_accepted() {
    let reply = read::<Trade>("{\"tid\":1,\"title\":\"a\u{1}b\tc\nd\u{1f}\\\"\"}").unwrap();
    assert_eq!(reply.title.as_deref(), Some("a\u{1}b\tc\nd\u{1f}\""));
    assert_eq!(reply.value().get("title").and_then(Value::as_str), Some("a\u{1}b\tc\nd\u{1f}\""));
    assert_eq!(tid(format!("\u{feff}{{\"test_ask_response\":{TRADE}}}")).unwrap(), 1);
    assert_eq!(tid(format!(" \r\n{{\"test_ask_response\":{TRADE}}}\n ")).unwrap(), 1);
}

#[test]
fn at_most_256_issues_are_kept() {
    let list = vec!["\"x\""; 1000].join(",");
    let reply = read::<Of<Vec<i64>>>(&format!(r#"{{"v":[{list}]}}"#)).unwrap();
    assert_eq!((reply.v.len(), reply.issues().len()), (0, 256));
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Category {
    cid: i64,
    parent: Option<Box<Category>>,
    children: Vec<Category>,
}

#[test]
fn recursive_types_decode_to_the_depth_limit() {
    let mut json = r#"{"cid":0}"#.to_owned();
    for cid in 1..40 {
        json = format!(r#"{{"cid":{cid},"parent":{{"cid":-1}},"children":{{"category":[{json}]}}}}"#);
    }
    let reply = read::<Category>(&json).unwrap();
    let mut depth = 0;
    let mut at = &*reply;
    while let Some(child) = at.children.first() {
        assert_eq!(at.parent.as_ref().map(|parent| parent.cid), Some(-1));
        at = child;
        depth += 1;
    }
    assert_eq!((depth, at.cid), (39, 0));
}

macro_rules! wide {
    ($($name:ident)*) => {
        #[derive(Debug, Clone, PartialEq, TopValue)]
        struct Wide {
            $($name: Option<i64>,)*
        }

        const NAMES: &[&str] = &[$(stringify!($name)),*];

        impl Wide {
            fn all(&self) -> Vec<Option<i64>> {
                vec![$(self.$name),*]
            }
        }
    };
}

wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4
}

#[test]
fn wide_structs_are_read_in_any_order() {
    let member = |(at, name): (usize, &&str)| format!(r#""{name}":{at}"#);
    let forward: Vec<_> = NAMES.iter().enumerate().map(member).collect();
    let mut backward = forward.clone();
    backward.reverse();
    let mut doubled = NAMES.iter().map(|name| format!(r#""{name}":"x""#)).collect::<Vec<_>>();
    doubled.extend(backward.clone());
    let expected: Vec<_> = (0..45).map(Some).collect();
    for members in [forward, backward, doubled] {
        let reply = read::<Wide>(&format!("{{{}}}", members.join(","))).unwrap();
        assert_eq!(reply.all(), expected);
        assert!(reply.issues().is_empty());
    }
}

#[test]
fn untyped_reply_contains_the_content_of_the_root() {
    let reply = read::<Value>(TRADE).unwrap();
    assert_eq!(reply.pointer("/buyer/nick").and_then(Value::as_str), Some("n"));
    let simplified = ask::<Value>(&client_with_simplified_reply(TRADE)).unwrap();
    assert_eq!(simplified.get("tid").and_then(Value::as_i64), Some(1));
    let params = top_runtime::Params::new();
    let nothing = wait(client_with_reply(r#"{"a_b_response":{}}"#).call("a.b", &params)).unwrap();
    assert_eq!(nothing.to_string(), "{}");
}

#[test]
fn unit_response_accepts_every_good_reply() {
    for json in ["{}", r#"{"request_id":"r"}"#, r#"{"is_success":true}"#] {
        read::<()>(json).unwrap();
    }
    ask::<()>(&client_with_simplified_reply(r#"{"request_id":"r"}"#)).unwrap();
}

#[test]
fn empty_reply_decodes_if_no_field_is_required() {
    assert_eq!(read::<Of<Option<i64>>>("{}").unwrap().v, None);
    assert_eq!(
        ask::<Of<Option<i64>>>(&client_with_simplified_reply(r#"{"request_id":"r"}"#)).unwrap().v,
        None
    );
    assert!(matches!(read::<Trade>("{}").unwrap_err().kind(), ErrorKind::Decode(_)));
}
