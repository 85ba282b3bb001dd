//! Encoding of each type, as a parameter of a request and inside a struct.

use std::borrow::Cow;
use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, Millis, Price, Seconds, TopApi, TopValue, Value};

use crate::support::{Of, Send, builder, nested, param, refused, sent};

/// A coded value with text codes.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum Media {
    #[top("IMAGE")]
    Image,
    #[top(other)]
    Other(String),
}

/// A coded value with whole numbers as codes.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum Level {
    #[top(-1)]
    Low,
    #[top(7)]
    High,
    #[top(other)]
    Other(i64),
}

/// Returns the parameter of a value that is sent.
fn top<T: top_runtime::codec::Encode>(value: T) -> String {
    param(value).unwrap().unwrap()
}

/// Returns the JSON of a struct with the member `v`, without braces.
fn inner<T: top_runtime::codec::Encode>(value: T) -> String {
    nested(value).unwrap().strip_prefix("{").unwrap().strip_suffix("}").unwrap().to_owned()
}

fn one(v: i64) -> Of<i64> {
    Of { v }
}

const BLANKS: [&str; 6] = ["", " ", "\t\r\n", "\u{3000}", "\u{2028}\u{1c}", "\u{2003}\u{1680}"];
const NOT_BLANK: [&str; 6] = ["\u{a0}", "\u{2007}", "\u{202f}", "\u{85}", "\u{200b}", "\u{feff}"];

#[test]
fn blank_required_text_parameter_is_refused() {
    for blank in BLANKS {
        let text = refused(param(blank));
        assert!(text.starts_with("`x`: expected text that is not blank"), "{text}");
        refused(param(blank.to_owned()));
        refused(param(Cow::Borrowed(blank)));
    }
    assert!(refused(param("")).ends_with("found empty text"));
    assert!(refused(param(" ")).ends_with("found blank text"));
    refused(param(Media::Other(String::new())));
}

#[test]
fn blank_follows_the_official_sdk() {
    for text in NOT_BLANK {
        assert_eq!(top(text), text);
    }
    assert_eq!(top(" a "), " a ");
}

#[test]
fn blank_optional_text_is_omitted_and_not_signed() {
    for blank in BLANKS {
        assert_eq!(param(Some(blank)).unwrap(), None);
    }
    let prepared = builder().build().unwrap().prepare(&Send { x: Some(" ") }).unwrap();
    assert!(!prepared.string_to_sign().contains("v2.0x") && prepared.string_to_sign().ends_with("v2.0"));
    assert_eq!(param(Some(Media::Other(" ".to_owned()))).unwrap(), None);
}

#[test]
fn blank_text_inside_a_struct_is_sent() {
    assert_eq!(inner(""), r#""v":"""#);
    assert_eq!(inner(Some(" ")), r#""v":" ""#);
    assert_eq!(inner(Media::Other(String::new())), r#""v":"""#);
}

#[test]
fn none_is_omitted_everywhere() {
    assert_eq!(param(None::<String>).unwrap(), None);
    assert_eq!(param(None::<Of<i64>>).unwrap(), None);
    assert_eq!(param(Vec::<i64>::new()).unwrap(), None);
    assert_eq!(param(Vec::<Of<i64>>::new()).unwrap(), None);
    assert_eq!(inner(None::<String>), "");
    assert_eq!(inner(Vec::<Of<i64>>::new()), "");
    assert_eq!(param(Box::new(None::<i64>)).unwrap(), None);
}

#[test]
fn empty_list_in_some_is_sent_unless_joined() {
    assert_eq!(top(Some(Vec::<Of<i64>>::new())), "[]");
    assert_eq!(param(Some(Vec::<i64>::new())).unwrap(), None);
    assert_eq!(param(Some(Vec::<String>::new())).unwrap(), None);
    assert_eq!(inner(Some(Vec::<Of<i64>>::new())), r#""v":[]"#);
    assert_eq!(inner(Some(Vec::<i64>::new())), r#""v":[]"#);
}

#[test]
fn scalar_list_is_comma_joined_as_a_parameter_and_an_array_in_json() {
    assert_eq!(top(vec![1_i64, -2, i64::MAX]), "1,-2,9223372036854775807");
    assert_eq!(top(vec!["nick", "tid "]), "nick,tid ");
    assert_eq!(top(vec![true, false]), "true,false");
    assert_eq!(top(vec![Media::Image, Media::Other("X".to_owned())]), "IMAGE,X");
    assert_eq!(top(vec![DateTime::from_unix(0)]), "1970-01-01 08:00:00");
    assert_eq!(top(vec![Price::from_cents(5), Price::from_cents(20_007)]), "0.05,200.07");
    assert_eq!(inner(vec![1_i64, 2]), r#""v":[1,2]"#);
    assert_eq!(inner(vec!["", "a,b"]), r#""v":["","a,b"]"#);
}

#[test]
fn joined_item_with_a_comma_or_blank_is_refused() {
    let text = refused(param(vec!["a", "b,c", " ", ""]));
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(
        lines[0].starts_with("`x[1]`: expected text without a comma") && lines[0].ends_with("`b,c`"),
        "{text}"
    );
    assert!(lines[1].starts_with("`x[2]`:") && lines[2].starts_with("`x[3]`:"), "{text}");
    refused(param(vec![Media::Other("a,b".to_owned())]));
    refused(param(Some(vec![""])));
    refused(param(vec![Some("a"), None]));
}

#[test]
fn structs_lists_of_structs_and_maps_are_json_text() {
    assert_eq!(top(one(1)), r#"{"v":1}"#);
    assert_eq!(top(vec![one(1), one(2)]), r#"[{"v":1},{"v":2}]"#);
    assert_eq!(top(BTreeMap::from([("b".to_owned(), 2_i64), ("a\"".to_owned(), 1)])), r#"{"a\"":1,"b":2}"#);
    assert_eq!(top(BTreeMap::<String, i64>::new()), "{}");
    assert_eq!(inner(vec![one(1)]), r#""v":[{"v":1}]"#);
    assert_eq!(inner(BTreeMap::from([(String::new(), vec![one(1)])])), r#""v":{"":[{"v":1}]}"#);
    assert_eq!(top(vec![vec![1_i64, 2], vec![]]), "[[1,2],[]]");
}

#[test]
fn null_is_sent_only_if_explicit() {
    assert_eq!(inner(vec![Some(1_i64), None]), r#""v":[1,null]"#);
    assert_eq!(top(vec![Some(one(1)), None]), r#"[{"v":1},null]"#);
    assert_eq!(inner(BTreeMap::from([("a".to_owned(), None::<i64>)])), r#""v":{"a":null}"#);
    assert_eq!(inner(Value::Null), r#""v":null"#);
    assert_eq!(inner(Json(serde_json::json!({"a": null}))), r#""v":"{\"a\":null}""#);
}

#[test]
fn no_parameter_is_the_text_null() {
    assert_eq!(param(Value::Null).unwrap(), None);
    assert_eq!(param(Some(Value::Null)).unwrap(), None);
    assert_eq!(param(Some(Json(None::<i64>))).unwrap_or_default(), None);
}

#[test]
fn scalars_have_one_text_each() {
    assert_eq!(top(true), "true");
    assert_eq!(top(i64::MIN), "-9223372036854775808");
    assert_eq!(top(u64::MAX), "18446744073709551615");
    assert_eq!(inner(u64::MAX), r#""v":18446744073709551615"#);
    assert_eq!(top(Level::High), "7");
    assert_eq!(inner(vec![Level::Low, Level::Other(9)]), r#""v":[-1,9]"#);
    assert_eq!(top(Box::new(&5_i64)), "5");
}

#[test]
fn money_is_text_and_other_decimals_are_bare_numbers() {
    let price: Price = "1200.50".parse().unwrap();
    let rate: Decimal = "12345678901234567.890".parse().unwrap();
    assert_eq!((top(price.clone()), inner(price)), ("1200.50".into(), r#""v":"1200.50""#.into()));
    assert_eq!(
        (top(rate.clone()), inner(rate)),
        ("12345678901234567.890".into(), r#""v":12345678901234567.890"#.into())
    );
}

#[test]
fn times_are_wall_clock_text_or_bare_counts() {
    let time = DateTime::from_unix(1_763_308_800);
    assert_eq!(
        (top(time), inner(time)),
        ("2025-11-17 00:00:00".into(), r#""v":"2025-11-17 00:00:00""#.into())
    );
    assert_eq!((top(Millis(12)), inner(Millis(12))), ("12".into(), r#""v":12"#.into()));
    assert_eq!((top(Seconds(-1)), inner(Seconds(-1))), ("-1".into(), r#""v":-1"#.into()));
}

#[test]
fn json_field_is_text_as_a_parameter_and_a_string_in_json() {
    let extra = Json(serde_json::json!({"k": ["中", 1]}));
    assert_eq!(top(extra.clone()), r#"{"k":["中",1]}"#);
    assert_eq!(inner(extra), r#""v":"{\"k\":[\"中\",1]}""#);
}

#[test]
fn untyped_value_is_sent_as_text_or_json() {
    let value = |json: &str| json.parse::<Value>().unwrap();
    assert_eq!(top(Value::from("a\"b")), "a\"b");
    assert_eq!(inner(Value::from("a\"b")), r#""v":"a\"b""#);
    assert_eq!(top(value("1e400")), "1e400");
    assert_eq!(top(value(r#"["a,b",1,null]"#)), r#"["a,b",1,null]"#);
    assert_eq!(inner(value(r#"{"b":1,"a":[]}"#)), r#""v":{"b":1,"a":[]}"#);
}

#[test]
fn text_inside_json_has_the_standard_escapes() {
    let text = "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}\u{2028}中😀\u{ffff}";
    let json = nested(text).unwrap();
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["v"], text);
    assert_eq!(top(text), text);
}

#[test]
fn parameters_are_sorted_members_keep_declaration_order() {
    #[derive(TopApi)]
    #[top_api(method = "test.sorted")]
    struct Unsorted {
        zeta: i64,
        #[top(rename = "Alpha")]
        last: i64,
        #[top(rename = "a.dotted")]
        dotted: Members,
    }
    #[derive(TopValue)]
    struct Members {
        z: i64,
        a: i64,
        r#type: i64,
    }
    let members = Members { z: 1, a: 2, r#type: 3 };
    let request = Unsorted { zeta: 1, last: 2, dotted: members };
    assert_eq!(sent(&request, "a.dotted").unwrap().unwrap(), r#"{"z":1,"a":2,"type":3}"#);
    let prepared = builder().build().unwrap().prepare(&request).unwrap();
    let names: Vec<_> = prepared.params().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["Alpha", "a.dotted", "app_key", "format", "method", "sign_method", "timestamp", "v", "zeta"]
    );
}
