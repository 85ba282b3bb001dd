//! The two READMEs are equivalent, and their code blocks are tested. The tests of top-examples and topctl compare program output.

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Returns the fenced blocks in order.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```").skip(1).step_by(2).collect()
}

/// Returns the levels of the headings in order.
fn headings(text: &str) -> Vec<usize> {
    let outside: String = text.split("```").step_by(2).collect();
    let depth = |line: &str| line.chars().take_while(|c| *c == '#').count();
    outside.lines().map(depth).filter(|depth| *depth > 0).collect()
}

/// Returns the number of table rows.
fn table_rows(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with('|')).count()
}

#[test]
fn readmes_share_their_code_blocks() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    assert_eq!(blocks(&english), blocks(&chinese));
    assert_eq!(headings(&english), headings(&chinese));
    assert_eq!(table_rows(&english), table_rows(&chinese));
}

#[test]
fn readme_test_is_a_test_of_the_examples() {
    let example = read("examples/tests/seller.rs");
    let (_, code) = example.split_once("\n\n").expect("a module comment, then the code");
    assert!(blocks(&read("README.md")).iter().any(|block| block.strip_prefix("rust\n") == Some(code)));
}

#[test]
fn readme_call_is_a_test_of_the_build_script_example() {
    let example = read("examples/build-script/tests/call.rs");
    let readme = read("README.md");
    let block = blocks(&readme).iter().find_map(|block| block.strip_prefix("rust,ignore\n")).expect("a call");
    assert!(block.starts_with("async fn open") && example.contains(block));
}

/// The cases of `tests/ui/readme`, in the order of the README.
const MISTAKES: [&str; 5] = ["misspelt_key", "without_a_session", "not_derived", "float", "used_twice"];

#[test]
fn readme_compile_errors_match_the_ui_tests() {
    let readme = read("README.md");
    let block = blocks(&readme).iter().find_map(|block| block.strip_prefix("text\nerror:")).expect("errors");
    let readme_errors = format!("error:{block}");
    // The indentation depends on the line numbers of notes.
    let mut readme_errors =
        readme_errors.lines().map(str::trim_start).filter(|line| !line.is_empty()).peekable();
    for mistake in MISTAKES {
        let stderr = read(&format!("tests/ui/readme/{mistake}.stderr"));
        let stderr = stderr.replace(&format!("readme/{mistake}.rs"), "src/main.rs");
        // Notes may be omitted; no line may be added or changed.
        for line in stderr.lines().map(str::trim_start) {
            readme_errors.next_if_eq(&line);
        }
    }
    assert_eq!(readme_errors.next(), None, "no such line in the messages of `tests/ui/readme`");
}
