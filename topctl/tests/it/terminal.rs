//! Terminal output: colours on request, and no control characters of documents.

use crate::folder::{DEFINITION, Folder, Ran};

const ESCAPES: &str = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\u{202e}";

fn is_safe(text: &str) -> bool {
    text.chars().all(|char| char == '\n' || (!char.is_control() && char != '\u{202e}'))
}

#[test]
fn escape_sequences_of_documents_are_not_printed() {
    let folder = Folder::new();
    let quoted = serde_json::to_string(ESCAPES).unwrap();
    let described = DEFINITION.replace("查一个商品", quoted.trim_matches('"'));
    let name = format!("{ESCAPES}.json");
    let missing = format!("{ESCAPES}.txt");
    folder.write(
        &name,
        DEFINITION.replace("\"sku\"", "\"s k\"").replace("商品编码", &format!("x{}", &ESCAPES[2..])),
    );
    folder.write("described.json", &described);
    for args in [&["add", name.as_str()][..], &["add", &missing], &["schema", &name]] {
        let errors = folder.run(args).refused();
        assert!(is_safe(&errors), "{errors:?}");
    }
    for args in [
        &["add", "described.json"][..],
        &["diff", "stock.json", "described.json"],
        &["schema", "described.json"],
    ] {
        let ran = folder.run(args);
        assert!(is_safe(&ran.stdout) && is_safe(&ran.stderr), "{:?}", ran.stdout);
    }
}

#[test]
fn errors_are_coloured_on_request_only() {
    let folder = Folder::new();
    let plain = folder.run(&["add", "missing.txt"]).stderr;
    assert!(is_safe(&plain));
    let forced = Ran::of(folder.command().args(["add", "missing.txt"]).env("CLICOLOR_FORCE", "1")).stderr;
    assert!(forced.contains("\u{1b}["));
    let refused =
        folder.command().args(["add", "missing.txt"]).env("CLICOLOR_FORCE", "0").env("NO_COLOR", "1");
    assert_eq!(Ran::of(refused).stderr, plain);
}

#[test]
fn quiet_does_not_hide_errors() {
    let folder = Folder::new();
    let twice = DEFINITION.replace("\"warehouses\"", "\"sku\"");
    folder.write("twice.json", twice);
    let warned = folder.run(&["add", "twice.json"]);
    assert!(
        warned.stderr.contains("warning: `sku` is a duplicate") && warned.stderr.contains("--> twice.json:7")
    );
    assert_eq!(folder.run(&["--quiet", "add", "twice.json"]).stderr, "");
    assert!(folder.run(&["--quiet", "add", "missing.txt"]).refused().contains("error: no such file"));
}
