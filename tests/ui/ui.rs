//! What the derives and traits refuse, with the very text that the user sees, and what looks strange but is legal.
//!
//! The texts are those of the compiler in `rust-toolchain.toml`. `TRYBUILD=overwrite cargo test -p top-tests-ui`
//! writes them anew; they are never edited by hand, and each is read before it is kept.

/// One folder per rule.
const REFUSED: [&str; 17] = [
    "alias",
    "any_of",
    "attribute",
    "call",
    "coded",
    "fields",
    "flatten",
    "generic",
    "limits",
    "markers",
    "method",
    "name",
    "readme",
    "reply",
    "session",
    "shape",
    "type",
];

#[test]
fn mistakes_are_refused_with_a_text_that_helps() {
    let cases = trybuild::TestCases::new();
    for rule in REFUSED {
        cases.compile_fail(format!("{rule}/*.rs"));
    }
}

/// Apart from the mistakes: `trybuild` checks those in one go only if nothing has to be linked and run beside them.
#[test]
fn what_looks_strange_but_is_legal_compiles() {
    trybuild::TestCases::new().pass("pass/*.rs");
}
