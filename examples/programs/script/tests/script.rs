//! Runs the script against the local gateway.

#![allow(clippy::expect_used, clippy::unwrap_used)] // an unexpected result fails the test

use std::process::{Command, Output};

use top_examples::gateway;
use top_examples::mediation_result::PushMediationResult;
use top_sandbox::{ErrorResponse, Fault, Sandbox};

/// Runs the script beside the gateway.
fn run(sandbox: &Sandbox, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_push-result"));
    command.args(args).env("TOP_GATEWAY", sandbox.url()).env("RUST_BACKTRACE", "0");
    command.envs([("TOP_APP_KEY", gateway::APP_KEY), ("TOP_APP_SECRET", gateway::APP_SECRET)]);
    tokio::task::block_in_place(|| command.output()).expect("a built script")
}

#[tokio::test(flavor = "multi_thread")]
async fn result_is_pushed_and_the_request_id_is_printed() {
    let sandbox = gateway::start().await.unwrap();
    let output = run(&sandbox, &["1290293148910"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "result true, request sandbox000001\n");
    let page = include_str!("../../../../docs/programs.md");
    let shown = format!("$ push-result 1290293148910\n{}", String::from_utf8_lossy(&output.stdout));
    assert!(page.contains(&shown), "not in docs/programs.md:\n{shown}");
    let sent = sandbox.only_request::<PushMediationResult>().req.unwrap();
    assert_eq!((sent.result.as_str(), sent.mediation_case_id.as_str()), ("success", "1290293148910"));
}

#[tokio::test(flavor = "multi_thread")]
async fn refusal_of_the_platform_is_one_line() {
    let refusal = ErrorResponse::new(15).with_sub_code("isv.case-not-exist").with_sub_msg("案件不存在");
    let sandbox = gateway::builder().fault(Fault::Error(refusal)).start().await.unwrap();
    let output = run(&sandbox, &["1"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.starts_with("Error: ") && stderr.contains("isv.case-not-exist"), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn page_on_programs_shows_the_script() {
    let (_, code) =
        include_str!("../src/main.rs").split_once("\n\n").expect("a module comment, then the code");
    let shown = format!("```rust,ignore\n{code}```");
    assert!(
        include_str!("../../../../docs/programs.md").contains(&shown),
        "not in docs/programs.md:\n{shown}"
    );
}
