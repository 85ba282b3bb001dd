//! The commands that start workers, and show how far a run is.

use top_sandbox::{ErrorResponse, Fault};

use crate::shop::{Shop, assert_documented};

#[test]
fn run_pushes_every_row_once() {
    let Some(shop) = Shop::start() else { return };
    let args = ["run", "--rows", "300", "--workers", "2", "--rate", "100000"];
    let output = shop.run(&args);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}");
    assert!(printed.ends_with("300 rows: 300 done, 0 failed, 0 left\n"), "{printed}");
    let received = shop.gateway.received();
    assert_eq!((received.cases, received.calls.len()), (300, 300));

    let output = shop.run(&args);
    assert!(output.status.success());
    assert_eq!(shop.gateway.calls(), 300, "a repeated run sends nothing");
    let output = shop.run(&["--run", "2", "run", "--rows", "50", "--workers", "1"]);
    assert!(output.status.success());
    assert_eq!(shop.gateway.received().repeated, 50, "another run starts from the first row");
}

#[test]
fn refused_row_is_listed_and_the_others_are_pushed() {
    let Some(shop) = Shop::start() else { return };
    shop.sandbox.fault(Fault::Error(ErrorResponse::new(15).with_sub_code("isv.refund-not-exist")));
    let args = ["--workers", "1", "--rate", "100000", "--concurrency", "1"];
    let output = shop.run(&[&["run", "--rows", "40"][..], &args].concat());
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{printed}");
    let end = printed.rfind("40 rows: ").expect(&printed);
    assert_documented(&printed[end..]);
    assert_eq!(shop.gateway.received().cases, 39);
}

#[test]
fn rejected_session_ends_the_run() {
    let Some(shop) = Shop::start() else { return };
    let mut command = shop.command(&["run", "--rows", "100", "--workers", "1"]);
    let output = command.env("TOP_SESSION", "6100unknown").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(77), "{printed}");
    assert!(printed.contains("100 rows: 0 done, 0 failed, 100 left"), "{printed}");
    assert!(!printed.contains("6100unknown"), "{printed}");
}

#[test]
fn redis_that_cannot_be_reached_is_named() {
    let Some(shop) = Shop::start() else { return };
    let mut command = shop.command(&["worker"]);
    let output = command.env("REDIS_URL", "redis+unix:///does/not/exist?pass=topsecret").output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("fleet: Redis: ") && !error.contains("topsecret"), "{error}");
}
