//! Exports are valid for other tools and match the documents.

#![allow(clippy::expect_used, clippy::unwrap_used)] // what is not expected fails the test

#[path = "pages/folders.rs"]
mod folders;

use serde_json::{Value, json};
use top_codegen::export::{json_schema, openapi};
use top_codegen::model::Session;
use top_codegen::{Api, read};

/// An API with nested objects, lists, joined lists, a file, a recursive type and limits.
const TICKET: &str = r#"{
  "name": "example.ticket.create",
  "apiChineseName": "Open a ticket",
  "description": "Opens a ticket for a buyer.",
  "requestParams": [
    {"name": "title", "type": "String", "required": true, "maxLength": 40, "description": "what it is about"},
    {"name": "urgency", "type": "Number", "minValue": 1, "maxValue": 5},
    {"name": "tags", "type": "String[]", "maxListSize": 3},
    {"name": "items", "type": "TicketItem[]", "maxListSize": 20, "description": "the goods", "subParams": [
      {"name": "sku", "type": "String", "required": true},
      {"name": "parts", "type": "TicketItem[]"}
    ]},
    {"name": "open_from", "type": "Date"}
  ],
  "responseParams": [
    {"name": "result", "type": "Result", "subParams": [
      {"name": "id", "type": "Number"},
      {"name": "price", "type": "BigDecimal"},
      {"name": "notes", "type": "NoteDTO[]", "subParams": [{"name": "text", "type": "String"}]},
      {"name": "first_note", "type": "NoteDTO", "subParams": [{"name": "text", "type": "String"}]},
      {"name": "inner", "type": "Result", "subParams": [{"name": "code", "type": "String"}]}
    ]}
  ]
}"#;

fn api(text: &str) -> Api {
    read("example.json", text.as_bytes()).expect("a definition").api
}

fn ticket() -> Api {
    api(TICKET)
}

/// Returns a validator for one schema of a document.
fn validator(document: &Value, pointer: &str) -> jsonschema::Validator {
    let mut schema = document.clone();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["$ref"] = pointer.into();
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn openapi_export_parses_with_an_openapi_library() {
    let document = openapi(&[ticket(), api(r#"{"name": "example.time.get", "responseParams": []}"#)]);
    let spec = oas3::from_json(document.to_string()).expect("OpenAPI");
    spec.validate_version().expect("a version");
    let ids: Vec<_> =
        spec.operations().filter_map(|(_, _, operation)| operation.operation_id.clone()).collect();
    assert_eq!(ids, ["example_ticket_create", "example_time_get"]);
    for (_, _, operation) in spec.operations() {
        let names: Vec<_> = operation
            .parameters(&spec)
            .expect("parameters")
            .into_iter()
            .map(|parameter| parameter.name)
            .collect();
        assert_eq!(names, ["method", "timestamp", "v", "format", "sign_method"]);
    }
}

#[test]
fn every_exported_schema_is_valid() {
    let api = ticket();
    let exported = json_schema(std::slice::from_ref(&api));
    jsonschema::meta::validate(&exported).expect("JSON Schema");
    for schema in openapi(&[api])["components"]["schemas"].as_object().unwrap().values() {
        jsonschema::draft202012::meta::validate(schema).expect("JSON Schema");
    }
}

#[test]
fn request_schema_accepts_valid_and_rejects_invalid_requests() {
    let document = json_schema(&[ticket()]);
    let validator = validator(&document, "#/$defs/example.ticket.create.request");
    let good = json!({
        "title": "Broken cup", "urgency": 5, "tags": ["a", "b"], "open_from": "2024-02-29 08:00:00",
        "items": [{"sku": "cup", "parts": [{"sku": "handle", "parts": []}]}],
    });
    assert!(validator.is_valid(&good));
    for (pointer, bad) in [
        ("/title", json!("x".repeat(41))),
        ("/urgency", json!(6)),
        ("/urgency", json!("5")),
        ("/tags", json!(["a", "b", "c", "d"])),
        ("/open_from", json!("2024-02-29")),
        ("/items/0", json!({"parts": []})),
        ("/items/0/parts/0", json!({"sku": 1})),
    ] {
        let mut request = good.clone();
        *request.pointer_mut(pointer).unwrap() = bad;
        assert!(!validator.is_valid(&request), "{request}");
    }
    assert!(!validator.is_valid(&json!({"urgency": 1})));
}

#[test]
fn reply_schema_includes_root_and_list_wrappers() {
    let (openapi, json_schema) = (openapi(&[ticket()]), json_schema(&[ticket()]));
    for validator in [
        validator(&openapi, "#/components/schemas/example.ticket.create.response"),
        validator(&json_schema, "#/$defs/example.ticket.create.response"),
    ] {
        let reply = json!({"example_ticket_create_response": {"request_id": "r1", "result": {
            "id": 1, "price": "0.50",
            "notes": {"note_d_t_o": [{"text": "hello"}]}, "first_note": {"text": "hello"}, "inner": {"code": "0"},
        }}});
        assert!(validator.is_valid(&reply));
        let mut unwrapped = reply.clone();
        unwrapped["example_ticket_create_response"]["result"]["notes"] = json!([{"text": "hello"}]);
        assert!(!validator.is_valid(&unwrapped));
        assert!(!validator.is_valid(&json!({"error_response": {"code": 7, "msg": "App Call Limited"}})));
    }
    let error = validator(&openapi, "#/components/schemas/error_response");
    assert!(error.is_valid(&json!({"error_response": {"code": 7, "msg": "App Call Limited"}})));
}

#[test]
fn equal_objects_share_a_type_and_different_ones_get_numbered_names() {
    let document = json_schema(&[ticket()]);
    let names: Vec<_> = document["$defs"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "example.ticket.create.request",
            "example.ticket.create.request.TicketItem",
            "example.ticket.create.response",
            "example.ticket.create.response.Result",
            "example.ticket.create.response.NoteDTO",
            "example.ticket.create.response.Result2",
        ]
    );
    let parts = &document["$defs"]["example.ticket.create.request.TicketItem"]["properties"]["parts"];
    assert_eq!(parts["items"]["$ref"], "#/$defs/example.ticket.create.request.TicketItem");
}

#[test]
fn form_encodes_objects_as_json_and_joins_lists() {
    let document = openapi(&[ticket()]);
    let body = &document["paths"]["/router/rest#example.ticket.create"]["post"]["requestBody"];
    let form = &body["content"]["application/x-www-form-urlencoded"];
    let items = &form["schema"]["properties"]["items"];
    assert_eq!((&items["type"], &items["contentMediaType"]), (&json!("string"), &json!("application/json")));
    assert_eq!(
        (&items["contentSchema"]["type"], &items["description"]),
        (&json!("array"), &json!("the goods"))
    );
    assert_eq!(form["encoding"], json!({"tags": {"style": "form", "explode": false}}));
    assert_eq!((&form["schema"]["required"], &body["required"]), (&json!(["title"]), &json!(true)));
}

#[test]
fn file_parameters_require_multipart() {
    let api = api(r#"{"name": "example.file.put", "requestParams": [{"name": "file", "type": "byte []"}]}"#);
    let document = openapi(&[api]);
    let content = &document["paths"]["/router/rest#example.file.put"]["post"]["requestBody"]["content"];
    let file = &content["multipart/form-data"]["schema"]["properties"]["file"];
    assert_eq!(file["contentMediaType"], "application/octet-stream");
}

#[test]
fn security_follows_the_documented_session() {
    for (session, asked) in [
        (Session::Required, json!([{"app_key": [], "sign": [], "session": []}])),
        (Session::NotRequired, json!([{"app_key": [], "sign": []}])),
        (Session::Unknown, json!([{"app_key": [], "sign": []}, {"app_key": [], "sign": [], "session": []}])),
    ] {
        let document = openapi(&[Api { session, ..ticket() }]);
        assert_eq!(document["paths"]["/router/rest#example.ticket.create"]["post"]["security"], asked);
    }
}

#[test]
fn examples_are_converted_to_their_types() {
    let mut api = ticket();
    for (field, example) in api.request.iter_mut().zip(["Cup", "3", "a,b", "[{}]", "tomorrow"]) {
        field.example = example.to_owned();
    }
    let document = json_schema(&[api]);
    let properties = &document["$defs"]["example.ticket.create.request"]["properties"];
    let examples = |name: &str| properties[name].get("examples").cloned();
    assert_eq!(examples("title"), Some(json!(["Cup"])));
    assert_eq!(examples("urgency"), Some(json!([3])));
    assert_eq!(examples("tags"), Some(json!([["a", "b"]])));
    assert_eq!((examples("items"), examples("open_from")), (None, None));
}

/// Returns the targets of all `$ref` of a document.
fn references(document: &Value) -> Vec<&str> {
    match document {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(reference) if name == "$ref" => vec![reference.as_str()],
                value => references(value),
            })
            .collect(),
        Value::Array(elements) => elements.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn all_definitions_export_as_one_valid_document() {
    let definition = |path: std::path::PathBuf| {
        let text = std::fs::read(&path).unwrap();
        read(&path.to_string_lossy(), &text).unwrap_or_else(|error| panic!("{error}")).api
    };
    let apis: Vec<Api> = folders::documents("metadata", "json").into_iter().map(definition).collect();
    let document = openapi(&apis);
    let spec = oas3::from_json(document.to_string()).expect("OpenAPI");
    assert_eq!(spec.operations().count(), apis.len());
    let exported = json_schema(&apis);
    jsonschema::meta::validate(&exported).expect("JSON Schema");
    for document in [document, exported] {
        for reference in references(&document) {
            assert!(document.pointer(&reference[1..]).is_some(), "{reference} leads nowhere");
        }
    }
}

/// Returns a document of `tests/documents/iop`.
fn iop(path: &str) -> Api {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/iop").join(path);
    read(path, &std::fs::read(file).expect("a document")).expect("an API").api
}

#[test]
fn apis_with_a_path_have_their_path_http_method_and_servers() {
    let apis = [iop("lazada/parcel-api.getparcel.json"), iop("lazada/label-api.uploadlabel.json"), ticket()];
    let document = openapi(&apis);
    oas3::from_json(document.to_string()).expect("OpenAPI");
    let paths = document["paths"].as_object().unwrap();
    let names: Vec<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(names, ["/parcels/{parcel_id}/stops", "/label/upload", "/router/rest#example.ticket.create"]);

    let mut names = document["components"]["schemas"].as_object().unwrap().keys();
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-');
    assert_eq!(names.find(|name| !name.chars().all(is_plain)), None);

    let stops = &paths["/parcels/{parcel_id}/stops"];
    assert_eq!(
        stops["servers"][0],
        json!({"url": "https://api.example.sg/rest", "description": "Singapore"})
    );
    let get = &stops["get"];
    let places: Vec<_> = get["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|parameter| Some((parameter["name"].as_str()?, parameter["in"].as_str()?)))
        .collect();
    let expected =
        [("parcel_id", "path"), ("language", "query"), ("stop_types", "query"), ("page_size", "query")];
    assert_eq!(places, expected);
    assert_eq!((&get["parameters"][0]["required"], &get["requestBody"]), (&json!(true), &Value::Null));
    assert_eq!(get["parameters"][2]["schema"]["contentMediaType"], "application/json");
    assert_eq!(get["security"], json!([{"app_key": [], "sign": [], "access_token": []}]));
    assert_eq!(get["parameters"][4]["$ref"], "#/components/parameters/iop_timestamp");

    let upload = &paths["/label/upload"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"];
    assert_eq!(upload["required"], json!(["file_name", "content", "parcel_ids"]));
    assert_eq!(upload["properties"]["parcel_ids"]["contentSchema"]["type"], "array");
}

#[test]
fn replies_of_iop_have_no_root_and_plain_lists() {
    let apis = [iop("lazada/parcel-api.getparcel.json"), iop("aliexpress/example.parcel.price.query.md")];
    let (openapi, json_schema) = (openapi(&apis), json_schema(&apis));
    for document in [(&openapi, "#/components/schemas/"), (&json_schema, "#/$defs/")] {
        let flat = validator(document.0, &format!("{}rest.parcels._parcel_id_.stops.response", document.1));
        assert!(
            flat.is_valid(&json!({"code": "0", "success": true, "data": {"stops": [{"depot": "SIN-1"}]}}))
        );
        assert!(!flat.is_valid(&json!({"data": {"stops": {"object": []}}})));
        let simplified = validator(document.0, &format!("{}example.parcel.price.query.response", document.1));
        assert!(
            simplified.is_valid(&json!({"resp_result": {"resp_code": 200, "result": {"depot_ids": [1]}}}))
        );
    }
    let method = &openapi["paths"]["/sync#example.parcel.price.query"]["post"]["parameters"];
    assert_eq!(method[0]["schema"]["const"], "example.parcel.price.query");
}

#[test]
fn topics_are_schemas_of_messages_and_no_paths() {
    let topic = api(
        r#"{"topic": "example_parcel_Lost", "fields": [{"name": "id", "type": "Number", "required": true}]}"#,
    );
    let document = json_schema(std::slice::from_ref(&topic));
    let messages = validator(&document, "#/$defs/example_parcel_Lost.response");
    assert!(messages.is_valid(&json!({"id": 7})) && !messages.is_valid(&json!({})));
    assert_eq!(openapi(&[topic])["paths"], json!({}));
}
