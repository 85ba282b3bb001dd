//! Records calls to files, then replays them without a gateway. The files contain no secret, and
//! pseudonyms in place of the receiver.
//!
//! `cargo run -p top-examples --example record_and_replay`

use std::error::Error;

use top_replay::{Recorder, Replay};
use top_runtime::{Client, SessionKey, TopApi, TopValue};
use top_sandbox::Sandbox;

#[derive(TopApi)]
#[top_api(method = "example.trade.get", session = required, response = Trade)]
struct GetTrade {
    tid: i64,
}

#[derive(TopValue)]
struct Trade {
    title: String,
    receiver_name: String,
}

/// The code under test.
async fn label(client: &Client, session: &SessionKey, tid: i64) -> Result<String, top_runtime::Error> {
    let trade = client.session(session).execute(&GetTrade { tid }).await?;
    Ok(format!("{} for {}", trade.title, trade.receiver_name))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;

    // Against the platform, the client has its credentials: `Client::builder_from_env()`.
    let trade = |_| Trade { title: "陶瓷茶杯".to_owned(), receiver_name: "张三".to_owned() };
    let sandbox = Sandbox::builder().reply::<GetTrade>(trade).start().await?;
    let recorder = Recorder::open(folder.path())?;
    let client = sandbox.client_builder().wrap_transport(recorder.wrapper()).build()?;
    println!("recorded: {}", label(&client, &sandbox.session(), 7).await?);
    println!("{} file(s)", recorder.finish()?);
    sandbox.stop().await;

    let replay = Replay::open(folder.path())?;
    let client = Client::builder("any", "any").transport(replay.clone()).build()?;
    let session = SessionKey::new("any");
    println!("replayed: {}", label(&client, &session, 7).await?);
    println!("unused: {:?}", replay.unused());
    if let Err(error) = label(&client, &session, 8).await {
        println!("{}", error.to_string().replace(&folder.path().display().to_string(), "FOLDER"));
    }
    Ok(())
}
