//! `topctl export`.

use serde_json::Value;

use crate::folder::Folder;

#[test]
fn openapi_has_a_path_per_api() {
    let document: Value =
        serde_json::from_str(&Folder::new().run(&["export", "openapi", "docs"]).done()).unwrap();
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(paths, ["/router/rest#example.stock.get", "/router/rest#example.ticket.create"]);
}

#[test]
fn json_schema_is_written_to_a_file() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["export", "json-schema", "page.txt", "--out", "a.json"]).done(), "");
    let document: Value = serde_json::from_str(&folder.read("a.json")).unwrap();
    assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(document["$defs"]["example.ticket.create.request"]["required"][0], "ticket");
}
