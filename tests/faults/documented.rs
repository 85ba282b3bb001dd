//! The page that tells of the tests names tests that are there.

/// The page, and the tests by their modules.
const PAGE: &str = include_str!("../../docs/reliability.md");
const MODULES: [(&str, &str); 18] = [
    ("attempts", include_str!("attempts.rs")),
    ("cancel", include_str!("cancel.rs")),
    ("certificates", include_str!("certificates.rs")),
    ("clocks", include_str!("clocks.rs")),
    ("codes", include_str!("codes.rs")),
    ("endless", include_str!("endless.rs")),
    ("extremes", include_str!("extremes.rs")),
    ("once", include_str!("once.rs")),
    ("proxy", include_str!("proxy.rs")),
    ("retries", include_str!("retries.rs")),
    ("runtimes", include_str!("runtimes.rs")),
    ("secrets", include_str!("secrets.rs")),
    ("shared", include_str!("shared.rs")),
    ("table", include_str!("table.rs")),
    ("ten_thousand", include_str!("ten_thousand.rs")),
    ("throttling", include_str!("throttling.rs")),
    ("timeouts", include_str!("timeouts.rs")),
    ("tls", include_str!("tls.rs")),
];

/// The names of a module's tests.
fn tests(source: &str) -> Vec<&str> {
    let lines = source.lines();
    let mut is_next = false;
    let mut names = Vec::new();
    for line in lines {
        is_next |= line.starts_with("#[tokio::test") || line == "#[test]";
        if let (true, Some((_, rest))) = (is_next, line.split_once("fn ")) {
            is_next = false;
            names.extend(rest.split('(').next().filter(|name| *name != "child_calls"));
        }
    }
    names
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
fn every_row_of_the_tables_is_named() {
    for (module, source, least) in
        [("table", include_str!("table.rs"), 25), ("throttling", include_str!("throttling.rs"), 7)]
    {
        let tests = tests(source);
        assert!(tests.len() > least, "{tests:?}");
        for test in tests {
            assert!(named(module).any(|name| name == test), "{module}::{test} is not on the page");
        }
    }
}
