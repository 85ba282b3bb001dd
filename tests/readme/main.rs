//! The documents agree with the repository and with each other.
//!
//! Output of the quickstart and of topctl is compared by the tests of their packages. `BLESS=1`
//! rewrites the blocks compared here.

#![allow(clippy::expect_used)] // an unexpected document fails the test

mod architecture;
mod copies;
mod document;
mod links;
mod values;

use document::{Document, read};

#[test]
fn english_and_chinese_readme_have_the_same_structure() {
    let (english, chinese) = (Document::read("README.md"), Document::read("README.zh-CN.md"));
    assert_eq!(english.headings(), chinese.headings());
    assert_eq!(english.table_rows(), chinese.table_rows());
    assert_eq!(english.code(), chinese.code());
}

#[test]
fn readmes_are_short() {
    for path in ["README.md", "README.zh-CN.md"] {
        let lines = read(path).lines().count();
        assert!(lines <= 150, "{path} has {lines} lines; the limit is 150");
    }
}

#[test]
fn chinese_documents_use_full_width_punctuation() {
    let is_chinese = |character: char| ('\u{4e00}'..='\u{9fff}').contains(&character);
    for path in ["README.zh-CN.md", "docs/guide.zh-CN.md"] {
        for line in Document::read(path).text_without_links().lines() {
            let is_half_width = |pair: &[char]| is_chinese(pair[0]) && ",.:;?!()".contains(pair[1]);
            let characters: Vec<char> = line.chars().collect();
            assert!(!characters.windows(2).any(is_half_width), "{path}: {line}");
        }
    }
}

#[test]
fn testing_page_shows_a_test_that_runs() {
    let example = read("examples/tests/seller.rs");
    let (_, code) = example.split_once("\n\n").expect("a module comment, then the code");
    Document::read("docs/testing.md").assert_block("rust\nuse top_runtime::{Client, Error, SessionKey", code);
}

#[test]
fn page_on_generated_code_shows_a_call_that_runs() {
    let example = read("examples/build-script/tests/call.rs");
    let start = example.find("async fn open").expect("a function `open`");
    let (function, _) = example[start..].split_once("\n}\n").expect("the end of `open`");
    let call = format!("{function}\n}}\n");
    Document::read("docs/from-page-to-code.md").assert_block("rust,ignore\nasync fn open", &call);
}

#[test]
fn page_for_users_of_the_java_sdk_shows_a_program_that_runs() {
    let example = read("examples/examples/from_the_java_sdk.rs");
    let (_, code) = example.split_once("\n\n").expect("a module comment, then the code");
    let (code, _) = code.split_once("\n#[tokio::main").expect("a function `main`");
    Document::read("docs/from-the-java-sdk.md")
        .assert_block("rust\nuse top_runtime::{Client, DateTime", code);
}

/// The compiler's messages in `tests/ui/readme`, in the order of the page.
const MISTAKES: [&str; 5] = ["misspelt_key", "without_a_session", "not_derived", "float", "used_twice"];

#[test]
fn compile_errors_on_the_page_are_those_of_the_compiler() {
    let errors = Document::read("docs/errors.md");
    let block = errors.block("text\nerror:");
    // Indentation depends on the line numbers in notes.
    let mut shown = block.lines().map(str::trim_start).filter(|line| !line.is_empty()).peekable();
    for mistake in MISTAKES {
        let message = read(&format!("tests/ui/readme/{mistake}.stderr"));
        let message = message.replace(&format!("readme/{mistake}.rs"), "src/main.rs");
        // The page may leave out notes. It may not add or change a line.
        for line in message.lines().map(str::trim_start) {
            shown.next_if_eq(&line);
        }
    }
    assert_eq!(shown.next(), None, "no such line in the messages of `tests/ui/readme`");
}
