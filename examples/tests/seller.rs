//! The test of the README: code that calls the platform, tested against the local gateway.

use top_runtime::{Client, Error, SessionKey, TopApi, TopValue};
use top_sandbox::Sandbox;

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get", session = required, response = Seller)]
struct GetSeller {
    fields: Vec<String>,
}

#[derive(TopValue)]
struct Seller {
    nick: String,
}

/// Your code.
async fn greet(client: &Client, key: &SessionKey) -> Result<String, Error> {
    let request = GetSeller { fields: vec!["nick".to_owned()] };
    let seller = client.session(key).execute(&request).await?;
    Ok(format!("你好, {}", seller.nick))
}

#[tokio::test]
async fn greets_the_seller() -> Result<(), Box<dyn std::error::Error>> {
    let seller = |_| Seller { nick: "阿里".to_owned() };
    let sandbox = Sandbox::builder().reply::<GetSeller>(seller).start().await?;

    let greeting = greet(&sandbox.client()?, &sandbox.session()).await?;

    assert_eq!(greeting, "你好, 阿里");
    assert_eq!(sandbox.only_request::<GetSeller>().fields, ["nick"]);
    Ok(())
}
