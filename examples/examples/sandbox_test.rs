//! Tests code that calls the platform: a local gateway replies, fails on request, and records the
//! requests.
//!
//! `cargo run -p top-examples --example sandbox_test`

use std::error::Error as StdError;

use top_runtime::{Client, Error, SessionKey, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get", session = required, response = Seller, idempotent)]
struct GetSeller {
    fields: Vec<String>,
}

#[derive(TopValue)]
struct Seller {
    nick: String,
}

/// The code under test.
async fn greet(client: &Client, session: &SessionKey) -> Result<String, Error> {
    let request = GetSeller { fields: vec!["nick".to_owned()] };
    let seller = client.session(session).execute(&request).await?;
    Ok(format!("你好, {}", seller.nick))
}

/// In a test crate, this is a `#[tokio::test]`.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sandbox = Sandbox::builder()
        .reply::<GetSeller>(|_| Seller { nick: "阿里".to_owned() })
        // The first attempt is executed, but its reply is lost.
        .fault(Fault::Close.after_execution())
        .start()
        .await?;

    let greeting = greet(&sandbox.client()?, &sandbox.session()).await?;

    assert_eq!(greeting, "你好, 阿里");
    println!("greeting: {greeting}");
    for request in sandbox.requests() {
        println!("{}: executed {}, fault {:?}", request.method(), request.executed(), request.fault());
    }
    assert_eq!(sandbox.assert_received::<GetSeller>(2)[0].fields, ["nick"]);
    Ok(())
}
