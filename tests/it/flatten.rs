//! Members that stand directly in their parent: in a request, in a struct, in a reply, at several levels.

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
fn members_are_parameters_and_sorted_among_the_others() {
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
fn an_absent_struct_has_no_members_and_no_rules() {
    let prepared = builder().build().unwrap().prepare(&search(None)).unwrap();
    assert_eq!(value_of(&prepared, "nick"), None);
    assert_eq!(value_of(&prepared, "pageNo").as_deref(), Some("2"));
}

#[test]
fn breaches_of_members_have_the_path_they_have_on_the_wire() {
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
fn a_parameter_of_the_call_with_the_name_of_a_member_is_refused() {
    let client = builder().build().unwrap();
    let text = refused(client.param("pageNo", "3").prepare(&search(None)));
    assert!(text.starts_with("`pageNo`: expected a parameter given once"), "{text}");
}

#[test]
fn members_of_a_struct_stand_among_its_own() {
    let page = Page { number: 1, size: Size { page_size: Some(9) } };
    assert_eq!(nested(page).unwrap(), r#"{"v":{"pageNo":1,"page_size":9}}"#);
}

#[test]
fn a_server_reads_the_request_back() {
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
fn members_are_read_from_their_parent() {
    let reply =
        read::<Reply>(r#"{"id":1,"pageNo":"2","page_size":3,"nick":"n","tids":{"number":[4]},"x":0}"#)
            .unwrap();
    assert_eq!(reply.page, Page { number: 2, size: Size { page_size: Some(3) } });
    assert_eq!(reply.filter, Some(Filter { nick: Some("n".into()), tids: vec![4], inner: None }));
    assert_eq!(reply.unknown_fields(), ["x"]);
    assert_eq!(read::<Reply>(r#"{"id":1,"pageNo":2}"#).unwrap().filter, None);
}

#[test]
fn a_member_that_cannot_be_read_is_named_by_its_wire_path() {
    let error = read::<Reply>(r#"{"id":1,"pageNo":"x"}"#).unwrap_err();
    assert_eq!(error.issues()[0].path, "pageNo");
    let reply = read::<Reply>(r#"{"id":1,"pageNo":1,"tids":["x"]}"#).unwrap();
    assert_eq!(reply.issues()[0].path, "tids[0]");
}
