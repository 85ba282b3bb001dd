//! The page on recordings shows real output.

use std::fs;

use top_replay::{Recorder, Replay};
use top_runtime::SessionKey;
use top_runtime::clock::FixedClock;
use top_sandbox::Sandbox;

use crate::support::{GetTrade, NOW, get_trade, replaying, trade};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/record-and-replay.md");

/// Compares the block that starts so with the expected text. With `BLESS=1`: replaces the block.
fn assert_block(start: &str, expected: &str) {
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(start).expect("a block");
    let (content, after) = rest.split_once("```").expect("the end of the block");
    let block = format!("{}{content}", start.split_once('\n').unwrap().1);
    if block != expected && std::env::var_os("BLESS").is_some() {
        let language = start.split_once('\n').unwrap().0;
        fs::write(PAGE, format!("{before}{language}\n{expected}```{after}")).unwrap();
        return;
    }
    assert_eq!(block, expected, "BLESS=1 rewrites the block");
}

#[tokio::test]
async fn file_and_mismatch_are_those_of_the_code() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::builder()
        .clock(FixedClock::at_unix(NOW))
        .reply::<GetTrade>(|request| trade(request.tid))
        .start()
        .await
        .unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = sandbox.client_builder().clock(FixedClock::at_unix(NOW));
    let client = client.wrap_transport(recorder.wrapper()).build().unwrap();
    client.session(&sandbox.session()).execute(&get_trade(7)).await.unwrap();
    recorder.finish().unwrap();
    let text = fs::read_to_string(folder.path().join("0001-test.trade.get.json")).unwrap();
    assert_block("```json\n{", &text);

    let client = replaying(&Replay::open(folder.path()).unwrap());
    let error = client.session(&SessionKey::new("any")).execute(&get_trade(8)).await.unwrap_err();
    let text = error.to_string().replace(folder.path().to_str().unwrap(), "tests/recordings");
    assert_block("```text\ntest.trade.get: ", &(text + "\n"));
}
