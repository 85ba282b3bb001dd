use std::fmt::Write as _;

use crate::model::{Field, FieldType, Limits, Session};
use crate::{Document, read};

fn document(text: &str) -> Document {
    read("ticket.json", text.as_bytes()).expect("a definition")
}

fn refused(text: &str) -> String {
    read("ticket.json", text.as_bytes()).expect_err("no definition").to_string()
}

/// A definition whose `requestParams` are these.
fn with_request(params: &str) -> String {
    format!("{{\"name\": \"example.ticket.create\",\n\"requestParams\": {params}}}")
}

#[test]
fn a_definition_is_read_with_its_lines() {
    let text = r#"{
  "requestParams": [
    {
      "subParams": [
        {"name": "sku", "type": "String", "maxLength": 32}
      ],
      "name": "items",
      "type": "TicketItem []",
      "description": " the goods ",
      "required": true,
      "maxListSize": 20
    }
  ],
  "name": "example.ticket.create",
  "apiChineseName": "Open a ticket",
  "description": "Opens one.",
  "id": 7
}"#;
    let Document { api, warnings } = document(text);
    assert_eq!((api.method.as_str(), api.title.as_str()), ("example.ticket.create", "Open a ticket"));
    assert_eq!((api.description.as_str(), api.session), ("Opens one.", Session::Unknown));
    let sku = Field {
        name: "sku".to_owned(),
        ty: FieldType::parse("String"),
        required: false,
        example: String::new(),
        description: String::new(),
        limits: Limits { max_len: Some(32), ..Limits::default() },
        fields: Vec::new(),
        line: 5,
    };
    let items = Field {
        name: "items".to_owned(),
        ty: FieldType::parse("TicketItem[]"),
        required: true,
        description: "the goods".to_owned(),
        limits: Limits { max_items: Some(20), ..Limits::default() },
        fields: vec![sku.clone()],
        line: 7,
        ..sku
    };
    assert_eq!(api.request, [items]);
    assert!(api.response.is_empty() && warnings.is_empty());
}

#[test]
fn values_written_otherwise_are_read() {
    let text = with_request(
        r#"[{"name": "a", "type": null, "required": 1, "minValue": "1", "maxValue": "9", "unit": {"x": []}},
            {"name": "b", "type": "Number", "required": "true", "subParams": null, "description": 12}]"#,
    );
    let document = document(&text);
    let [a, b] = document.api.request.as_slice() else { panic!("two fields") };
    assert!(a.required && b.required && document.warnings.is_empty());
    assert_eq!((a.limits.min, a.limits.max, a.ty.spelled()), (Some(1), Some(9), ""));
    assert_eq!((b.description.as_str(), b.fields.len()), ("12", 0));
}

#[test]
fn what_limits_nothing_is_left_out_with_a_warning() {
    let text = with_request(
        "[{\"name\": \"a\", \"minValue\": 5, \"maxValue\": 1,\n\"maxLength\": \"long\", \"required\": \"maybe\"}]",
    );
    let Document { api, warnings } = document(&text);
    assert_eq!((&api.request[0].limits, api.request[0].required), (&Limits::default(), false));
    let said: Vec<_> = warnings
        .iter()
        .map(|diagnostic| format!("{:?} {}", diagnostic.line(), diagnostic.message()))
        .collect();
    assert_eq!(
        said,
        [
            "Some(3) expected `true` or `false` in `required`, found \"maybe\": taken as `false`",
            "Some(3) expected a whole number in `maxLength`, found \"long\": the limit is left out",
            "Some(2) `minValue` 5 is above `maxValue` 1: both limits are left out",
        ]
    );
}

#[test]
fn a_name_given_twice_is_kept_and_named() {
    let document = document(&with_request(
        "[{\"name\": \"a\"},\n{\"name\": \"b\"},\n{\"name\": \"a\", \"type\": \"Date\"}]",
    ));
    assert_eq!(document.api.request.len(), 3);
    let warning = &document.warnings[0];
    assert_eq!((warning.line(), warning.message()), (Some(4), "`a` is named again; line 2 has it too"));
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let text = with_request("[\n{\"name\": \"a\",\n\"type\": \"Str");
    let text = text.trim_end_matches('}');
    assert_eq!(
        refused(text),
        "ticket.json:4: the JSON ends too early: EOF while parsing a string (help: the file was cut off; download \
         or copy it again, as a whole)"
    );
}

#[test]
fn a_mistake_in_the_json_has_its_line() {
    assert!(
        refused("{\n\"name\" \"x\"}")
            .starts_with("ticket.json:2: expected JSON, found a mistake: expected `:`")
    );
    assert!(
        refused("{} {}").starts_with("ticket.json:1: expected JSON, found a mistake: trailing characters")
    );
    let inner = with_request("[\n{\"name\": \"a\", \"description\": \"\\ud800\"}]");
    assert!(
        refused(&inner).starts_with("ticket.json:3: expected JSON, found a mistake"),
        "{}",
        refused(&inner)
    );
}

#[test]
fn other_json_is_called_by_its_name() {
    for (text, found) in [
        ("{}", "found an empty one"),
        ("{\"id\": 25300}", "found an empty one"),
        ("{\"openapi\": \"3.1.0\", \"paths\": {}}", "found an OpenAPI document"),
        ("{\"$schema\": \"x\"}", "found a JSON Schema"),
        ("{\"time_get_response\": {}}", "found a reply"),
        ("{\"name\": \"left-pad\", \"version\": \"1\"}", "found an object with \"name\", \"version\""),
        ("{\"success\": true, \"data\": {}}", "save that object as the file"),
        ("\n[{\"name\": \"a.b\"}]", "ticket.json:2: expected one definition (`{`), found a list"),
        ("[]", "found a list"),
    ] {
        assert!(refused(text).contains(found), "{text}: {}", refused(text));
    }
}

#[test]
fn names_that_cannot_be_sent_are_errors() {
    for (params, line, said) in [
        ("[{\n\"type\": \"String\"}]", 2, "expected a field with a name, found one without"),
        ("[{\n\"name\": \"\"}]", 3, "expected a field with a name, found one without"),
        ("[{\"name\": \"a b\"}]", 2, "found \"a b\": it has ' '"),
        ("[{\"name\": \"a\\u001b[31m\"}]", 2, r#"found "a\u{1b}[31m": it has '\u{1b}'"#),
        ("[3]", 2, "expected a field, found the number 3"),
        ("{}", 2, "expected a list of fields in `requestParams`, found an object"),
        ("\"none\"", 2, "expected a list of fields in `requestParams`, found the text \"none\""),
        (
            "[{\"name\": \"a\", \"subParams\": 1}]",
            2,
            "expected a list of fields in `subParams`, found the number 1",
        ),
        ("[{\"name\": \"a\", \"type\": {}}]", 2, "expected text in `type`, found an object"),
    ] {
        let error = refused(&with_request(params));
        assert!(
            error.starts_with(&format!("ticket.json:{line}: ")) && error.contains(said),
            "{params}: {error}"
        );
    }
}

#[test]
fn a_method_is_a_method() {
    for (name, said) in [
        ("\"\"", "it is empty"),
        ("\"example..create\"", "a part between dots is empty"),
        ("\"open a ticket\"", "it has ' '"),
        ("null", "expected the API's name in `name`, found none"),
    ] {
        let error = refused(&format!("{{\n\"name\": {name}, \"requestParams\": []}}"));
        assert!(error.contains(said), "{name}: {error}");
    }
    let named = |name: &str| document(&format!("{{\"name\": {name:?}, \"responseParams\": []}}")).api.method;
    assert_eq!(named("example.ticket-desk.Open.2013-02-21"), "example.ticket-desk.Open.2013-02-21");
}

#[test]
fn a_reference_to_what_holds_it_is_a_cycle() {
    for target in ["@", "..", "../..", "$", "$.requestParams[0]", "$.requestParams"] {
        let params =
            format!("[{{\"name\": \"a\", \"type\": \"Node\", \"subParams\": [\n{{\"$ref\": {target:?}}}]}}]");
        let error = refused(&with_request(&params));
        assert!(error.starts_with("ticket.json:3: ") && error.contains("a cycle"), "{error}");
    }
    let members = "[{\"name\": \"a\", \"subParams\": {\"$ref\": \"$.requestParams\"}}]";
    assert!(refused(&with_request(members)).contains("a cycle"));
    let beside = "[{\"name\": \"a\"}, {\"$ref\": \"$.requestParams[0]\"}]";
    assert!(refused(&with_request(beside)).contains("expected a field, found the reference"));
}

#[test]
fn members_without_an_end_are_an_error_and_deep_ones_are_not() {
    let nested = |depth: usize| {
        let mut text = String::new();
        for level in 0..depth {
            let _ = writeln!(text, "[{{\"name\": \"n{level}\", \"type\": \"Node\", \"subParams\":");
        }
        with_request(&(text + "[]" + &"}]".repeat(depth)))
    };
    assert_eq!(document(&nested(63)).api.request[0].fields.len(), 1);
    for depth in [64, 200, 5_000] {
        let error = refused(&nested(depth));
        assert!(error.starts_with("ticket.json:66: fields stand more than 64 levels deep here"), "{error}");
    }
}

#[test]
fn a_type_that_comes_again_inside_itself_is_legal() {
    let text = with_request(
        r#"[{"name": "node", "type": "Node", "subParams": [{"name": "children", "type": "Node[]"}]}]"#,
    );
    assert_eq!(document(&text).api.request[0].fields[0].ty.element(), "Node");
}
