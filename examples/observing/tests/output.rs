//! The output of the examples is that of `docs/observing.md`. `BLESS=1` rewrites the page.
//!
//! `cargo test` builds the examples only if no target is selected: `cargo test -p
//! top-examples-observing`, without `--test`.

#![allow(clippy::expect_used)] // an unexpected document or output fails the test

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::{env, fs};

const PAGE: &str = "docs/observing.md";

/// Held while the page is compared and rewritten.
static LOCK: Mutex<()> = Mutex::new(());

fn read(path: &str) -> String {
    fs::read_to_string(absolute(path)).expect("a file of the repository")
}

fn absolute(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../..", path].iter().collect()
}

/// Runs an example and returns its output.
fn run(example: &str) -> String {
    let test = env::current_exe().expect("the path of this test");
    let folder = test.ancestors().nth(2).expect("the folder of the profile").join("examples");
    let example = folder.join(format!("{example}{}", env::consts::EXE_SUFFIX));
    let output = Command::new(example).output().expect("a built example");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8 output")
}

/// Replaces what differs between runs: times, ids of traces, and the port of the gateway.
fn masked(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut line = line.to_owned();
        for key in ["\"timestamp\":", "\"duration\":", "\"wait\":", "\"time.busy\":", "\"time.idle\":"] {
            replace_after(&mut line, key, |c| c != ',' && c != '}');
        }
        for key in ["TraceId      : ", "SpanId       : ", "ParentSpanId : "] {
            replace_after(&mut line, key, char::is_alphanumeric);
        }
        for key in ["time   : ", "time     : ", "Timestamp : ", "wait: F64(", "_sum{"] {
            replace_after(&mut line, key, |_| true);
        }
        for key in ["127.0.0.1:", "\"server.port\":", "server.port: I64("] {
            replace_after(&mut line, key, |c| c.is_ascii_digit());
        }
        lines.push(line);
    }
    lines.join("\n") + "\n"
}

/// Replaces the characters after `key` for which `is_variable` is true.
fn replace_after(line: &mut String, key: &str, is_variable: impl Fn(char) -> bool) {
    let Some(start) = line.find(key).map(|at| at + key.len()) else { return };
    let rest = line.split_off(start);
    let end = rest.find(|c| !is_variable(c)).unwrap_or(rest.len());
    line.push('#');
    line.push_str(&rest[end..]);
}

/// Compares the block that begins with `start` with an output.
#[track_caller]
fn assert_shown(start: &str, output: &str) {
    let _guard = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
    let page = read(PAGE);
    let block = page.split("```").skip(1).step_by(2).find(|block| block.starts_with(start));
    let (_, block) = block.expect("the block").split_once('\n').expect("lines of a block");
    if masked(block) != masked(output) && env::var_os("BLESS").is_some() {
        fs::write(absolute(PAGE), page.replace(block, output)).expect("a writable page");
        return;
    }
    assert_eq!(masked(block), masked(output), "BLESS=1 rewrites the block");
}

#[test]
fn page_shows_the_lines_of_json() {
    assert_shown("json\n{\"timestamp\"", &run("tracing_json"));
}

#[test]
fn page_shows_the_first_span_for_opentelemetry() {
    let output = run("opentelemetry");
    let (_, span) = output.split_once("Span #0\n").expect("a span");
    let (span, rest) = span.split_once("Spans\n").expect("another span");
    assert_shown("text\n\tInstrumentation Scope", span);
    // The span that was current when the calls were polled is their parent.
    let parents: Vec<_> = output.lines().filter_map(|line| line.split_once("ParentSpanId : ")).collect();
    let (_, job) = rest.split_once("Name         : job\n").expect("the span around the calls");
    let job = job.split("SpanId       : ").nth(1).and_then(|id| id.lines().next()).expect("its id");
    assert_eq!(parents.iter().filter(|(_, parent)| *parent == job).count(), 2);
}

/// Without buckets, which depend on the speed of the machine, and without the order of metrics.
#[test]
fn page_shows_the_metrics_without_buckets() {
    let output = run("prometheus");
    assert!(output.contains("top_client_call_duration_seconds_bucket{"), "{output}");
    let lines = output.lines().filter(|line| !line.contains("_bucket{"));
    let mut metrics: Vec<_> = lines.collect::<Vec<_>>().join("\n").trim().split("\n\n").map(sorted).collect();
    metrics.sort();
    assert_shown("text\n# HELP", &(metrics.join("\n\n") + "\n"));
}

/// Sorts the series of a metric; comments come first.
fn sorted(metric: &str) -> String {
    let mut lines: Vec<_> = metric.lines().collect();
    lines.sort_by_key(|line| (!line.starts_with('#'), *line));
    lines.join("\n")
}

#[test]
fn page_shows_the_programs_that_run() {
    for program in ["tracing_json", "opentelemetry", "prometheus"] {
        let source = read(&format!("examples/observing/examples/{program}.rs"));
        let setup = source.split_once(") -> Result<(), Box<dyn std::error::Error>> {\n").expect("`main`").1;
        let setup = setup.split_once("\n    let sandbox").expect("the set-up ends at the gateway").0;
        let shown: Vec<_> = setup.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        let page = read(PAGE);
        assert!(page.contains(shown.join("\n").trim()), "{PAGE} does not show the set-up of `{program}`");
    }
}
