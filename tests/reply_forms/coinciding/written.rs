//! Encoded values, and the value that each form decodes to.

use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, TopValue, Value};

use super::{Leaf, assert_forms, assert_round_trip, leaf};

const NOTHING: [&str; 3] = ["{}", "{}", ""];

fn none<T>() -> [Option<T>; 3] {
    [None, None, None]
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn absent_values_are_not_encoded() {
    assert_round_trip(None::<String>, NOTHING);
    assert_round_trip(None::<i64>, NOTHING);
    assert_round_trip(None::<Leaf>, NOTHING);
    assert_round_trip(None::<Vec<i64>>, NOTHING);
    assert_round_trip(None::<BTreeMap<String, i64>>, NOTHING);
}

/// An empty list that is not optional is omitted.
#[test]
fn empty_list() {
    assert_round_trip(Vec::<i64>::new(), NOTHING);
    assert_round_trip(Vec::<Leaf>::new(), NOTHING);
}

#[test]
fn empty_text() {
    assert_round_trip(String::new(), [r#"{"v":""}"#, r#"{"v":""}"#, "<v></v>"]);
    assert_round_trip(Some(String::new()), [r#"{"v":""}"#, r#"{"v":""}"#, "<v></v>"]);
    assert_round_trip(" ".to_owned(), [r#"{"v":" "}"#, r#"{"v":" "}"#, "<v> </v>"]);
}

#[test]
fn empty_list_in_some() {
    let empty = || Some(Vec::<i64>::new());
    assert_forms(empty(), [r#"{"v":{}}"#, r#"{"v":[]}"#, "<v></v>"], [empty(), empty(), None]);
}

#[test]
fn struct_without_members() {
    let forms = [r#"{"v":{}}"#, r#"{"v":{}}"#, "<v></v>"];
    assert_round_trip(Leaf::default(), forms);
    assert_forms(Some(Leaf::default()), forms, [Some(Leaf::default()), Some(Leaf::default()), None]);
}

#[test]
fn empty_map_in_some() {
    let empty = || Some(BTreeMap::<String, i64>::new());
    assert_forms(empty(), [r#"{"v":{}}"#, r#"{"v":{}}"#, "<v></v>"], [empty(), empty(), None]);
}

/// An empty element represents every empty value: a text, a list, a struct, a map.
#[test]
fn empty_map() {
    assert_round_trip(BTreeMap::<String, i64>::new(), [r#"{"v":{}}"#, r#"{"v":{}}"#, "<v></v>"]);
}

#[test]
fn list_of_one_empty_text() {
    let one = texts(&[""]);
    let forms = [r#"{"v":{"string":[""]}}"#, r#"{"v":[""]}"#, "<v><string></string></v>"];
    assert_forms(one.clone(), forms, [one.clone(), one, Vec::new()]);
    let forms =
        [r#"{"v":{"string":["",""]}}"#, r#"{"v":["",""]}"#, "<v><string></string><string></string></v>"];
    assert_round_trip(texts(&["", ""]), forms);
}

#[test]
fn list_of_one_struct_without_members() {
    let one = vec![Leaf::default()];
    let forms = [r#"{"v":{"leaf":[{}]}}"#, r#"{"v":[{}]}"#, "<v><leaf></leaf></v>"];
    assert_forms(one.clone(), forms, [one.clone(), one, Vec::new()]);
    let forms = [
        r#"{"v":{"leaf":[{},{"name":"a"}]}}"#,
        r#"{"v":[{},{"name":"a"}]}"#,
        "<v><leaf></leaf><leaf><name>a</name></leaf></v>",
    ];
    assert_round_trip(vec![Leaf::default(), leaf("a")], forms);
}

#[test]
fn list_of_one_empty_list() {
    let one = vec![Vec::<i64>::new()];
    let forms = [r#"{"v":{"list":[{}]}}"#, r#"{"v":[[]]}"#, "<v><list></list></v>"];
    assert_forms(one.clone(), forms, [one.clone(), one, Vec::new()]);
    let forms =
        [r#"{"v":{"list":[{"number":[1]}]}}"#, r#"{"v":[[1]]}"#, "<v><list><number>1</number></list></v>"];
    assert_round_trip(vec![vec![1_i64]], forms);
}

/// `None` in a list is `null` in JSON, and omitted in XML.
#[test]
fn list_of_absent_elements() {
    let value = || vec![Some(1_i64), None];
    let forms = [r#"{"v":{"number":[1,null]}}"#, r#"{"v":[1,null]}"#, "<v><number>1</number></v>"];
    assert_forms(value(), forms, [value(), value(), vec![Some(1)]]);
}

/// `Other` with a known code decodes as the known variant.
#[test]
fn known_codes() {
    let other = |code: &str| Code::Other(code.to_owned());
    let forms = [r#"{"v":"A"}"#, r#"{"v":"A"}"#, "<v>A</v>"];
    assert_forms(other("A"), forms, std::array::from_fn(|_| Code::First));
    assert_round_trip(other("B"), [r#"{"v":"B"}"#, r#"{"v":"B"}"#, "<v>B</v>"]);
}

#[test]
fn empty_code() {
    let empty = || Code::Other(String::new());
    let forms = [r#"{"v":""}"#, r#"{"v":""}"#, "<v></v>"];
    assert_round_trip(empty(), forms);
    assert_forms(Some(empty()), forms, none());
}

#[derive(Debug, Clone, PartialEq, TopValue)]
enum Code {
    #[top("A")]
    First,
    #[top(other)]
    Other(String),
}

/// XML has only texts, so an untyped value decodes as one. Its lists are arrays in both forms of
/// JSON, as they have no element name.
#[test]
fn untyped_values() {
    let text = |text: &str| Value::from(text);
    let number = || Value::from(7);
    assert_forms(number(), [r#"{"v":7}"#, r#"{"v":7}"#, "<v>7</v>"], [number(), number(), text("7")]);
    let truth = || Value::from(true);
    assert_forms(
        truth(),
        [r#"{"v":true}"#, r#"{"v":true}"#, "<v>true</v>"],
        [truth(), truth(), text("true")],
    );
    assert_round_trip(Value::Null, [r#"{"v":null}"#, r#"{"v":null}"#, ""]);
    let items = |name: &str| Value::from_iter([(name, Value::Array(vec![text("a"), text("b")]))]);
    let list = || Value::Array(vec![text("a"), text("b")]);
    let forms = [r#"{"v":{"item":["a","b"]}}"#, r#"{"v":["a","b"]}"#, "<v><item>a</item><item>b</item></v>"];
    assert_forms(list(), forms, [items("item"), list(), items("item")]);
}

/// Text fields keep digits and JSON in every form.
#[test]
fn texts_in_all_forms() {
    assert_round_trip("1.50".parse::<Decimal>().unwrap(), [r#"{"v":1.50}"#, r#"{"v":1.50}"#, "<v>1.50</v>"]);
    let time = "2025-11-17 00:00:00";
    let json = format!(r#"{{"v":"{time}"}}"#);
    assert_round_trip(time.parse::<DateTime>().unwrap(), [&json, &json, &format!("<v>{time}</v>")]);
    let forms = [r#"{"v":"null"}"#, r#"{"v":"null"}"#, "<v>null</v>"];
    assert_round_trip(Some(Json(serde_json::Value::Null)), forms);
    assert_round_trip(Some("null".to_owned()), forms);
}

/// Escaped line ends are kept. XML parsers read a bare carriage return as a line feed.
#[test]
fn line_ends() {
    assert_round_trip("a\r\nb".to_owned(), [r#"{"v":"a\r\nb"}"#, r#"{"v":"a\r\nb"}"#, "<v>a&#xD;\nb</v>"]);
}

/// The members of a flattened `Option` are those of the enclosing struct. Without any of them, it
/// is `None`.
#[test]
fn flattened_option_without_members() {
    #[derive(Debug, Clone, PartialEq, TopValue)]
    struct Around {
        id: i64,
        #[top(flatten)]
        leaf: Option<Leaf>,
    }
    let around = |leaf| Around { id: 1, leaf };
    let forms = [r#"{"v":{"id":1}}"#, r#"{"v":{"id":1}}"#, "<v><id>1</id></v>"];
    assert_round_trip(around(None), forms);
    assert_forms(around(Some(Leaf::default())), forms, std::array::from_fn(|_| around(None)));
    let forms =
        [r#"{"v":{"id":1,"name":"a"}}"#, r#"{"v":{"id":1,"name":"a"}}"#, "<v><id>1</id><name>a</name></v>"];
    assert_round_trip(around(Some(leaf("a"))), forms);
}
