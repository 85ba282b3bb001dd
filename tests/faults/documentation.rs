//! `docs/reliability.md` names existing tests, and names each test of its tables.

/// The page.
const PAGE: &str = include_str!("../../docs/reliability.md");
/// The modules and their source.
const MODULES: [(&str, &str); 18] = [
    ("earlier_attempts", include_str!("earlier_attempts.rs")),
    ("cancellation", include_str!("cancellation.rs")),
    ("root_certificates", include_str!("root_certificates.rs")),
    ("clock_skew", include_str!("clock_skew.rs")),
    ("platform_codes", include_str!("platform_codes.rs")),
    ("interim_responses", include_str!("interim_responses.rs")),
    ("extreme_settings", include_str!("extreme_settings.rs")),
    ("no_resend", include_str!("no_resend.rs")),
    ("proxy", include_str!("proxy.rs")),
    ("retries", include_str!("retries.rs")),
    ("runtimes", include_str!("runtimes.rs")),
    ("secrets", include_str!("secrets.rs")),
    ("concurrency", include_str!("concurrency.rs")),
    ("single_attempt", include_str!("single_attempt.rs")),
    ("fault_mix", include_str!("fault_mix.rs")),
    ("throttling", include_str!("throttling.rs")),
    ("timeouts", include_str!("timeouts.rs")),
    ("tls", include_str!("tls.rs")),
];

/// Returns the names of a module's tests.
fn tests(source: &str) -> Vec<&str> {
    let lines = source.lines();
    let mut is_next = false;
    let mut names = Vec::new();
    for line in lines {
        is_next |= line.starts_with("#[tokio::test") || line == "#[test]";
        if let (true, Some((_, rest))) = (is_next, line.split_once("fn ")) {
            is_next = false;
            names.extend(rest.split('(').next().filter(|name| *name != "call_in_a_child_process"));
        }
    }
    names
}

/// Returns the test names of a module that the page has in backticks.
fn names_on_page(module: &str) -> impl Iterator<Item = &str> {
    PAGE.split('`').skip(1).step_by(2).filter_map(move |text| text.strip_prefix(module)?.strip_prefix("::"))
}

#[test]
fn each_test_named_on_the_page_exists() {
    for (module, source) in MODULES {
        let tests = tests(source);
        for name in names_on_page(module) {
            let exists = match name.strip_suffix('*') {
                Some(beginning) => tests.iter().any(|test| test.starts_with(beginning)),
                None => tests.contains(&name),
            };
            assert!(exists, "{module}::{name}");
        }
    }
}

#[test]
fn each_test_of_the_tables_is_named_on_the_page() {
    for (module, source, min) in [
        ("single_attempt", include_str!("single_attempt.rs"), 25),
        ("throttling", include_str!("throttling.rs"), 7),
    ] {
        let tests = tests(source);
        assert!(tests.len() > min, "{tests:?}");
        for test in tests {
            assert!(names_on_page(module).any(|name| name == test), "{module}::{test} is not on the page");
        }
    }
}
