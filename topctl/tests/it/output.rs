//! Output files: all are written, or none.

use crate::folder::{DEFINITION, Folder};

#[test]
fn output_file_equals_standard_output() {
    let folder = Folder::new();
    let printed = folder.run(&["add", "docs"]).done();
    let ran = folder.run(&["add", "docs", "--out", "apis.rs"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().next()), (0, "", Some("apis.rs is new")));
    assert_eq!((folder.read("apis.rs"), folder.made()), (printed, vec!["apis.rs".to_owned()]));
}

#[test]
fn folder_gets_a_file_per_api_and_mod_rs() {
    let folder = Folder::new();
    folder.run(&["add", "docs", "--out", "apis", "--module-per-api"]).done();
    assert_eq!(folder.made(), ["apis/example_stock_get.rs", "apis/example_ticket_create.rs", "apis/mod.rs"]);
    let list = folder.read("apis/mod.rs");
    let modules: Vec<_> = list.lines().filter(|line| line.starts_with("pub")).collect();
    assert_eq!(modules, ["pub mod example_stock_get;", "pub mod example_ticket_create;"]);
    assert!(folder.read("apis/example_stock_get.rs").contains("\npub struct GetStock {"));
}

#[test]
fn later_api_is_added_to_mod_rs() {
    let folder = Folder::new();
    folder.run(&["add", "page.txt", "--out", "apis", "--module-per-api"]).done();
    folder.write("apis/own.rs", "// nobody's but the user's");
    folder.run(&["add", "stock.json", "--out", "apis"]).done();
    let list = folder.read("apis/mod.rs");
    assert!(list.contains("/// `example.stock.get`\npub mod example_stock_get;"), "{list}");
    assert!(list.contains("/// `example.ticket.create`\npub mod example_ticket_create;"), "{list}");
    assert!(!list.contains("own"));
}

#[test]
fn complete_mod_rs_of_the_user_is_kept() {
    let folder = Folder::new();
    let own = "//! Ours.\nmod example_stock_get;\npub(crate) mod example_ticket_create;\nmod own;\n";
    folder.write("apis/mod.rs", own);
    folder.run(&["add", "docs", "--out", "apis"]).done();
    assert_eq!(folder.read("apis/mod.rs"), own);
    folder.write("apis/mod.rs", "mod own;\n");
    let errors = folder.run(&["add", "docs", "--out", "apis"]).refused();
    assert!(errors.contains("apis/mod.rs"), "{errors}");
    assert_eq!(folder.read("apis/mod.rs"), "mod own;\n");
}

#[test]
fn one_invalid_document_prevents_all_writes() {
    let folder = Folder::new();
    folder.run(&["add", "page.txt", "--out", "apis", "--module-per-api"]).done();
    let before = folder.read("apis/mod.rs");
    folder.write("docs/zz.json", DEFINITION.replace("\"sku\"", "\"\""));
    let errors = folder.run(&["add", "docs", "--out", "apis", "--module-per-api"]).refused();
    assert!(errors.contains("docs/zz.json:6:"), "{errors}");
    assert_eq!(folder.made(), ["apis/example_ticket_create.rs", "apis/mod.rs"]);
    assert_eq!(folder.read("apis/mod.rs"), before);
}

#[test]
fn missing_output_folder_is_an_error() {
    let folder = Folder::new();
    for args in [
        &["add", "page.txt", "--out", "no/apis/a.rs"][..],
        &["add", "page.txt", "--out", "no/apis", "--module-per-api"],
        &["export", "openapi", "page.txt", "--out", "no/a.json"],
    ] {
        let errors = folder.run(args).refused();
        assert!(errors.contains("the output folder does not exist"), "{errors}");
        assert!(folder.made().is_empty());
    }
}

#[test]
fn colliding_module_names_are_an_error() {
    let folder = Folder::new();
    folder.write("docs/other.json", DEFINITION.replace("example.stock.get", "example.stock-get"));
    let errors = folder.run(&["add", "docs"]).refused();
    assert!(errors.contains("docs/other.json") && errors.contains("docs/stock.JSON"), "{errors}");
    assert!(errors.contains("the module `example_stock_get`"), "{errors}");
}

#[test]
fn conflicting_documents_of_one_api_are_an_error() {
    let folder = Folder::new();
    folder.write("docs/other.json", DEFINITION.replace("\"Number\"", "\"String\""));
    for args in [&["add", "docs"][..], &["export", "openapi", "docs"]] {
        let errors = folder.run(args).refused();
        assert!(errors.contains("`example.stock.get` is described "), "{errors}");
        assert!(errors.contains(" in docs/other.json"), "{errors}");
    }
}

#[cfg(unix)]
#[test]
fn new_files_follow_the_umask_and_replaced_ones_keep_permissions() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new();
    let path = folder.path().join("apis.rs");
    folder.write("plain", "");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    folder.run(&["add", "page.txt", "--out", "apis.rs"]).done();
    assert_eq!(mode(&path), mode(&folder.path().join("plain")));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    folder.run(&["add", "docs", "--out", "apis.rs"]).done();
    assert_eq!(mode(&path), 0o640);
}
