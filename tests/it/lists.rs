//! The wire forms of lists, and maps.

use std::collections::BTreeMap;

use top_runtime::{DateTime, Json, TopValue, Value};

use crate::support::{Of, ask, client_with_reply, member, optional, read};

/// Its element name inside the list wrapper is `result_data_do`.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct ResultDataDo {
    id: Option<i64>,
    name: Option<String>,
    tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Renamed {
    #[top(item = "order")]
    orders: Vec<ResultDataDo>,
}

fn element(id: i64) -> ResultDataDo {
    ResultDataDo { id: Some(id), name: None, tags: vec![] }
}

fn elements(json: &str) -> Vec<Option<i64>> {
    member::<Vec<ResultDataDo>>(json)
        .unwrap_or_else(|issues| panic!("{json}: {issues}"))
        .into_iter()
        .map(|element| element.id)
        .collect()
}

const TWO: &str = r#"[{"id":1},{"id":2}]"#;

#[test]
fn array_is_a_list() {
    assert_eq!(elements(TWO), [Some(1), Some(2)]);
    assert_eq!(member::<Vec<i64>>("[1,\"2\"]"), Ok(vec![1, 2]));
}

#[test]
fn member_named_like_the_element_is_the_list() {
    assert_eq!(elements(&format!(r#"{{"result_data_do":{TWO}}}"#)), [Some(1), Some(2)]);
    assert_eq!(elements(&format!(r#"{{"total":2,"result_data_do":{TWO},"other":[]}}"#)), [Some(1), Some(2)]);
    assert_eq!(elements(r#"{"result_data_do":{"id":1}}"#), [Some(1)]);
    for (json, scalars) in [(r#"{"number":[1,2]}"#, vec![1_i64, 2]), (r#"{"number":3}"#, vec![3])] {
        assert_eq!(member::<Vec<i64>>(json), Ok(scalars));
    }
    assert_eq!(member::<Vec<String>>(r#"{"string":["a",""]}"#), Ok(vec!["a".into(), String::new()]));
    assert_eq!(member::<Vec<bool>>(r#"{"boolean":[true,"0"]}"#), Ok(vec![true, false]));
    assert_eq!(
        member::<Vec<DateTime>>(r#"{"date":["1970-01-01 08:00:00"]}"#),
        Ok(vec![DateTime::from_unix(0)])
    );
}

#[test]
fn item_attribute_names_the_list_member() {
    let reply = read::<Renamed>(r#"{"orders":{"result_data_do":[{"id":9}],"order":[{"id":1}]}}"#).unwrap();
    assert_eq!(reply.orders, [element(1)]);
}

#[test]
fn only_member_is_the_list_unless_it_is_a_field_of_the_element() {
    assert_eq!(elements(&format!(r#"{{"whatever":{TWO}}}"#)), [Some(1), Some(2)]);
    assert_eq!(elements(r#"{"whatever":{"id":1}}"#), [Some(1)]);
    assert_eq!(elements(r#"{"id":1}"#), [Some(1)]);
    assert_eq!(elements(r#"{"tags":["a"]}"#), [None]);
}

#[test]
fn only_array_member_is_the_list() {
    assert_eq!(elements(&format!(r#"{{"total":2,"rows":{TWO}}}"#)), [Some(1), Some(2)]);
    assert_eq!(elements(r#"{"id":1,"tags":["a"]}"#), [Some(1)]);
}

#[test]
fn other_values_are_a_list_of_one() {
    assert_eq!(elements(r#"{"id":1,"name":"a"}"#), [Some(1)]);
    assert_eq!(member::<Vec<i64>>("7"), Ok(vec![7]));
    assert_eq!(member::<Vec<String>>("\"a,b\""), Ok(vec!["a,b".into()]));
    assert_eq!(member::<Vec<bool>>("true"), Ok(vec![true]));
}

#[test]
fn absent_null_empty_text_and_empty_objects_are_empty_lists() {
    for json in ["null", "\"\"", "{}", "[]", r#"{"result_data_do":[]}"#, r#"{"result_data_do":null}"#] {
        assert_eq!(elements(json), [], "{json}");
    }
    for json in ["null", "\"\"", "{}", "[]", r#"{"number":[]}"#, r#"{"number":""}"#] {
        assert_eq!(member::<Vec<i64>>(json), Ok(vec![]), "{json}");
    }
    assert_eq!(read::<Of<Vec<i64>>>("{}").unwrap().v, [0_i64; 0]);
}

#[test]
fn json_text_of_a_list_is_a_list() {
    assert_eq!(elements(r#""[{\"id\":1},{\"id\":2}]""#), [Some(1), Some(2)]);
    assert_eq!(elements(r#""{\"result_data_do\":[{\"id\":1}]}""#), [Some(1)]);
}

#[test]
fn lists_in_lists_are_read_with_and_without_wrappers() {
    let expected = Ok(vec![vec![1_i64, 2], vec![], vec![3]]);
    assert_eq!(member::<Vec<Vec<i64>>>("[[1,2],[],[3]]"), expected);
    assert_eq!(member::<Vec<Vec<i64>>>(r#"{"list":[{"number":[1,2]},{},{"number":[3]}]}"#), expected);
}

#[test]
fn undecodable_element_is_dropped_with_an_issue() {
    let reply = read::<Of<Vec<i64>>>(r#"{"v":{"number":[1,"x",null,3,{}]}}"#).unwrap();
    assert_eq!(reply.v, [1, 3]);
    let found: Vec<_> =
        reply.issues().iter().map(|issue| (issue.path.as_str(), issue.found.as_str())).collect();
    assert_eq!(found, [("v[1]", "the text `x`"), ("v[2]", "nothing"), ("v[4]", "an object of ``")]);
}

#[test]
fn null_elements_of_optional_type_are_kept() {
    assert_eq!(member::<Vec<Option<i64>>>("[1,null,3]"), Ok(vec![Some(1), None, Some(3)]));
}

#[test]
fn optional_list_distinguishes_absent_from_empty() {
    assert_eq!(optional::<Vec<i64>>("null"), (None, vec![]));
    assert_eq!(optional::<Vec<i64>>("[]"), (Some(vec![]), vec![]));
    assert_eq!(optional::<Vec<i64>>("{}"), (Some(vec![]), vec![]));
    assert_eq!(optional::<Vec<i64>>("\"\"").1, []);
}

#[test]
fn undecodable_map_values_are_dropped() {
    type Map = BTreeMap<String, i64>;
    assert_eq!(member::<Map>(r#"{"a":1,"中":"2"}"#), Ok(Map::from([("a".into(), 1), ("中".into(), 2)])));
    assert_eq!(member::<Map>(r#""{\"a\":1}""#), Ok(Map::from([("a".into(), 1)])));
    assert_eq!(member::<Map>("{}"), Ok(Map::new()));
    assert!(member::<Map>("[1]").unwrap_err().starts_with("`v`: expected an object, found a list"));
    let reply = read::<Of<Map>>(r#"{"v":{"a":"x","b":2}}"#).unwrap();
    assert_eq!((reply.v.len(), reply.issues()[0].path.as_str()), (1, "v.a"));
}

#[test]
fn absent_null_and_blank_maps_are_empty() {
    type Map = BTreeMap<String, i64>;
    for json in ["null", "\"\"", "\" \"", "{}", "[]", "\"{}\"", "\"[]\""] {
        assert_eq!(member::<Map>(json), Ok(Map::new()), "{json}");
    }
    assert_eq!(read::<Of<Map>>("{}").unwrap().v, Map::new());
    assert_eq!(read::<Of<Box<Map>>>("{}").unwrap().v, Box::new(Map::new()));
    assert_eq!(read::<Of<Option<Map>>>("{}").unwrap().v, None);
    assert_eq!(optional::<Map>("null"), (None, vec![]));
    assert!(member::<Map>("[1]").is_err() && member::<Map>("7").is_err());
    for xml in ["", "<v/>", "<v> </v>", "<v list=\"true\"></v>"] {
        let client = client_with_reply(format!("<test_ask_response>{xml}<id>1</id></test_ask_response>"));
        assert_eq!(ask::<Of<Map>>(&client).unwrap().v, Map::new(), "{xml}");
    }
}

#[test]
fn null_elements_follow_the_rules_of_their_type() {
    type Map<T> = BTreeMap<String, T>;
    let key = || "a".to_owned();
    let json = r#"{"a":null}"#;
    assert_eq!(member::<Map<Option<i64>>>(json), Ok(Map::from([(key(), None)])));
    assert_eq!(member::<Map<Vec<i64>>>(json), Ok(Map::from([(key(), vec![])])));
    assert_eq!(member::<Map<Map<i64>>>(json), Ok(Map::from([(key(), Map::new())])));
    assert_eq!(member::<Map<Value>>(json), Ok(Map::from([(key(), Value::Null)])));
    assert_eq!(
        member::<Vec<Map<i64>>>(r#"[null,{},{"a":1}]"#),
        Ok(vec![Map::new(), Map::new(), Map::from([(key(), 1)])])
    );
    let reply = read::<Of<Map<i64>>>(r#"{"v":{"a":null,"b":1}}"#).unwrap();
    assert_eq!((reply.v.len(), reply.issues()[0].path.as_str()), (1, "v.a"));
    // An absent JSON text contains no list.
    assert_eq!(read::<Of<Value>>("{}").unwrap().v, Value::Null);
    assert!(read::<Of<Json<serde_json::Value>>>("{}").is_err());
    assert_eq!(read::<Of<Option<Json<serde_json::Value>>>>("{}").unwrap().v, None);
}
