//! Sends several calls in one request: a list of one type, and a pair of two types.
//!
//! Prints the result of each call: one is refused, and one is not sent.
//!
//! `cargo run -p top-examples --example batch`

use top_runtime::{Error, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Sandbox};

#[derive(TopApi)]
#[top_api(method = "taobao.time.get", session = none, response = Time)]
struct GetTime;

#[derive(TopValue)]
struct Time {
    time: String,
}

#[derive(TopApi)]
#[top_api(method = "taobao.trade.memo.add", session = required, response = MemoAdded)]
struct AddMemo {
    tid: i64,
    #[top(max_len = 20)]
    memo: String,
}

#[derive(TopValue)]
struct MemoAdded {
    trade: Trade,
}

#[derive(TopValue)]
struct Trade {
    tid: i64,
    created: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = gateway().start().await?;
    let client = sandbox.client()?;
    let seller = client.session(&sandbox.session());

    let memo = |tid, memo: &str| AddMemo { tid, memo: memo.to_owned() };
    let memos = [
        memo(1, "call back"),
        memo(2, "fragile"),
        memo(3, "this memo is too long for the API"),
        memo(4, "gift"),
    ];
    for (request, result) in memos.iter().zip(seller.batch(&memos).await?) {
        match result {
            Ok(reply) => println!("{}: {}", reply.trade.tid, reply.trade.created),
            Err(error) => println!("{}: {}", request.tid, without_id(&error)),
        }
    }

    let (time, added) = seller.batch((&GetTime, &memo(5, "wrap"))).await?;
    println!("{}: trade {}", time?.time, added?.trade.tid);
    println!("{} calls reached the gateway", sandbox.requests().len());
    Ok(())
}

/// Returns the text of an error without the id, which differs from run to run.
fn without_id(error: &Error) -> String {
    error.to_string().split(", request_id").next().unwrap_or_default().to_owned()
}

fn gateway() -> top_sandbox::SandboxBuilder {
    Sandbox::builder()
        .reply::<GetTime>(|_| Time { time: "2025-11-17 00:00:00".to_owned() })
        .try_reply::<AddMemo>(|request| match request.tid {
            2 => Err(ErrorResponse::new(15).with_sub_code("isv.trade-not-exist").with_sub_msg("交易不存在")),
            tid => Ok(MemoAdded { trade: Trade { tid, created: "2025-11-17 00:00:00".to_owned() } }),
        })
}
