//! `topctl consume` with the sandbox's server.

use std::process::{Command, Output};

use top_sandbox::tmc::TmcServer;

/// Runs the command on a thread, as it blocks.
async fn consume(address: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(snapbox::cmd::cargo_bin!("topctl"));
    command.args(["consume", "--address", address]).args(arguments);
    command.env("TOP_APP_KEY", "12345678").env("TOP_APP_SECRET", "helloworld");
    tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
}

#[tokio::test]
async fn messages_are_printed_as_lines_of_json_and_confirmed_on_demand() {
    let server = TmcServer::builder().start().await.unwrap();
    server.publish("taobao_trade_TradeCreate", r#"{"tid":7091800003790954036}"#);
    server.publish("taobao_item_ItemAdd", "not JSON\u{1b}[31m");
    let output = consume(server.url(), &["--count", "2", "--confirm", "--quiet"]).await;
    let stdout = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{stdout}");
    assert!(lines[0].contains(r#""content":{"tid":7091800003790954036}"#), "{stdout}");
    assert!(lines[1].contains(r#""content":"not JSON\u001b[31m""#), "{stdout}");
    assert!(output.status.success() && output.stderr.is_empty());
    assert_eq!(server.state().confirmed, 2);
}

#[tokio::test]
async fn messages_stay_with_the_platform_without_confirm_and_for_other_topics() {
    let server = TmcServer::builder().start().await.unwrap();
    server.publish("taobao_item_ItemAdd", "{}");
    server.publish("taobao_trade_TradeCreate", r#"{"tid":1}"#);
    let output = consume(server.url(), &["--count", "1", "--topic", "taobao_trade_TradeCreate"]).await;
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.lines().count() == 1 && stdout.contains("taobao_trade_TradeCreate"), "{stdout}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "connected\n");
    assert_eq!((server.state().confirmed, server.state().unconfirmed), (0, 2));
}

#[tokio::test]
async fn a_refused_connection_is_an_error_without_the_secret() {
    let server = TmcServer::builder().app("12345678", "another").start().await.unwrap();
    let output = consume(server.url(), &[]).await;
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains("status 302") && !stderr.contains("helloworld"), "{stderr}");
}
