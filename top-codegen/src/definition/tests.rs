use std::fmt::Write as _;

use crate::model::{Field, FieldType, Limits, Session};
use crate::{Document, read};

fn document(text: &str) -> Document {
    read("ticket.json", text.as_bytes()).expect("a definition")
}

fn rejected(text: &str) -> String {
    read("ticket.json", text.as_bytes()).expect_err("no definition").to_string()
}

/// Returns a definition with these `requestParams`.
fn with_request(params: &str) -> String {
    format!("{{\"name\": \"example.ticket.create\",\n\"requestParams\": {params}}}")
}

#[test]
fn definition_fields_have_their_lines() {
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
fn values_of_other_json_types_are_converted() {
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
fn invalid_limits_are_dropped_with_a_warning() {
    let text = with_request(
        "[{\"name\": \"a\", \"minValue\": 5, \"maxValue\": 1,\n\"maxLength\": \"long\", \"required\": \"maybe\"}]",
    );
    let Document { api, warnings } = document(&text);
    assert_eq!((&api.request[0].limits, api.request[0].required), (&Limits::default(), false));
    let expected: Vec<_> = warnings
        .iter()
        .map(|diagnostic| format!("{:?} {}", diagnostic.line(), diagnostic.message()))
        .collect();
    assert_eq!(
        expected,
        [
            "Some(3) expected `true` or `false` in `required`, found \"maybe\": taken as `false`",
            "Some(3) expected a whole number in `maxLength`, found \"long\": the limit is left out",
            "Some(2) `minValue` 5 is above `maxValue` 1: both limits are left out",
        ]
    );
}

#[test]
fn duplicate_names_are_kept_with_a_warning() {
    let document = document(&with_request(
        "[{\"name\": \"a\"},\n{\"name\": \"b\"},\n{\"name\": \"a\", \"type\": \"Date\"}]",
    ));
    assert_eq!(document.api.request.len(), 3);
    let warning = &document.warnings[0];
    assert_eq!((warning.line(), warning.message()), (Some(4), "`a` is a duplicate of line 2"));
}

#[test]
fn truncated_file_is_reported_as_such() {
    let text = with_request("[\n{\"name\": \"a\",\n\"type\": \"Str");
    let text = text.trim_end_matches('}');
    assert_eq!(
        rejected(text),
        "ticket.json:4: the JSON ends too early: EOF while parsing a string (help: the file was cut off; download \
         or copy it again, as a whole)"
    );
}

#[test]
fn json_error_has_its_line() {
    assert!(rejected("{\n\"name\" \"x\"}").starts_with("ticket.json:2: invalid JSON: expected `:`"));
    assert!(rejected("{} {}").starts_with("ticket.json:1: invalid JSON: trailing characters"));
    let inner = with_request("[\n{\"name\": \"a\", \"description\": \"\\ud800\"}]");
    assert!(rejected(&inner).starts_with("ticket.json:3: invalid JSON"), "{}", rejected(&inner));
}

#[test]
fn other_json_documents_are_named_in_the_error() {
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
        assert!(rejected(text).contains(found), "{text}: {}", rejected(text));
    }
}

#[test]
fn invalid_wire_names_are_errors() {
    for (params, line, expected) in [
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
        let error = rejected(&with_request(params));
        assert!(
            error.starts_with(&format!("ticket.json:{line}: ")) && error.contains(expected),
            "{params}: {error}"
        );
    }
}

#[test]
fn method_names_are_validated() {
    for (name, expected) in [
        ("\"\"", "it is empty"),
        ("\"example..create\"", "a part between dots is empty"),
        ("\"open a ticket\"", "it has ' '"),
        ("null", "expected the API's name in `name`, found none"),
    ] {
        let error = rejected(&format!("{{\n\"name\": {name}, \"requestParams\": []}}"));
        assert!(error.contains(expected), "{name}: {error}");
    }
    let named = |name: &str| document(&format!("{{\"name\": {name:?}, \"responseParams\": []}}")).api.method;
    assert_eq!(named("example.ticket-desk.Open.2013-02-21"), "example.ticket-desk.Open.2013-02-21");
}

#[test]
fn reference_to_an_enclosing_object_is_a_cycle() {
    for target in ["@", "..", "../..", "$", "$.requestParams[0]", "$.requestParams"] {
        let params =
            format!("[{{\"name\": \"a\", \"type\": \"Node\", \"subParams\": [\n{{\"$ref\": {target:?}}}]}}]");
        let error = rejected(&with_request(&params));
        assert!(error.starts_with("ticket.json:3: ") && error.contains("a cycle"), "{error}");
    }
    let members = "[{\"name\": \"a\", \"subParams\": {\"$ref\": \"$.requestParams\"}}]";
    assert!(rejected(&with_request(members)).contains("a cycle"));
    let beside = "[{\"name\": \"a\"}, {\"$ref\": \"$.requestParams[0]\"}]";
    assert!(rejected(&with_request(beside)).contains("expected a field, found the reference"));
}

#[test]
fn endless_nesting_is_an_error_and_deep_nesting_is_not() {
    let nested = |depth: usize| {
        let mut text = String::new();
        for level in 0..depth {
            let _ = writeln!(text, "[{{\"name\": \"n{level}\", \"type\": \"Node\", \"subParams\":");
        }
        with_request(&(text + "[]" + &"}]".repeat(depth)))
    };
    assert_eq!(document(&nested(63)).api.request[0].fields.len(), 1);
    for depth in [64, 200, 5_000] {
        let error = rejected(&nested(depth));
        assert!(error.starts_with("ticket.json:66: fields are nested more than 64 levels deep"), "{error}");
    }
}

#[test]
fn recursive_type_is_valid() {
    let text = with_request(
        r#"[{"name": "node", "type": "Node", "subParams": [{"name": "children", "type": "Node[]"}]}]"#,
    );
    assert_eq!(document(&text).api.request[0].fields[0].ty.element(), "Node");
}
