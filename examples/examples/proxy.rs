//! A proxy for one client, with default headers, and the errors of a wrong proxy.
//!
//! `cargo run -p top-examples --example proxy`

use std::error::Error;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use top_runtime::{Client, TopApi, TopValue};
use top_sandbox::Sandbox;

#[derive(TopApi)]
#[top_api(method = "taobao.time.get", response = Time)]
struct GetTime;

#[derive(TopValue)]
struct Time {
    time: String,
}

/// Starts a proxy that passes requests on to one address. Returns its own address.
async fn start_proxy(gateway: String) -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?.to_string();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let gateway = gateway.clone();
            tokio::spawn(async move {
                let mut server = TcpStream::connect(gateway).await?;
                println!("the proxy connects to the gateway");
                copy_bidirectional(&mut client, &mut server).await
            });
        }
    });
    Ok(address)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply::<GetTime>(|_| Time { time: "2025-11-17 00:00:00".to_owned() })
        .start()
        .await?;
    let gateway = sandbox.url().split('/').nth(2).unwrap_or_default();
    let proxy = start_proxy(gateway.to_owned()).await?;

    let client = sandbox
        .client_builder()
        .proxy(format!("http://user:hunter2@{proxy}"))
        .default_header("x-team", "orders")
        .user_agent("order-sync/2.1")
        .build()?;
    let reply = client.execute(&GetTime).await?;
    println!("{}, asked by {:?}", reply.time, sandbox.requests()[0].header("user-agent").unwrap_or_default());

    for proxy in ["proxy.example:8080", "ftp://user:hunter2@proxy.example", "http://proxy.example/path"] {
        let error = Client::builder("12345678", "helloworld").proxy(proxy).build().err();
        println!("{}", error.map(|error| error.to_string()).unwrap_or_default());
    }
    Ok(())
}
