//! What a user edited is never lost.

use crate::folder::Folder;

fn made(folder: &Folder) -> String {
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).done();
    folder.read("apis.rs")
}

#[test]
fn a_file_that_nobody_edited_is_made_again() {
    let folder = Folder::new();
    made(&folder);
    let same = folder.run(&["add", "page.txt", "--out", "apis.rs"]);
    assert_eq!((same.code, same.stderr.lines().next()), (0, Some("apis.rs is unchanged")));
    let other = folder.run(&["add", "page.txt", "--no-tests", "--out", "apis.rs"]);
    assert_eq!((other.code, other.stderr.lines().next()), (0, Some("apis.rs is made again")));
    assert!(!folder.read("apis.rs").contains("mod tests"));
}

#[test]
fn formatting_is_no_edit() {
    let folder = Folder::new();
    let text = made(&folder);
    folder.write("apis.rs", text.replace("    ", "\t").replace("{\n", "{\r\n"));
    folder.run(&["add", "page.txt", "--no-tests", "--out", "apis.rs"]).done();
}

#[test]
fn an_edited_file_stays_and_the_new_text_goes_beside_it() {
    let folder = Folder::new();
    let text = made(&folder);
    let edited = text.replace("pub order_id: i64,", "pub order_id: OrderId,");
    folder.write("apis.rs", &edited);
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    for said in [
        "the file was edited since topctl wrote it, so it is left as it is",
        "-    pub order_id: OrderId,",
        "+    pub order_id: i64,",
        "apis.rs.new",
    ] {
        assert!(errors.contains(said), "{said}\n{errors}");
    }
    assert_eq!((folder.read("apis.rs"), folder.read("apis.rs.new")), (edited, text));
}

#[test]
fn a_file_that_we_did_not_write_stays() {
    let folder = Folder::new();
    folder.write("apis.rs", "fn main() {}\n");
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    assert!(errors.contains("the file was not written by topctl"), "{errors}");
    assert_eq!(folder.read("apis.rs"), "fn main() {}\n");
    folder.write("apis.rs", [0xff, 0xfe, 0]);
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    assert!(errors.contains("what stands there is no text"), "{errors}");
}

#[test]
fn the_file_beside_it_may_be_edited_too() {
    let folder = Folder::new();
    let text = made(&folder);
    folder.write("apis.rs", format!("{text}// mine\n"));
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    folder.write("apis.rs.new", "half merged");
    let errors = folder.run(&["add", "page.txt", "--out", "apis.rs"]).refused();
    assert!(errors.contains("apis.rs.new") && errors.contains("move it away, or delete it"), "{errors}");
    assert_eq!(folder.read("apis.rs.new"), "half merged");
}

#[test]
fn one_edited_file_keeps_the_others_as_they_are() {
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
fn force_gives_the_edits_up() {
    let folder = Folder::new();
    let text = made(&folder);
    folder.write("apis.rs", "fn main() {}\n");
    let ran = folder.run(&["add", "page.txt", "--out", "apis.rs", "--force"]);
    assert_eq!((ran.code, ran.stderr.lines().next()), (0, Some("apis.rs is replaced")));
    assert_eq!((folder.read("apis.rs"), folder.made()), (text, vec!["apis.rs".to_owned()]));
}

#[test]
fn an_empty_file_is_free() {
    let folder = Folder::new();
    folder.write("apis.rs", "\n");
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).done();
}
