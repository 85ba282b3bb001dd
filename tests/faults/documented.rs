//! The page that tells of the tests names tests that are there.

/// The page, and the tests by their modules.
const PAGE: &str = include_str!("../../docs/reliability.md");
const MODULES: [(&str, &str); 8] = [
    ("cancel", include_str!("cancel.rs")),
    ("once", include_str!("once.rs")),
    ("proxy", include_str!("proxy.rs")),
    ("secrets", include_str!("secrets.rs")),
    ("shared", include_str!("shared.rs")),
    ("table", include_str!("table.rs")),
    ("timeouts", include_str!("timeouts.rs")),
    ("tls", include_str!("tls.rs")),
];

/// The names of a module's tests.
fn tests(source: &str) -> Vec<&str> {
    let after = source.split("#[tokio::test").skip(1).filter_map(|test| test.split_once("async fn "));
    after.filter_map(|(_, rest)| rest.split('(').next()).filter(|name| *name != "child_calls").collect()
}

/// What the page says in back-ticks of a module.
fn named(module: &str) -> impl Iterator<Item = &str> {
    PAGE.split('`').skip(1).step_by(2).filter_map(move |text| text.strip_prefix(module)?.strip_prefix("::"))
}

#[test]
fn every_test_that_is_named_is_there() {
    for (module, source) in MODULES {
        let tests = tests(source);
        for name in named(module) {
            let is_there = match name.strip_suffix('*') {
                Some(beginning) => tests.iter().any(|test| test.starts_with(beginning)),
                None => tests.contains(&name),
            };
            assert!(is_there, "{module}::{name}");
        }
    }
}

#[test]
fn every_row_of_the_table_is_named() {
    let tests = tests(include_str!("table.rs"));
    assert!(tests.len() > 25, "{tests:?}");
    for test in tests {
        assert!(named("table").any(|name| name == test), "table::{test} is not on the page");
    }
}
