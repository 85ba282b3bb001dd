//! Files of a folder that are not documents.

use crate::folder::{DEFINITION, Folder, PAGE, Ran};

/// Files that are neither a page nor a definition, with the expected messages.
const NON_DOCUMENTS: &[(&str, &[u8], &str)] = &[
    ("index.json", b"{\"files\": [\"a.txt\", \"b.txt\"]}", "found an object with \"files\""),
    ("list.json", b"[\"a.txt\", \"b.txt\"]", "found a list"),
    ("settings.json", b"{\n  // comments are no JSON\n  \"tabs\": 4\n}", "invalid JSON"),
    (
        "package.json",
        b"{\"name\": \"my.site\", \"version\": \"1.0.0\"}",
        "found an object with \"name\", \"version\"",
    ),
    ("nothing.json", b"{}", "found an empty one"),
    ("reply.json", b"{\"time_get_response\": {}}", "found a reply"),
    (
        "README.md",
        b"# Documents\n\nCopied on Monday, see `setup.py (old)`.\n",
        "without the headings of a page",
    ),
    ("note.txt", "记得更新 2025".as_bytes(), "without the headings of a page"),
    ("empty.txt", b" \n", "the file is empty"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n\0\0", "found a PNG image"),
    ("data.txt", b"a\0b\0\0\0c", "found a binary file"),
    ("saved.txt", b"<!DOCTYPE html><html></html>", "found HTML"),
    ("link.txt", b"https://open.taobao.com/api.htm?docId=1\n", "found its address"),
];

fn folder() -> Folder {
    let folder = Folder::new();
    for (name, content, _) in NON_DOCUMENTS {
        folder.write(&format!("docs/{name}"), content);
    }
    folder
}

#[test]
fn non_documents_are_skipped_with_a_warning() {
    let folder = folder();
    for command in [&["add", "docs"][..], &["export", "openapi", "docs"]] {
        let ran = folder.run(command);
        for (name, _, message) in NON_DOCUMENTS {
            let file = format!("--> docs/{name}");
            assert!(ran.stderr.contains(&file) && ran.stderr.contains(message), "{name}\n{}", ran.stderr);
        }
        assert!(!ran.stderr.contains("error:"), "{}", ran.stderr);
        let counted = format!("{} files skipped: neither a page nor a definition", NON_DOCUMENTS.len());
        assert!(ran.stderr.contains(&counted), "{}", ran.stderr);
        let result = ran.done();
        assert!(result.contains("example.stock.get") && result.contains("example.ticket.create"), "{result}");
    }
}

#[test]
fn strict_turns_skipped_files_into_errors() {
    let folder = folder();
    for command in [&["add", "docs", "--strict"][..], &["export", "openapi", "docs", "--strict"]] {
        let errors = folder.run(command).refused();
        assert_eq!(errors.matches("error: ").count(), NON_DOCUMENTS.len(), "{errors}");
    }
}

#[test]
fn quiet_skips_files_silently() {
    let ran = folder().run(&["add", "docs", "--quiet"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn named_files_are_never_skipped() {
    let folder = folder();
    for (name, _, message) in NON_DOCUMENTS {
        let errors = folder.run(&["add", "docs", &format!("docs/{name}")]);
        assert_eq!(errors.code, 0, "a file of a folder that is named as well: {}", errors.stderr);
        folder.write(name, folder.bytes(&format!("docs/{name}")));
        let errors = folder.run(&["add", "docs", name]).refused();
        assert!(errors.contains(message), "{name}: {errors}");
    }
}

#[test]
fn damaged_documents_in_folders_are_errors() {
    let cut = |text: &str, at: &str| text[..text.find(at).unwrap()].to_owned();
    for (name, text) in [
        ("head.txt", cut(PAGE, "请求参数")),
        ("request.txt", cut(PAGE, "响应参数")),
        ("sample.txt", cut(PAGE, "</example_ticket_create_response>")),
        ("type.txt", PAGE.replace("  • └ sku\n  • String\n", "  • └ sku\n  • 文本\n")),
        ("cut.json", cut(DEFINITION, "maxLength")),
        ("early.json", "{\"name\": \"example.stock.get\", \"apiChi".to_owned()),
        ("nameless.json", DEFINITION.replace("\"name\": \"example.stock.get\",", "")),
        ("several.json", format!("[{DEFINITION}]")),
    ] {
        let folder = Folder::new();
        folder.write(&format!("docs/{name}"), text);
        let errors = folder.run(&["add", "docs"]).refused();
        assert!(errors.contains(&format!("--> docs/{name}")), "{name}: {errors}");
    }
}

#[test]
fn folder_with_skipped_files_only_is_an_error() {
    let folder = Folder::new();
    folder.write("notes/a.txt", "a note");
    folder.write("notes/b.json", "{}");
    let errors = folder.run(&["add", "notes"]).refused();
    assert_eq!(errors.matches("error: ").count(), 2, "{errors}");
}

#[test]
fn url_argument_is_reported_as_a_url() {
    let errors = Folder::new().run(&["add", "https://open.taobao.com/api.htm?docId=1"]).refused();
    assert!(
        errors.contains("expected a file, found a URL") && errors.contains("copy the page's text"),
        "{errors}"
    );
    let piped = Ran::of(Folder::new().command().args(["add", "-"]).stdin("https://open.taobao.com/api.htm"))
        .refused();
    assert!(piped.contains("found its address"), "{piped}");
}
