//! Calls an API without a declaration: parameters by name, the reply as a tree.
//!
//! `cargo run -p top-examples --example untyped_call`

use std::error::Error;

use top_runtime::{Params, Value};
use top_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .on("taobao.item.seller.get", |params| {
            let id = params.get("num_iid").unwrap_or_default();
            let item = Value::from_iter([("num_iid", id.into()), ("title", "陶瓷茶杯".into())]);
            Value::from_iter([("item", item)])
        })
        .start()
        .await?;
    let seller = sandbox.client()?.session(&sandbox.session());

    let params = Params::new().with("fields", "num_iid,title").with("num_iid", "7788001");
    let reply = seller.call("taobao.item.seller.get", &params).await?;

    let item = reply.get("item");
    let title = item.and_then(|item| item.get("title")).and_then(Value::as_str);
    println!("title {}", title.unwrap_or("unknown"));
    println!("body {}", reply.body());
    println!("request_id {}", reply.request_id());
    Ok(())
}
