//! Flattened structs in a request, and in an object of a request.

use top_runtime::clock::FixedClock;
use top_runtime::error::ErrorKind;
use top_runtime::server::{check, read_request};
use top_runtime::session::{Permits, WithSession};
use top_runtime::transport::ParamPlacement;
use top_runtime::{Client, Error, Params, Prepared, TopApi, TopValue};

use super::{Order, Page, Range, page, range};

/// A request with flattened structs before, between and after its own fields.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.example.search")]
struct Search {
    #[top(flatten)]
    page: Page,
    keyword: String,
    #[top(flatten)]
    range: Option<Range>,
    category: Option<Category>,
    a_first: Option<String>,
}

/// A request with the parameters of `Search`, declared without `flatten` in another order.
#[derive(Debug, TopApi)]
#[top_api(method = "taobao.example.search")]
struct Written {
    a_first: Option<String>,
    sort_by: Vec<String>,
    descending: Option<bool>,
    price_low: Option<top_runtime::Price>,
    price_high: Option<top_runtime::Price>,
    currency: Option<String>,
    keyword: String,
    page_no: i64,
    page_size: Option<i64>,
    category: Option<WrittenCategory>,
}

/// An object with flattened structs.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Category {
    id: i64,
    #[top(flatten)]
    order: Order,
    #[top(flatten)]
    range: Option<Range>,
}

#[derive(Debug, TopValue)]
struct WrittenCategory {
    id: i64,
    sort_by: Vec<String>,
    descending: Option<bool>,
    price_low: Option<top_runtime::Price>,
    price_high: Option<top_runtime::Price>,
    currency: Option<String>,
}

fn search(range: Option<Range>) -> Search {
    let category = Category { id: 5, order: page().order, range: range.clone() };
    Search {
        page: page(),
        keyword: "茶".to_owned(),
        range,
        category: Some(category),
        a_first: Some("z".to_owned()),
    }
}

fn written(range: Option<Range>) -> Written {
    let Page { page_no, page_size, order: Order { by, descending } } = page();
    let Range { low, high, currency } = range.unwrap_or(Range { low: None, high: None, currency: None });
    Written {
        a_first: Some("z".to_owned()),
        sort_by: by.clone(),
        descending,
        price_low: low.clone(),
        price_high: high.clone(),
        currency: currency.clone(),
        keyword: "茶".to_owned(),
        page_no,
        page_size,
        category: Some(WrittenCategory {
            id: 5,
            sort_by: by,
            descending,
            price_low: low,
            price_high: high,
            currency,
        }),
    }
}

fn prepare<A: TopApi<Session: Permits<WithSession, A>>>(
    request: &A,
    placement: ParamPlacement,
) -> Result<Prepared, Error> {
    let client = Client::builder("12345678", "helloworld").clock(FixedClock::at_unix(1_763_308_800));
    let client = client.partner_id("p").system_params(placement).build().unwrap();
    client.session(&top_runtime::SessionKey::new("6100test")).param("m_between", "x").prepare(request)
}

fn paths(refused: &Result<Prepared, Error>) -> Vec<&str> {
    match refused {
        Err(error) if matches!(error.kind(), ErrorKind::Invalid(_)) => {
            error.issues().iter().map(|issue| issue.path.as_str()).collect()
        }
        other => panic!("it is not refused: {other:?}"),
    }
}

#[test]
fn flattened_request_is_signed_like_one_struct() {
    for placement in [ParamPlacement::Body, ParamPlacement::Query] {
        for range in [None, Some(range())] {
            let flattened = prepare(&search(range.clone()), placement).unwrap();
            let written = prepare(&written(range), placement).unwrap();
            assert_eq!(flattened.string_to_sign(), written.string_to_sign());
            assert_eq!(flattened.sign(), written.sign());
            assert_eq!((flattened.url(), flattened.body()), (written.url(), written.body()));
        }
    }
}

#[test]
fn flattened_names_are_sorted_and_unique() {
    let prepared = prepare(&search(Some(range())), ParamPlacement::Body).unwrap();
    let names: Vec<_> = prepared.params().map(|(name, _)| name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    let param = |wanted| prepared.params().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    assert_eq!(param("sort_by"), Some("price,sales"), "a list of texts at the top level is joined");
    assert_eq!(
        param("category"),
        Some(r#"{"id":5,"sort_by":["price","sales"],"descending":true,"price_low":"9.50","currency":"CNY"}"#)
    );
}

/// `any_of` applies if the flattened struct is present. Issues have the wire names of its members.
#[test]
fn rules_of_flattened_structs_apply() {
    let none = Range { low: None, high: None, currency: Some("CNYX".to_owned()) };
    let mut request = search(None);
    request.range = Some(none.clone());
    let refused = prepare(&request, ParamPlacement::Body);
    assert_eq!(paths(&refused), ["currency", ""]);
    assert!(refused.unwrap_err().to_string().contains("at least one of `price_low`, `price_high`"));
    let issues = check(&request).unwrap_err();
    assert_eq!(issues.len(), 2, "a server checks the same");

    let mut request = search(None);
    request.category.as_mut().unwrap().range = Some(none);
    assert_eq!(paths(&prepare(&request, ParamPlacement::Body)), ["category.currency", "category"]);

    let mut request = search(None);
    request.page.order.by.push("a,b".to_owned());
    assert_eq!(paths(&prepare(&request, ParamPlacement::Body)), ["sort_by[2]"]);
}

/// An absent flattened struct has no rules.
#[test]
fn rules_of_an_absent_flattened_struct_do_not_apply() {
    assert!(prepare(&search(None), ParamPlacement::Body).is_ok());
}

#[test]
fn call_parameter_cannot_repeat_a_flattened_one() {
    let client = Client::builder("12345678", "helloworld").build().unwrap();
    let call = client.session(&top_runtime::SessionKey::new("6100test"));
    assert_eq!(paths(&call.param("sort_by", "x").prepare(&search(None))), ["sort_by"]);
}

#[test]
fn server_decodes_the_flattened_request() {
    for range in [None, Some(range())] {
        let sent = search(range);
        let prepared = prepare(&sent, ParamPlacement::Body).unwrap();
        let params: Params = prepared.params().collect();
        assert_eq!(read_request::<Search>(&params), Ok(sent));
    }
    let missing: Params = [("keyword", "a"), ("price_low", "1")].into_iter().collect();
    assert_eq!(read_request::<Search>(&missing).unwrap_err().path, "page_no");
    let wrong: Params = [("keyword", "a"), ("page_no", "1"), ("price_high", "x")].into_iter().collect();
    assert_eq!(read_request::<Search>(&wrong).unwrap_err().path, "price_high");
}
