use crate::model::{FieldType, HttpMethod, Kind, Limits, Protocol, Session};
use crate::{Document, read};

/// An API with one parameter, one member and one error code, as the document service gives it.
const DEPOT: &str = r#"{
  "data": {
    "authType": 1,
    "apiList": [{
      "path": "/depot/get",
      "method": "get",
      "title": "GetDepot",
      "desc": "Use this API to get a depot.",
      "parameters": {"data": [
        {"name": "depot_id", "type": "Number", "required": true, "desc": "the id", "children": []}
      ], "id": 1},
      "outputParameters": {"data": [
        {"name": "data", "type": "Object", "required": true, "desc": "", "children": [
          {"name": "size", "type": "Number", "required": false, "desc": "in cubic metres", "children": null}
        ]}
      ]},
      "examples": {"data": [{
        "input": [{"paramName": "depot_id", "demo": "7", "minValue": "1", "maxValue": null, "enumValue": "[7,8]",
          "defaultValue": "7", "maxSize": "", "serviceParamPath": "java.lang.Long", "children": []}],
        "output": [{"paramName": "data", "demo": "{}", "children": [
          {"paramName": "size", "demo": "1", "serviceParamPath": "java.math.BigDecimal"}
        ]}]
      }]},
      "errorCodes": {"data": [{"code": "D1", "codeDesc": "\"D1: no depot\"", "solution": "ask"}, {"code": ""}]},
      "endpointParams": {"data": [{"name": "Here", "desc": "https://api.example.com/rest"}, {"desc": "none"}]}
    }]
  },
  "success": true
}"#;

fn document(text: &str) -> Document {
    read("depot.json", text.as_bytes()).expect("a definition")
}

fn rejected(text: &str) -> String {
    read("depot.json", text.as_bytes()).expect_err("no definition").to_string()
}

#[test]
fn definition_has_path_types_examples_and_codes() {
    let Document { api, warnings } = document(DEPOT);
    assert_eq!(warnings, []);
    assert_eq!((api.method.as_str(), api.protocol), ("/depot/get", Protocol::IopRest(HttpMethod::Get)));
    assert_eq!((api.title.as_str(), api.session), ("GetDepot", Session::Required));
    let id = &api.request[0];
    assert_eq!((id.name.as_str(), id.required, id.example.as_str(), id.line), ("depot_id", true, "7", 10));
    assert_eq!(id.description, "the id\nValues: 7, 8.\nDefault: 7.");
    assert_eq!(id.limits, Limits { min: Some(1), ..Limits::default() });
    assert_eq!(api.response[0].fields[0].ty.kind(), &Kind::Decimal);
    let [code] = api.error_codes.as_slice() else { panic!("one code") };
    assert_eq!(
        (code.code.as_str(), code.description.as_str(), code.solution.as_str()),
        ("D1", "D1: no depot", "ask")
    );
    let [gateway] = api.gateways.as_slice() else { panic!("one gateway") };
    assert_eq!((gateway.name.as_str(), gateway.url.as_str()), ("Here", "https://api.example.com/rest"));
}

#[test]
fn an_api_without_its_envelopes_is_read() {
    let envelope: serde_json::Value = serde_json::from_str(DEPOT).expect("JSON");
    let whole = document(DEPOT).api;
    for (inner, session) in
        [(&envelope["data"], Session::Required), (&envelope["data"]["apiList"][0], Session::Unknown)]
    {
        let api = document(&inner.to_string()).api;
        assert_eq!((api.method, api.session), (whole.method.clone(), session));
        assert_eq!(api.error_codes, whole.error_codes);
    }
}

#[test]
fn session_follows_the_common_parameter_before_the_kind_of_authorisation() {
    for (required, session) in [("true", Session::Required), ("false", Session::NotRequired)] {
        let common = format!(
            "\"path\": \"/depot/get\", \"commonParameters\": {{\"data\": [{{\"name\": \"access_token\", \"required\": {required}}}]}}"
        );
        assert_eq!(document(&DEPOT.replace("\"path\": \"/depot/get\"", &common)).api.session, session);
    }
    assert_eq!(
        document(&DEPOT.replace("\"authType\": 1", "\"authType\": 0")).api.session,
        Session::NotRequired
    );
}

#[test]
fn a_dotted_name_is_a_method_of_iop() {
    let api = document(&DEPOT.replace("/depot/get", "example.depot.get")).api;
    assert_eq!((api.method.as_str(), api.protocol), ("example.depot.get", Protocol::IopSync));
}

#[test]
fn a_variable_of_the_path_becomes_a_required_parameter() {
    let Document { api, warnings } = document(&DEPOT.replace("/depot/get", "/depots/{depot_no}"));
    let variable = api.request.last().expect("a parameter");
    assert_eq!((variable.name.as_str(), variable.required), ("depot_no", true));
    assert_eq!(variable.ty, FieldType::parse("String"));
    assert_eq!(warnings.len(), 1);
}

#[test]
fn fields_without_names_are_left_out_with_a_warning() {
    let Document { api, warnings } = document(&DEPOT.replace("\"name\": \"size\"", "\"name\": \" \""));
    assert_eq!(api.response[0].fields, []);
    assert_eq!(warnings[0].line(), Some(14));
}

#[test]
fn damaged_and_foreign_definitions_are_rejected_with_their_lines() {
    for (text, expected) in [
        (DEPOT[..DEPOT.len() / 2].to_owned(), "depot.json:18: the JSON ends too early"),
        (DEPOT.replace("\"/depot/get\"", "\"depot\""), "depot.json:5: expected the API's path in `path`"),
        (r#"{"data": {"apiList": []}}"#.to_owned(), "depot.json:1: expected an API in `apiList`, found none"),
        (
            r#"{"data": null, "apiList": null, "errorMessage": "no such doc"}"#.to_owned(),
            "found the error \"no such doc\"",
        ),
        (r#"{"apiList": [{}, {}]}"#.to_owned(), "expected one API in `apiList`, found 2"),
    ] {
        let found = rejected(&text);
        assert!(found.contains(expected), "{found}");
    }
}
