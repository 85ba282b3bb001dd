//! Edits of users are never lost.

use crate::folder::Folder;

fn made(folder: &Folder) -> String {
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).done();
    folder.read("apis.rs")
}

#[test]
fn unmodified_file_is_updated() {
    let folder = Folder::new();
    made(&folder);
    let same = folder.run(&["add", "page.txt", "--out", "apis.rs"]);
    assert_eq!((same.code, same.stderr.lines().next()), (0, Some("apis.rs is unchanged")));
    let other = folder.run(&["add", "page.txt", "--no-tests", "--out", "apis.rs"]);
    assert_eq!((other.code, other.stderr.lines().next()), (0, Some("apis.rs is updated")));
    assert!(!folder.read("apis.rs").contains("mod tests"));
}

#[test]
fn formatting_does_not_count_as_an_edit() {
    let folder = Folder::new();
    let text = made(&folder);
    folder.write("apis.rs", text.replace("    ", "\t").replace("{\n", "{\r\n"));
    folder.run(&["add", "page.txt", "--no-tests", "--out", "apis.rs"]).done();
}

#[test]
fn edited_file_is_kept_and_new_text_written_alongside() {
    let folder = Folder::new();
    let text = made(&folder);
    let edited = text.replace("pub order_id: i64,", "pub order_id: OrderId,");
    folder.write("apis.rs", &edited);
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    for message in [
        "the file was edited since topctl wrote it, so it is left unchanged",
        "-    pub order_id: OrderId,",
        "+    pub order_id: i64,",
        "apis.rs.new",
    ] {
        assert!(errors.contains(message), "{message}\n{errors}");
    }
    assert_eq!((folder.read("apis.rs"), folder.read("apis.rs.new")), (edited, text));
}

#[test]
fn foreign_file_is_not_replaced() {
    let folder = Folder::new();
    folder.write("apis.rs", "fn main() {}\n");
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    assert!(errors.contains("the file was not written by topctl"), "{errors}");
    assert_eq!(folder.read("apis.rs"), "fn main() {}\n");
    folder.write("apis.rs", [0xff, 0xfe, 0]);
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    assert!(errors.contains("the existing file is not text"), "{errors}");
}

#[test]
fn edited_new_file_is_not_overwritten() {
    let folder = Folder::new();
    let text = made(&folder);
    folder.write("apis.rs", format!("{text}// mine\n"));
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    folder.write("apis.rs.new", "half merged");
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    assert!(errors.contains("apis.rs.new") && errors.contains("move or delete the file"), "{errors}");
    assert_eq!(folder.read("apis.rs.new"), "half merged");
}

#[test]
fn one_edited_file_prevents_all_writes() {
    let folder = Folder::new();
    folder.run(&["add", "docs", "--out", "apis", "--module-per-api"]).done();
    let stock = folder.read("apis/example_stock_get.rs");
    let edited = folder.read("apis/example_ticket_create.rs") + "// mine\n";
    folder.write("apis/example_ticket_create.rs", &edited);
    folder.run(&["add", "docs", "--out", "apis", "--no-tests"]).refused();
    assert_eq!(folder.read("apis/example_stock_get.rs"), stock);
    assert_eq!(folder.read("apis/example_ticket_create.rs"), edited);
}

#[test]
fn force_replaces_edited_files() {
    let folder = Folder::new();
    let text = made(&folder);
    folder.write("apis.rs", "fn main() {}\n");
    let ran = folder.run(&["add", "page.txt", "--out", "apis.rs", "--force"]);
    assert_eq!((ran.code, ran.stderr.lines().next()), (0, Some("apis.rs is replaced")));
    assert_eq!((folder.read("apis.rs"), folder.made()), (text, vec!["apis.rs".to_owned()]));
}

#[test]
fn empty_file_is_replaced() {
    let folder = Folder::new();
    folder.write("apis.rs", "\n");
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).done();
}
