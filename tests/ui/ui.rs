//! Compile errors of the derives and traits, with their complete texts, and unusual code that
//! compiles.
//!
//! The texts are those of the compiler in `rust-toolchain.toml`. `TRYBUILD=overwrite cargo test -p
//! top-tests-ui` updates them. Review each difference; do not edit the files by hand.

/// One folder per rule.
const RULES: [&str; 21] = [
    "alias",
    "any_of",
    "attribute",
    "batch",
    "call",
    "coded",
    "fields",
    "flatten",
    "generic",
    "limits",
    "message",
    "method",
    "name",
    "outcome",
    "pages",
    "path",
    "readme",
    "reply",
    "session",
    "shape",
    "type",
];

#[test]
fn invalid_code_is_rejected_with_the_expected_text() {
    let cases = trybuild::TestCases::new();
    for rule in RULES {
        cases.compile_fail(format!("{rule}/*.rs"));
    }
}

/// Separate from the compile errors: `trybuild` checks those in one build only if no test has to
/// run.
#[test]
fn unusual_valid_code_compiles() {
    trybuild::TestCases::new().pass("pass/*.rs");
}
