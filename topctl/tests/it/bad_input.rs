//! Invalid documents: a message with file and line, exit code 1, and no output.

use std::fmt::Write as _;

use crate::folder::{DEFINITION, Folder, PAGE};

#[test]
fn invalid_inputs_are_errors_with_their_location() {
    let folder = Folder::new();
    let cut = &DEFINITION[..DEFINITION.find("maxLength").unwrap()];
    for (name, content, place, message) in [
        ("empty.txt", &b""[..], "empty.txt:1", "the file is empty"),
        (
            "photo.jpg",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "photo.jpg:1",
            "expected text in UTF-8, found a PNG image",
        ),
        ("cut.json", cut.as_bytes(), "cut.json:6", "the JSON ends too early"),
        ("page.html", b"<html><body>\n<h1>An API</h1></body></html>", "page.html:1", "found HTML"),
        ("list.json", b"[{}]", "list.json:1", "expected one definition"),
        ("reply.json", b"{\"time_get_response\": {}}", "reply.json:1", "found a reply"),
        ("missing.txt", b"", "missing.txt", "no such file"),
    ] {
        if name != "missing.txt" {
            folder.write(name, content);
        }
        for command in
            [&["add", name][..], &["schema", name], &["diff", name, "page.txt"], &["export", "openapi", name]]
        {
            let errors = folder.run(command).refused();
            assert!(
                errors.contains(&format!("--> {place}")) && errors.contains(message),
                "{command:?}\n{errors}"
            );
        }
    }
}

#[test]
fn incomplete_page_is_an_error_with_its_line() {
    let folder = Folder::new();
    for at in ["响应参数", "  • └ sku\n", "  • String\n  • 必须\n  • 杯子碎了"] {
        folder.write("cut.txt", &PAGE[..PAGE.find(at).unwrap()]);
        let errors = folder.run(&["add", "cut.txt"]).refused();
        assert!(errors.contains("--> cut.txt:"), "{errors}");
    }
}

#[test]
fn cyclic_definition_is_an_error_with_its_line() {
    let folder = Folder::new();
    let referring = "{\"name\": \"example.tree.get\", \"responseParams\": [{\"name\": \"root\", \"type\": \"Node\",\n\
                     \"subParams\": [{\"$ref\": \"$.responseParams[0]\"}]}]}";
    folder.write("cycle.json", referring);
    let errors = folder.run(&["add", "cycle.json"]).refused();
    assert!(errors.contains("cycle.json:2") && errors.contains("a cycle"), "{errors}");

    let mut endless = "{\"name\": \"example.tree.get\", \"responseParams\":\n".to_owned();
    for _ in 0..300 {
        let _ = writeln!(endless, "[{{\"name\": \"child\", \"type\": \"Node\", \"subParams\":");
    }
    folder.write("cycle.json", endless + "[]" + &"}]".repeat(300) + "}");
    let errors = folder.run(&["add", "cycle.json"]).refused();
    assert!(errors.contains("cycle.json:66") && errors.contains("more than 64 levels"), "{errors}");
}

#[test]
fn folder_without_documents_is_an_error() {
    let folder = Folder::new();
    folder.write("code/main.rs", "fn main() {}");
    let errors = folder.run(&["add", "code"]).refused();
    assert!(errors.contains("there is no document in the folder") && errors.contains("--> code"), "{errors}");
}

#[test]
fn errors_of_all_files_are_listed_up_to_100() {
    let folder = Folder::new();
    for index in 0..103 {
        folder.write(&format!("bad/{index:03}.txt"), "");
    }
    let errors = folder.run(&["add", "--strict", "bad", "missing.txt"]).refused();
    assert_eq!(errors.matches("error: the file is empty").count(), 100);
    assert!(
        errors.contains("--> bad/099.txt:1") && errors.ends_with("4 more errors are not shown\n"),
        "{errors}"
    );
}

#[test]
fn diff_reports_errors_of_both_documents() {
    let errors = Folder::new().run(&["diff", "old.txt", "new.txt"]).refused();
    assert!(errors.contains("old.txt") && errors.contains("new.txt"), "{errors}");
}
