//! A script without `async`: a call per trade, in four threads.
//!
//! `cargo run -p top-examples --example blocking`

use std::error::Error;
use std::thread;

use tokio::runtime::Runtime;
use top_runtime::{Client, SessionKey, TopApi, TopValue, blocking};
use top_sandbox::{ErrorResponse, Sandbox};

/// Closes a trade.
#[derive(TopApi)]
#[top_api(method = "taobao.trade.close", session = required, response = TradeClosed)]
struct CloseTrade {
    tid: u64,
    close_reason: String,
}

#[derive(TopValue)]
struct TradeClosed {
    trade: Trade,
}

#[derive(TopValue)]
struct Trade {
    tid: u64,
}

/// Closes trades one after another. Returns the number of those that were closed.
fn close(client: &blocking::Client, seller: &SessionKey, tids: &[u64]) -> usize {
    let seller = client.session(seller);
    let mut closed = 0;
    for &tid in tids {
        match seller.execute(&CloseTrade { tid, close_reason: "买家取消".to_owned() }) {
            Ok(reply) => closed += usize::from(reply.trade.tid == tid),
            Err(error) => println!("{tid}: {error}"),
        }
    }
    closed
}

fn main() -> Result<(), Box<dyn Error>> {
    // Only the local gateway needs a runtime.
    let runtime = Runtime::new()?;
    let sandbox = runtime.block_on(gateway())?;

    let client = Client::builder("12345678", "helloworld").gateway(sandbox.url()).build_blocking()?;
    let seller = SessionKey::new("6100abc");
    let tids: Vec<u64> = (1..=40).collect();
    let closed: usize = thread::scope(|scope| {
        let threads: Vec<_> =
            tids.chunks(10).map(|tids| scope.spawn(|| close(&client, &seller, tids))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
    });
    println!("closed {closed} of {} trades", tids.len());

    // A blocking call in async code is an error, as it would stop the other tasks.
    let error = runtime.block_on(async { client.execute(&GetTime).err() });
    println!("{}", error.map(|error| error.to_string()).unwrap_or_default());
    Ok(())
}

#[derive(TopApi)]
#[top_api(method = "taobao.time.get")]
struct GetTime;

async fn gateway() -> std::io::Result<Sandbox> {
    Sandbox::builder()
        .app("12345678", "helloworld")
        .session("6100abc", "seller")
        .try_reply::<CloseTrade>(|request| match request.tid {
            7 => Err(ErrorResponse::new(15).with_sub_code("isv.trade-not-exist").with_sub_msg("交易不存在")),
            tid => Ok(TradeClosed { trade: Trade { tid } }),
        })
        .start()
        .await
}
