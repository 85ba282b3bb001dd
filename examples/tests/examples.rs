//! Runs each example and checks the facts that it prints.
//!
//! `cargo test` builds the examples only if no target is selected: `cargo test -p top-examples`,
//! without `--test`.

#![allow(clippy::expect_used)] // an unexpected result fails the test

use std::env::consts::EXE_SUFFIX;
use std::path::Path;
use std::process::Command;

/// Runs an example and returns its output.
fn run(example: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_quickstart")).with_file_name("examples");
    let output =
        Command::new(folder.join(format!("{example}{EXE_SUFFIX}"))).output().expect("a built example");
    assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8 output")
}

#[track_caller]
fn assert_prints(example: &str, texts: &[&str]) {
    let output = run(example);
    for text in texts {
        assert!(output.contains(text), "{example} does not print {text:?}:\n{output}");
    }
}

/// Asserts that an example prints the lines of a block in a document.
#[track_caller]
fn assert_shown(document: &str, start: &str, example: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(document);
    let text = std::fs::read_to_string(path).expect("a document");
    let block =
        text.split("```").find(|block| block.starts_with(&format!("text\n{start}"))).expect("a block");
    let lines = block.split_once('\n').expect("lines of output").1;
    assert_prints(example, &lines.lines().collect::<Vec<_>>());
}

#[test]
fn blocking_prints_the_trades_and_the_refusal_in_async_code() {
    assert_prints(
        "blocking",
        &["7: taobao.trade.close: ", "sub_msg `交易不存在`", "closed 39 of 40 trades\n"],
    );
    assert_shown("blocking.md", "taobao.time.get: ", "blocking");
}

#[test]
fn batch_prints_the_result_of_each_call() {
    assert_shown("batches.md", "1: ", "batch");
}

#[test]
fn sessions_prints_the_life_of_an_authorisation() {
    assert_shown("sessions.md", "connected", "sessions");
}

#[test]
fn pages_prints_a_list_in_both_directions() {
    assert_shown("pages.md", "100 trades", "pages");
}

#[test]
fn proxy_prints_the_way_of_a_request_and_wrong_proxies() {
    let output = run("proxy");
    assert!(output.starts_with(
        "the proxy connects to the gateway\n2025-11-17 00:00:00, asked by \"order-sync/2.1\"\n"
    ));
    assert!(!output.contains("hunter2"), "{output}");
    assert_shown("transport.md", "the proxy", "proxy");
}

#[test]
fn tower_layers_prints_the_replies_and_the_timeout() {
    let timeout = "no reply (the call may have been executed): request timed out\n";
    assert_prints("tower_layers", &["10 replies\n", timeout]);
}

#[test]
fn wrap_transport_prints_a_line_per_attempt() {
    assert_shown("transport.md", "sent ", "wrap_transport");
}

#[test]
fn complaint_ticket_prints_the_parameter_and_the_ticket_number() {
    let parameter = "create_request = {\"source_order_id\":\"1100085056548470636\"";
    assert_prints("complaint_ticket", &[parameter, "ticket 10001\n", "request_id "]);
}

#[test]
fn error_handling_prints_the_next_step_for_each_kind() {
    assert_prints(
        "error_handling",
        &[
            "request not sent: `create_request.items`",
            "-> correct 1 field(s)",
            "-> ask the seller to authorise the app again",
            "-> call again in 3 s",
            "-> check whether the call was executed before a retry",
        ],
    );
}

#[test]
fn retries_and_limits_prints_the_attempts_and_the_limit() {
    assert_prints(
        "retries_and_limits",
        &[
            "2025-11-17 00:00:00, after 3 requests\n",
            "no reply (the call may have been executed)",
            "request not sent: client-side rate limit",
        ],
    );
}

#[test]
fn untyped_call_prints_a_member_of_the_reply() {
    assert_prints("untyped_call", &["title 陶瓷茶杯\n", "body {", "request_id "]);
}

#[test]
fn record_and_replay_prints_equal_calls_and_the_mismatch() {
    let mismatch =
        "no recording in FOLDER; nearest 0001-example.trade.get.json: `tid` recorded `7`, asked `8`";
    assert_prints(
        "record_and_replay",
        &[
            "recorded: 陶瓷茶杯 for 张三\n1 file(s)\n",
            "replayed: 陶瓷茶杯 for masked-1\nunused: []\n",
            mismatch,
        ],
    );
}

#[test]
fn oaid_prints_no_receiver() {
    assert_shown("protected-data.md", "Receiver {", "oaid");
    let output = run("oaid");
    assert!(!output.contains("张三丰") && !output.contains("1887") && !output.contains("文三路"), "{output}");
}

#[test]
fn upload_file_prints_what_the_gateway_received() {
    let received = "the gateway received `陶瓷茶杯` as image/png\n";
    assert_prints("upload_file", &["uploaded 8 bytes to https://img.example.com/cup.png\n", received]);
}

#[test]
fn from_the_java_sdk_prints_both_outcomes() {
    assert_prints("from_the_java_sdk", &["added 2025-11-17 00:00:00\n", "look up the memo first: "]);
}

#[test]
fn sandbox_test_prints_the_recorded_requests() {
    assert_prints("sandbox_test", &["greeting: 你好, 阿里\n", "taobao.user.seller.get: executed true"]);
}

#[test]
fn spi_server_prints_the_replies_and_the_reasons() {
    assert_shown("webhooks.md", "asked for item", "spi_server");
}

#[test]
fn lazada_push_prints_the_order_the_repetition_and_the_refusal() {
    assert_shown("webhooks.md", "order ", "lazada_push");
}

#[test]
fn aliexpress_product_prints_a_product_and_the_outcome_of_none() {
    let refusal =
        "aliexpress.affiliate.productdetail.get: business failure: code `405`, message `The result is empty`";
    assert_prints("aliexpress_product", &["1005001: Ceramic cup, 3.99 USD\n", refusal]);
}

#[test]
fn lazada_order_prints_the_order_and_the_gateways_that_serve_paths() {
    assert_prints(
        "lazada_order",
        &[
            "order 1234: 129.00 SGD, ready_to_ship\n",
            "{\"code\":\"0\",\"data\":[{\"name\":\"Ceramic cup\"}],\"request_id\":",
            "/order/get: request not sent: ",
            "`Gateway::LAZADA_SG`",
        ],
    );
}

#[test]
fn qimen_order_prints_the_answer_and_the_refusal_of_the_provider() {
    assert_prints(
        "qimen_order",
        &[
            "the ERP has the order as S1-7788001\nexample.erp.order.push for the app 23060081\n",
            "example.erp.order.push: the platform refused the call: code 40",
            "sub_msg `the order has no lines`",
        ],
    );
}
