//! Flattened structs in a reply: at its root, inside an object, in list elements.

use top_runtime::error::ErrorKind;
use top_runtime::server::{plain_json, wrapped_json};
use top_runtime::{Error, TopApi, TopValue};

use super::{Order, Page, Range, page, range};
use crate::ask::{FORMS, Form, ask};
use crate::property::bodies;

#[derive(TopApi)]
#[top_api(method = "taobao.example.search", response = Found)]
struct Search;

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Found {
    total: i64,
    #[top(flatten)]
    page: Page,
    hits: Vec<Hit>,
    #[top(flatten)]
    range: Option<Range>,
    #[top(flatten)]
    outcome: Verdict,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Hit {
    id: i64,
    #[top(flatten)]
    range: Option<Box<Range>>,
}

/// An outcome in the members of the reply itself.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Verdict {
    #[top(success)]
    ok: Option<bool>,
    #[top(error_code)]
    why: Option<String>,
}

fn found(range: Option<Range>) -> Found {
    let hit = |id, range: Option<Range>| Hit { id, range: range.map(Box::new) };
    Found {
        total: 2,
        page: page(),
        hits: vec![hit(1, range.clone()), hit(2, None)],
        range,
        outcome: Verdict { ok: Some(true), why: None },
    }
}

#[test]
fn flattened_reply_encodes_like_one_struct() {
    let value = found(Some(range()));
    let json = |text: Result<String, _>| serde_json::from_str::<serde_json::Value>(&text.unwrap()).unwrap();
    let range = |own: serde_json::Value| {
        let mut own = own;
        own["price_low"] = "9.50".into();
        own["currency"] = "CNY".into();
        own
    };
    let hits = serde_json::json!([range(serde_json::json!({"id": 1})), {"id": 2}]);
    let root = |hits: serde_json::Value, by: serde_json::Value| {
        range(
            serde_json::json!({"total": 2, "page_no": 2, "sort_by": by, "descending": true, "hits": hits, "ok": true}),
        )
    };
    let by = serde_json::json!(["price", "sales"]);
    assert_eq!(json(plain_json(&value)), root(hits.clone(), by.clone()));
    let wrapped = root(serde_json::json!({ "hit": hits }), serde_json::json!({ "string": by }));
    assert_eq!(json(wrapped_json(&value)), wrapped);
}

#[test]
fn flattened_reply_decodes_from_every_form() {
    for value in [found(None), found(Some(range()))] {
        for (form, body) in FORMS.into_iter().zip(bodies("taobao.example.search", &value)) {
            let reply = ask(form, &Search, &body).unwrap_or_else(|error| panic!("{form:?}: {error}"));
            assert_eq!(*reply, value, "{form:?} {body}");
            assert_eq!((reply.issues(), reply.unknown_fields().len()), ([].as_slice(), 0), "{form:?}");
        }
    }
}

/// A flattened `Option` is present if one of its members is, decodable or not.
#[test]
fn one_member_makes_a_flattened_option_present() {
    let read = |members: &str| {
        let body = format!(r#"{{"example_search_response":{{"total":0,"page_no":1,{members}}}}}"#);
        let reply = ask(Form::Json, &Search, &body).unwrap();
        let paths: Vec<_> = reply.issues().iter().map(|issue| issue.path.clone()).collect();
        (reply.into_inner().range, paths)
    };
    let range =
        |currency: Option<&str>| Some(Range { low: None, high: None, currency: currency.map(str::to_owned) });
    assert_eq!(read(r#""currency":"CNY""#), (range(Some("CNY")), vec![]));
    assert_eq!(read(r#""price_low":"much""#), (range(None), vec!["price_low".to_owned()]));
    assert_eq!(read(r#""currency":null"#), (range(None), vec![]));
    assert_eq!(read(r#""other":1"#), (None, vec![]));
}

/// Paths contain wire names only, so they do not contain the name of the flattened field.
#[test]
fn missing_flattened_member_is_named_by_its_wire_name() {
    let body = r#"{"example_search_response":{"total":0}}"#;
    match ask(Form::Json, &Search, body) {
        Err(error) if matches!(error.kind(), ErrorKind::Decode(_)) => {
            assert_eq!(error.issues()[0].path, "page_no");
        }
        other => panic!("{other:?}"),
    }
    let body = r#"{"example_search_response":{"total":0,"page_no":1,"hits":{"hit":[{"id":1,"price_low":"x","new":1}]},
        "later":{}}}"#;
    let reply = ask(Form::Json, &Search, body).unwrap();
    assert_eq!(reply.issues()[0].path, "hits[0].price_low");
    let mut unknown = reply.unknown_fields();
    unknown.sort_unstable();
    assert_eq!(unknown, ["hits[0].new", "later"]);
}

/// The flag and the code of a flattened struct apply to the enclosing struct.
#[test]
fn outcome_of_a_flattened_struct_applies() {
    let body =
        |ok| format!(r#"{{"example_search_response":{{"total":0,"page_no":1,"ok":{ok},"why":"E1"}}}}"#);
    let call = |ok| {
        let client = crate::ask::client(Form::Json, &body(ok));
        crate::ask::now(client.execute(&Search))
    };
    assert!(call(true).is_ok());
    match call(false).map_err(Error::into_kind) {
        Err(ErrorKind::Business(error)) => assert_eq!(error.failure.code.as_deref(), Some("E1")),
        other => panic!("{other:?}"),
    }
    // The empty order of the page is present: only an `Option` can be absent.
    assert_eq!(call(true).unwrap().page.order, Order { by: Vec::new(), descending: None });
}
