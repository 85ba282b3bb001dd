//! Forms of absent values in replies. Each form decodes as the same value.

use std::collections::BTreeMap;
use std::fmt::Debug;

use top_runtime::codec::Decode;
use top_runtime::{DateTime, Json, Price};

use super::{Leaf, leaf, read};
use crate::ask::Form;

/// Asserts that every form of an absent value decodes as this value, from JSON and from XML.
#[track_caller]
fn assert_absent<T: Decode + PartialEq + Debug>(expected: &T) {
    let empty = ["null", "\"\""]
        .map(|json| format!(r#"{{"example_row_response":{{"v":{json},"request_id":"r1"}}}}"#));
    let xml = ["<v/>", "<v></v>", "<v list=\"true\"/>", "<v><!-- --></v>"]
        .map(|xml| format!("<example_row_response>{xml}<request_id>r1</request_id></example_row_response>"));
    for body in empty.iter().chain(&xml) {
        let form = if body.starts_with('<') { Form::Xml } else { Form::Json };
        let reply = read::<T>(form, body).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!((&reply.v, reply.issues()), (expected, [].as_slice()), "{body}");
    }
}

#[test]
fn absent_option_in_every_form() {
    assert_absent(&None::<i64>);
    assert_absent(&None::<bool>);
    assert_absent(&None::<DateTime>);
    assert_absent(&None::<Price>);
    assert_absent(&None::<Json<serde_json::Value>>);
    assert_absent(&None::<Leaf>);
    assert_absent(&None::<BTreeMap<String, i64>>);
    assert_absent(&None::<Vec<i64>>);
}

#[test]
fn absent_list_in_every_form() {
    assert_absent(&Vec::<i64>::new());
    assert_absent(&Vec::<String>::new());
    assert_absent(&Vec::<Leaf>::new());
    assert_absent(&Vec::<Vec<Leaf>>::new());
}

#[test]
fn empty_map_in_every_form() {
    assert_absent(&BTreeMap::<String, i64>::new());
    assert_absent(&BTreeMap::<String, Leaf>::new());
    assert_absent(&Vec::<BTreeMap<String, i64>>::new());
}

/// An absent map is empty.
#[test]
fn absent_map_in_every_form() {
    for (form, body) in [
        (Form::Json, r#"{"example_row_response":{"request_id":"r1"}}"#),
        (Form::Simplified, r#"{"request_id":"r1"}"#),
        (Form::Xml, "<example_row_response><request_id>r1</request_id></example_row_response>"),
    ] {
        assert_eq!(read::<BTreeMap<String, i64>>(form, body).unwrap().v, BTreeMap::new(), "{body}");
    }
}

/// `null` is `None`; an empty text or element is a text.
#[test]
fn absent_optional_text_in_every_form() {
    let read = |form, v: &str| {
        let body = match form {
            Form::Xml => format!("<example_row_response>{v}</example_row_response>"),
            _ => format!(r#"{{"example_row_response":{{{v}}}}}"#),
        };
        read::<Option<String>>(form, &body).unwrap().into_inner().v
    };
    assert_eq!(read(Form::Json, ""), None);
    assert_eq!(read(Form::Json, "\"v\":null"), None);
    assert_eq!(read(Form::Json, "\"v\":\"\"").as_deref(), Some(""));
    assert_eq!(read(Form::Xml, ""), None);
    assert_eq!(read(Form::Xml, "<v/>").as_deref(), Some(""));
}

/// One member, to distinguish an empty or blank element from a leaf.
#[test]
fn list_of_one_in_every_form() {
    for (form, body) in [
        (Form::Json, r#"{"example_row_response":{"v":{"leaf":[{"name":"a"}]}}}"#),
        (Form::Json, r#"{"example_row_response":{"v":{"leaf":{"name":"a"}}}}"#),
        (Form::Json, r#"{"example_row_response":{"v":{"other":[{"name":"a"}]}}}"#),
        (Form::Json, r#"{"example_row_response":{"v":[{"name":"a"}]}}"#),
        (Form::Json, r#"{"example_row_response":{"v":{"name":"a"}}}"#),
        (Form::Simplified, r#"{"v":[{"name":"a"}],"request_id":"r1"}"#),
        (Form::Simplified, r#"{"v":{"leaf":[{"name":"a"}]},"request_id":"r1"}"#),
        (Form::Xml, "<example_row_response><v><leaf><name>a</name></leaf></v></example_row_response>"),
        (Form::Xml, "<example_row_response><v><other><name>a</name></other></v></example_row_response>"),
        (Form::Xml, "<example_row_response><v><name>a</name></v></example_row_response>"),
    ] {
        assert_eq!(read::<Vec<Leaf>>(form, body).unwrap().v, [leaf("a")], "{body}");
    }
}
