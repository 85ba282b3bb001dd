//! The two READMEs say the same, and what they show is what the repository holds.

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The blocks between fences, in their order.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```").skip(1).step_by(2).collect()
}

/// How deep each heading is, in their order.
fn headings(text: &str) -> Vec<usize> {
    let outside: String = text.split("```").step_by(2).collect();
    let depth = |line: &str| line.chars().take_while(|c| *c == '#').count();
    outside.lines().map(depth).filter(|depth| *depth > 0).collect()
}

/// How many rows the tables have, in their order of appearance.
fn table_rows(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with('|')).count()
}

#[test]
fn english_and_chinese_show_the_same() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    assert_eq!(blocks(&english), blocks(&chinese));
    assert_eq!(headings(&english), headings(&chinese));
    assert_eq!(table_rows(&english), table_rows(&chinese));
}

#[test]
fn the_test_shown_is_one_that_runs() {
    let example = read("examples/tests/seller.rs");
    let (_, code) = example.split_once("\n\n").expect("a module comment, then the code");
    assert!(blocks(&read("README.md")).iter().any(|block| block.strip_prefix("rust\n") == Some(code)));
}

#[test]
fn the_page_shown_gives_the_code_shown() {
    let readme = read("README.md");
    let page = read("topctl/tests/fixtures/example.ticket.create.txt");
    let document = top_codegen::read("ticket.txt", page.as_bytes()).expect("a page");
    assert_eq!(document.warnings, []);
    let written = top_codegen::write(&document.api, &top_codegen::Options::default());
    let (code, _) = written.code.split_once("\n#[cfg(test)]").expect("a test at the end");
    let shown = |block: &&&str| block.starts_with("rust\n// Made by topctl");
    let block = blocks(&readme).iter().find(shown).copied().expect("a block that topctl made");
    let (_, block) = block.split_once("\n\n").expect("the line of topctl, then the code");
    assert_eq!(block, code);
    let table = |block: &&&str| block.starts_with("text\n名称");
    let table =
        blocks(&readme).iter().find(table).and_then(|block| block.strip_prefix("text\n")).expect("a table");
    assert!(page.contains(table));
}

#[test]
fn the_call_shown_is_one_that_runs() {
    let example = read("examples/build-script/tests/call.rs");
    let readme = read("README.md");
    let block = blocks(&readme).iter().find_map(|block| block.strip_prefix("rust,ignore\n")).expect("a call");
    assert!(block.starts_with("async fn open") && example.contains(block));
}
