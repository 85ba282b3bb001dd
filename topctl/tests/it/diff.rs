//! `topctl diff`.

use serde_json::Value;

use crate::folder::{DEFINITION, Folder};

#[test]
fn compatible_changes_exit_with_code_0() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["diff", "page.txt", "docs/deep/page.md"]).done(), "no change\n");
    folder.write("new.json", DEFINITION.replace("\"maxListSize\": 20", "\"maxListSize\": 50"));
    let lines = folder.run(&["diff", "stock.json", "new.json"]).done();
    assert_eq!(lines, "compatible: request `warehouses[]`: max_items 20 -> 50\n");
}

#[test]
fn breaking_changes_exit_with_code_3() {
    let folder = Folder::new();
    folder.write("new.json", DEFINITION.replace("\"maxLength\": 32", "\"maxLength\": 16"));
    let ran = folder.run(&["diff", "stock.json", "new.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, "breaking: request `sku`: max_len 32 -> 16\n"));
    assert_eq!(folder.run(&["diff", "new.json", "stock.json"]).code, 0);
}

#[test]
fn changes_are_printed_as_json() {
    let folder = Folder::new();
    folder.write("new.json", DEFINITION.replace("\"Number\"", "\"String\""));
    let ran = folder.run(&["diff", "stock.json", "new.json", "--format", "json"]);
    let changes: Value = serde_json::from_str(&ran.stdout).unwrap();
    let change = &changes[0];
    assert_eq!((ran.code, changes.as_array().unwrap().len()), (3, 1));
    for (key, value) in [
        ("effect", "breaking"),
        ("side", "response"),
        ("path", "stocks[].quantity"),
        ("what", "type"),
        ("before", "Number"),
        ("after", "String"),
    ] {
        assert_eq!(change[key], value, "{key}");
    }
}
