//! Values as they are written, and what each form reads back.

use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, TopValue, Value};

use super::{Leaf, kept, leaf, row};

const NOTHING: [&str; 3] = ["{}", "{}", ""];

fn none<T>() -> [Option<T>; 3] {
    [None, None, None]
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn absent_values_are_not_encoded() {
    kept(None::<String>, NOTHING);
    kept(None::<i64>, NOTHING);
    kept(None::<Leaf>, NOTHING);
    kept(None::<Vec<i64>>, NOTHING);
    kept(None::<BTreeMap<String, i64>>, NOTHING);
}

/// A list that is not optional is absent where it is empty.
#[test]
fn empty_list() {
    kept(Vec::<i64>::new(), NOTHING);
    kept(Vec::<Leaf>::new(), NOTHING);
}

#[test]
fn empty_text() {
    kept(String::new(), [r#"{"v":""}"#, r#"{"v":""}"#, "<v></v>"]);
    kept(Some(String::new()), [r#"{"v":""}"#, r#"{"v":""}"#, "<v></v>"]);
    kept(" ".to_owned(), [r#"{"v":" "}"#, r#"{"v":" "}"#, "<v> </v>"]);
}

#[test]
fn empty_list_in_some() {
    let empty = || Some(Vec::<i64>::new());
    row(empty(), [r#"{"v":{}}"#, r#"{"v":[]}"#, "<v></v>"], [empty(), empty(), None]);
}

#[test]
fn struct_without_members() {
    let forms = [r#"{"v":{}}"#, r#"{"v":{}}"#, "<v></v>"];
    kept(Leaf::default(), forms);
    row(Some(Leaf::default()), forms, [Some(Leaf::default()), Some(Leaf::default()), None]);
}

#[test]
fn empty_map_in_some() {
    let empty = || Some(BTreeMap::<String, i64>::new());
    row(empty(), [r#"{"v":{}}"#, r#"{"v":{}}"#, "<v></v>"], [empty(), empty(), None]);
}

/// An empty element stands for everything that may be empty: a text, a list, a struct, and so a map.
#[test]
fn empty_map() {
    kept(BTreeMap::<String, i64>::new(), [r#"{"v":{}}"#, r#"{"v":{}}"#, "<v></v>"]);
}

#[test]
fn list_of_one_empty_text() {
    let one = texts(&[""]);
    let forms = [r#"{"v":{"string":[""]}}"#, r#"{"v":[""]}"#, "<v><string></string></v>"];
    row(one.clone(), forms, [one.clone(), one, Vec::new()]);
    let forms =
        [r#"{"v":{"string":["",""]}}"#, r#"{"v":["",""]}"#, "<v><string></string><string></string></v>"];
    kept(texts(&["", ""]), forms);
}

#[test]
fn list_of_one_struct_without_members() {
    let one = vec![Leaf::default()];
    let forms = [r#"{"v":{"leaf":[{}]}}"#, r#"{"v":[{}]}"#, "<v><leaf></leaf></v>"];
    row(one.clone(), forms, [one.clone(), one, Vec::new()]);
    let forms = [
        r#"{"v":{"leaf":[{},{"name":"a"}]}}"#,
        r#"{"v":[{},{"name":"a"}]}"#,
        "<v><leaf></leaf><leaf><name>a</name></leaf></v>",
    ];
    kept(vec![Leaf::default(), leaf("a")], forms);
}

#[test]
fn list_of_one_empty_list() {
    let one = vec![Vec::<i64>::new()];
    let forms = [r#"{"v":{"list":[{}]}}"#, r#"{"v":[[]]}"#, "<v><list></list></v>"];
    row(one.clone(), forms, [one.clone(), one, Vec::new()]);
    let forms =
        [r#"{"v":{"list":[{"number":[1]}]}}"#, r#"{"v":[[1]]}"#, "<v><list><number>1</number></list></v>"];
    kept(vec![vec![1_i64]], forms);
}

/// Nothing inside a list is `null` in JSON, and left out of XML.
#[test]
fn list_of_absent_elements() {
    let value = || vec![Some(1_i64), None];
    let forms = [r#"{"v":{"number":[1,null]}}"#, r#"{"v":[1,null]}"#, "<v><number>1</number></v>"];
    row(value(), forms, [value(), value(), vec![Some(1)]]);
}

/// A code is what stands in the text, so `Other` never reads back with a code that is known.
#[test]
fn known_codes() {
    let other = |code: &str| Code::Other(code.to_owned());
    let forms = [r#"{"v":"A"}"#, r#"{"v":"A"}"#, "<v>A</v>"];
    row(other("A"), forms, std::array::from_fn(|_| Code::First));
    kept(other("B"), [r#"{"v":"B"}"#, r#"{"v":"B"}"#, "<v>B</v>"]);
}

#[test]
fn empty_code() {
    let empty = || Code::Other(String::new());
    let forms = [r#"{"v":""}"#, r#"{"v":""}"#, "<v></v>"];
    kept(empty(), forms);
    row(Some(empty()), forms, none());
}

#[derive(Debug, Clone, PartialEq, TopValue)]
enum Code {
    #[top("A")]
    First,
    #[top(other)]
    Other(String),
}

/// XML has texts alone, so an untyped value reads as one; lists in it are arrays in both forms of JSON, as nothing names their items.
#[test]
fn untyped_values() {
    let text = |text: &str| Value::from(text);
    let number = || Value::from(7);
    row(number(), [r#"{"v":7}"#, r#"{"v":7}"#, "<v>7</v>"], [number(), number(), text("7")]);
    let truth = || Value::from(true);
    row(truth(), [r#"{"v":true}"#, r#"{"v":true}"#, "<v>true</v>"], [truth(), truth(), text("true")]);
    kept(Value::Null, [r#"{"v":null}"#, r#"{"v":null}"#, ""]);
    let items = |name: &str| Value::from_iter([(name, Value::Array(vec![text("a"), text("b")]))]);
    let list = || Value::Array(vec![text("a"), text("b")]);
    let forms = [r#"{"v":{"item":["a","b"]}}"#, r#"{"v":["a","b"]}"#, "<v><item>a</item><item>b</item></v>"];
    row(list(), forms, [items("item"), list(), items("item")]);
}

/// What is a text to the type keeps its digits, and its JSON, in every form.
#[test]
fn texts_in_all_forms() {
    kept("1.50".parse::<Decimal>().unwrap(), [r#"{"v":1.50}"#, r#"{"v":1.50}"#, "<v>1.50</v>"]);
    let time = "2025-11-17 00:00:00";
    let json = format!(r#"{{"v":"{time}"}}"#);
    kept(time.parse::<DateTime>().unwrap(), [&json, &json, &format!("<v>{time}</v>")]);
    let forms = [r#"{"v":"null"}"#, r#"{"v":"null"}"#, "<v>null</v>"];
    kept(Some(Json(serde_json::Value::Null)), forms);
    kept(Some("null".to_owned()), forms);
}

/// Line ends are kept where they are escaped: a bare carriage return is a line feed to every reader of XML.
#[test]
fn line_ends() {
    kept("a\r\nb".to_owned(), [r#"{"v":"a\r\nb"}"#, r#"{"v":"a\r\nb"}"#, "<v>a&#xD;\nb</v>"]);
}

/// The members of a flattened `Option` are those of the struct around it: with none of them there, nothing says that it was.
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
    kept(around(None), forms);
    row(around(Some(Leaf::default())), forms, std::array::from_fn(|_| around(None)));
    let forms =
        [r#"{"v":{"id":1,"name":"a"}}"#, r#"{"v":{"id":1,"name":"a"}}"#, "<v><id>1</id><name>a</name></v>"];
    kept(around(Some(leaf("a"))), forms);
}
