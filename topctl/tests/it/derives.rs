//! Derives that cannot compile are errors, and nothing is written.

use crate::folder::Folder;

const DATES: &str = r#"{"name": "example.date.get", "requestParams": [{"name": "day", "type": "Date", "required": true},
{"name": "status", "type": "Number", "description": "1:open,2:closed"}]}"#;

const FILE: &str =
    r#"{"name": "example.file.add", "requestParams": [{"name": "img", "type": "byte[]", "required": true}]}"#;

#[test]
fn underivable_traits_are_errors() {
    let folder = Folder::new();
    folder.write("date.json", DATES);
    for (derive, message) in [
        ("Default", "`Default` cannot be derived: the module has enums of codes"),
        ("Ord", "`Ord` cannot be derived: it needs `Eq` and `PartialOrd`"),
        ("Display", "`Display` cannot be derived: it is not a standard derive"),
    ] {
        let errors = folder.run(&["add", "date.json", "--derive", derive, "--out", "apis.rs"]).refused();
        assert!(errors.contains(message) && errors.contains("--> date.json"), "{derive}: {errors}");
        assert!(folder.made().iter().all(|file| file != "apis.rs"), "{derive}");
    }
    for derive in [
        "Eq",
        "Eq,Hash",
        "Eq,PartialOrd,Ord",
        "Serialize,serde::Deserialize",
        "Clone,TopValue",
        "schemars::JsonSchema",
    ] {
        folder.run(&["add", "date.json", "--derive", derive]).done();
    }
}

#[test]
fn files_have_no_serde() {
    let folder = Folder::new();
    folder.write("file.json", FILE);
    let errors = folder.run(&["add", "file.json", "--derive", "serde::Serialize"]).refused();
    let message = "`Serialize` cannot be derived: `File` of top-runtime does not implement it";
    assert!(errors.contains(message) && errors.contains("--> file.json"), "{errors}");
}
