//! Derives that cannot compile are errors, and nothing is written.

use crate::folder::Folder;

const DATES: &str = r#"{"name": "example.date.get", "requestParams": [{"name": "day", "type": "Date", "required": true},
{"name": "status", "type": "Number", "description": "1:open,2:closed"}]}"#;

#[test]
fn underivable_traits_are_errors() {
    let folder = Folder::new();
    folder.write("date.json", DATES);
    for (derive, message) in [
        (
            "serde::Serialize",
            "`Serialize` cannot be derived: `DateTime` of top-runtime does not implement it",
        ),
        ("Deserialize", "`Deserialize` cannot be derived: `DateTime` of top-runtime"),
        ("Default", "`Default` cannot be derived: the module has enums of codes"),
        ("Ord", "`Ord` cannot be derived: it needs `Eq` and `PartialOrd`"),
        ("Display", "`Display` cannot be derived: it is not a standard derive"),
    ] {
        let errors = folder.run(&["add", "date.json", "--derive", derive, "--out", "apis.rs"]).refused();
        assert!(errors.contains(message) && errors.contains("--> date.json"), "{derive}: {errors}");
        assert!(folder.made().iter().all(|file| file != "apis.rs"), "{derive}");
    }
    for derive in ["Eq", "Eq,Hash", "Eq,PartialOrd,Ord", "Clone,TopValue", "schemars::JsonSchema"] {
        folder.run(&["add", "date.json", "--derive", derive]).done();
    }
}
