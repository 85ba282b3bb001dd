//! What gateways send for nothing, whatever the type: it reads the same from each form.

use std::collections::BTreeMap;
use std::fmt::Debug;

use top_runtime::codec::Decode;
use top_runtime::{DateTime, Json, Price};

use super::{Leaf, leaf, read};
use crate::ask::Form;

/// Everything that says nothing reads as this value, from JSON and from XML.
#[track_caller]
fn nothing<T: Decode + PartialEq + Debug>(expected: &T) {
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
    nothing(&None::<i64>);
    nothing(&None::<bool>);
    nothing(&None::<DateTime>);
    nothing(&None::<Price>);
    nothing(&None::<Json<serde_json::Value>>);
    nothing(&None::<Leaf>);
    nothing(&None::<BTreeMap<String, i64>>);
    nothing(&None::<Vec<i64>>);
}

#[test]
fn absent_list_in_every_form() {
    nothing(&Vec::<i64>::new());
    nothing(&Vec::<String>::new());
    nothing(&Vec::<Leaf>::new());
    nothing(&Vec::<Vec<Leaf>>::new());
}

#[test]
fn empty_map_in_every_form() {
    nothing(&BTreeMap::<String, i64>::new());
    nothing(&BTreeMap::<String, Leaf>::new());
    nothing(&Vec::<BTreeMap<String, i64>>::new());
}

/// A map that is not there at all is empty too.
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

/// `null` is no text, an empty text is one; so is an empty element.
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

/// One member, so that an empty element and an element of nothing but blanks are told apart from a leaf.
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
