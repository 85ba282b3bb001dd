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
