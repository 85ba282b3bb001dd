//! Flattened members: in a request, in a struct, in a reply, at several levels.

use top_runtime::server::read_request;
use top_runtime::{Params, TopApi, TopValue};

use crate::support::{builder, form_pairs, nested, read, refused, value_of};

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "test.flatten")]
struct Search {
    zone: Option<String>,
    #[top(flatten)]
    page: Page,
    #[top(flatten)]
    filter: Option<Filter>,
    app: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Page {
    #[top(rename = "pageNo", range = 1..=100)]
    number: i64,
    #[top(flatten)]
    size: Size,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Size {
    page_size: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(any_of(nick, tids))]
struct Filter {
    nick: Option<String>,
    tids: Vec<i64>,
    inner: Option<Size>,
}

fn search(filter: Option<Filter>) -> Search {
    let page = Page { number: 2, size: Size { page_size: Some(50) } };
    Search { zone: Some("z".into()), page, filter, app: Some(1) }
}

fn filter() -> Filter {
    Filter { nick: Some("n".into()), tids: vec![1, 2], inner: Some(Size { page_size: None }) }
}

#[test]
fn flattened_members_are_sorted_parameters() {
    let prepared = builder().build().unwrap().prepare(&search(Some(filter()))).unwrap();
    let names: Vec<_> = prepared.params().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "app",
            "app_key",
            "format",
            "inner",
            "method",
            "nick",
            "pageNo",
            "page_size",
            "sign_method",
            "tids",
            "timestamp",
            "v",
            "zone"
        ]
    );
    assert_eq!(value_of(&prepared, "tids").as_deref(), Some("1,2"));
    assert_eq!(value_of(&prepared, "inner").as_deref(), Some("{}"));
    let signed: String = prepared.params().flat_map(|(name, value)| [name, value]).collect();
    assert_eq!(signed, prepared.string_to_sign());
    let sent: Vec<_> = form_pairs(prepared.body()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(sent[..names.len()], names);
}

#[test]
fn absent_flattened_struct_has_no_members_and_no_rules() {
    let prepared = builder().build().unwrap().prepare(&search(None)).unwrap();
    assert_eq!(value_of(&prepared, "nick"), None);
    assert_eq!(value_of(&prepared, "pageNo").as_deref(), Some("2"));
}

#[test]
fn issues_of_flattened_members_have_their_wire_paths() {
    let mut request = search(Some(Filter { nick: Some(" ".into()), tids: vec![], inner: None }));
    request.page.number = 0;
    let text = refused(builder().build().unwrap().prepare(&request));
    let mut breaches: Vec<_> = text.lines().collect();
    breaches.sort_unstable();
    assert_eq!(
        breaches,
        [
            "`pageNo`: expected a number from 1 to 100, found 0",
            "expected at least one of `nick`, `tids`, found none"
        ]
    );
}

#[test]
fn call_parameter_named_like_a_flattened_member_is_refused() {
    let client = builder().build().unwrap();
    let text = refused(client.param("pageNo", "3").prepare(&search(None)));
    assert!(text.starts_with("`pageNo`: expected a parameter given once"), "{text}");
}

#[test]
fn flattened_members_are_encoded_in_the_parent() {
    let page = Page { number: 1, size: Size { page_size: Some(9) } };
    assert_eq!(nested(page).unwrap(), r#"{"v":{"pageNo":1,"page_size":9}}"#);
}

#[test]
fn server_decodes_flattened_requests() {
    for filter in [None, Some(filter())] {
        let request = search(filter);
        let prepared = builder().build().unwrap().prepare(&request).unwrap();
        let params: Params = form_pairs(prepared.body()).into_iter().collect();
        assert_eq!(read_request::<Search>(&params), Ok(request));
    }
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Reply {
    id: i64,
    #[top(flatten)]
    page: Page,
    #[top(flatten)]
    filter: Option<Filter>,
}

#[test]
fn flattened_members_decode_from_the_parent() {
    let reply =
        read::<Reply>(r#"{"id":1,"pageNo":"2","page_size":3,"nick":"n","tids":{"number":[4]},"x":0}"#)
            .unwrap();
    assert_eq!(reply.page, Page { number: 2, size: Size { page_size: Some(3) } });
    assert_eq!(reply.filter, Some(Filter { nick: Some("n".into()), tids: vec![4], inner: None }));
    assert_eq!(reply.unknown_fields(), ["x"]);
    assert_eq!(read::<Reply>(r#"{"id":1,"pageNo":2}"#).unwrap().filter, None);
}

#[test]
fn undecodable_flattened_member_has_its_wire_path() {
    let error = read::<Reply>(r#"{"id":1,"pageNo":"x"}"#).unwrap_err();
    assert_eq!(error.issues()[0].path, "pageNo");
    let reply = read::<Reply>(r#"{"id":1,"pageNo":1,"tids":["x"]}"#).unwrap();
    assert_eq!(reply.issues()[0].path, "tids[0]");
}

/// A struct with a `&'static str` cannot be decoded. A request that contains one is still sent,
/// also where the feature `server` is on.
#[derive(TopApi)]
#[top_api(method = "test.static")]
struct Listing {
    #[top(flatten)]
    order: Order,
    filter: Option<Kinds>,
}

#[derive(TopValue)]
struct Order {
    order: &'static str,
}

#[derive(TopValue)]
struct Kinds {
    kind: &'static str,
}

#[test]
fn requests_may_contain_structs_that_are_only_sent() {
    let request = Listing { order: Order { order: "asc" }, filter: Some(Kinds { kind: "all" }) };
    let prepared = builder().build().unwrap().prepare(&request).unwrap();
    let sent: Vec<_> = prepared.params().filter(|(name, _)| ["filter", "order"].contains(name)).collect();
    assert_eq!(sent, [("filter", r#"{"kind":"all"}"#), ("order", "asc")]);
}
