//! What becomes of a row whose call fails.

use std::fs;

use top_sandbox::{ErrorResponse, Fault};

use crate::shop::{Shop, assert_documented};

const FAST: [&str; 2] = ["--rate", "1000000"];

fn with_faults(rows: usize, faults: Vec<Fault>) -> Shop {
    Shop::new(rows, |_| (), |sandbox| faults.into_iter().fold(sandbox, top_sandbox::SandboxBuilder::fault))
}

fn error(code: u32, sub_code: &str) -> Fault {
    Fault::Error(ErrorResponse::new(code).with_sub_code(sub_code))
}

#[test]
fn refused_row_fails_and_a_lost_reply_is_unknown() {
    let faults = vec![Fault::None, error(15, "isv.refund-not-exist"), Fault::Close.after_execution()];
    let shop = with_faults(3, faults);
    let output = shop.run(&["--rate", "1000000", "--concurrency", "1"]);
    assert_eq!(output.status.code(), Some(1));

    // The page on programs shows the output, the report and the journal.
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.starts_with("3 rows: 1 done, 1 failed, 1 unknown, 0 left\n"), "{printed}");
    assert_documented(&printed);
    assert_documented(&fs::read_to_string(shop.path("cases.csv.report.csv")).unwrap());
    assert_documented(&shop.journal());
    assert_eq!((0..3).map(|row| shop.executions(row)).collect::<Vec<_>>(), [1, 0, 1]);

    let resend = ["--rate", "1000000", "--resend-unknown", "--resend-failed"];
    assert_eq!(shop.summary(&resend), "3 rows: 3 done, 0 failed, 0 unknown, 0 left");
    assert_eq!((0..3).map(|row| shop.executions(row)).collect::<Vec<_>>(), [1, 1, 2]);
}

#[test]
fn ban_beyond_the_longest_wait_stops_the_run_and_loses_no_row() {
    let shop = with_faults(20, vec![Fault::Quota { seconds: 31_062 }]);
    let output = shop.run(&FAST);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(75));
    assert!(stderr.contains("run the same command again in 310"), "{stderr}");
    assert!(shop.report().is_empty(), "{:?}", shop.report());
    // The ban belongs to the client of the first run.
    assert_eq!(shop.summary(&FAST), "20 rows: 20 done, 0 failed, 0 unknown, 0 left");
    assert!((0..20).all(|row| shop.executions(row) == 1));
}

#[test]
fn short_ban_is_waited_for() {
    let shop = with_faults(5, vec![Fault::Throttle { seconds: 1 }]);
    assert_eq!(shop.summary(&FAST), "5 rows: 5 done, 0 failed, 0 unknown, 0 left");
}

#[test]
fn invalid_session_stops_the_run_and_loses_no_row() {
    let shop = with_faults(20, vec![error(27, "invalid-sessionkey")]);
    let output = shop.run(&["--concurrency", "1"]);
    assert_eq!(output.status.code(), Some(77));
    assert!(String::from_utf8_lossy(&output.stderr).contains("invalid-sessionkey"));
    assert!(shop.executed.lock().unwrap().is_empty());
    assert_eq!(shop.journal().lines().last(), Some("waiting 0"));
}

#[test]
fn malformed_session_stops_the_run_and_loses_no_row() {
    let shop = with_faults(20, Vec::new());
    let output = shop.run_with(&[], &[("TOP_SESSION", "6100 sandbox")]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("`session`") && !stderr.contains("6100"), "{stderr}");
    assert!(shop.report().is_empty(), "{:?}", shop.report());
}

#[test]
fn failures_beyond_the_limit_stop_the_run() {
    let shop = with_faults(20, vec![error(15, "isv.refund-not-exist"); 20]);
    let output = shop.run(&["--rate", "1000000", "--max-failures", "2", "--concurrency", "1"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("more than 2 rows failed"));
    assert_eq!(shop.report().len(), 3);
}

#[test]
fn unreachable_folder_of_the_report_is_named() {
    let shop = with_faults(1, Vec::new());
    let output = shop.run(&["--report", "no/such/folder/report.csv"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("cannot write no/such/folder/report.csv: No such file"), "{stderr}");
}
