//! Generated code on standard output.

use crate::folder::{DEFINITION, Folder, PAGE, Ran};

#[test]
fn one_document_becomes_a_file() {
    let rust = Folder::new().run(&["add", "page.txt"]).done();
    assert!(
        rust.starts_with("// Made by topctl ") && rust.lines().next().unwrap().contains(" from page.txt; ")
    );
    for line in [
        "pub struct CreateTicket {",
        "    method = \"example.ticket.create\",",
        "    session = required",
        "    pub items: Vec<TicketItem>,",
        "    pub order_id: i64,",
        "mod tests {",
    ] {
        assert!(rust.lines().any(|have| have == line), "{line}\n{rust}");
    }
}

#[test]
fn several_apis_become_modules_sorted_by_name() {
    let rust = Folder::new().run(&["add", "docs"]).done();
    let modules: Vec<_> = rust.lines().filter(|line| line.starts_with("pub mod")).collect();
    assert_eq!(modules, ["pub mod example_stock_get {", "pub mod example_ticket_create {"]);
    assert!(rust.contains("    pub struct GetStock {\n"));
    assert!(rust.lines().next().unwrap().contains(" from stock.JSON, page.md; "));
}

#[test]
fn equal_documents_of_one_api_are_merged() {
    let folder = Folder::new();
    let once = folder.run(&["add", "docs"]).done();
    let twice = folder.run(&["add", "docs", "stock.json", "./docs", "page.txt"]).done();
    assert_eq!(once, twice);
}

#[test]
fn standard_input_is_read_for_a_dash() {
    for (document, item) in [(PAGE, "CreateTicket"), (DEFINITION, "GetStock")] {
        let folder = Folder::new();
        let rust = Ran::of(folder.command().args(["add", "-"]).stdin(document)).done();
        assert!(rust.contains(&format!("pub struct {item} {{")), "{rust}");
        assert!(rust.lines().next().unwrap().contains(" from <stdin>; "));
    }
}

#[test]
fn derives_are_added_and_tests_omitted() {
    let rust = Folder::new().run(&["add", "stock.json", "--derive", "Eq,Hash", "--no-tests"]).done();
    assert!(rust.contains("Eq, Hash") && !rust.contains("#[cfg(test)]"), "{rust}");
}

#[test]
fn invalid_command_line_exits_with_code_2() {
    let folder = Folder::new();
    for args in [
        &["add"][..],
        &["add", "page.txt", "--derive", "a b"],
        &["add", "page.txt", "--module-per-api"],
        &["add", "page.txt", "--force"],
        &["export", "yaml", "page.txt"],
        &["diff", "page.txt"],
    ] {
        assert_eq!(folder.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn closed_pipe_is_not_an_error() {
    use std::process::{Command, Stdio};

    let folder = Folder::new();
    for index in 0..200 {
        let definition = DEFINITION.replace("example.stock.get", &format!("example.stock.get{index}"));
        folder.write(&format!("many/{index}.json"), definition);
    }
    let mut child = Command::new(snapbox::cmd::cargo_bin("topctl"))
        .current_dir(folder.path())
        .args(["add", "many", "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn help_has_examples_and_exit_codes() {
    let folder = Folder::new();
    assert!(folder.run(&["--help"]).done().contains("3  `topctl diff` found a breaking change"));
    assert!(folder.run(&["add", "--help"]).done().contains("topctl add page.txt > src/apis.rs"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(folder.run(&["completions", shell]).done().contains("module-per-api"), "{shell}");
    }
}
