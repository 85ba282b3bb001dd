//! Connects a seller, keeps the session valid, and tells when the seller must authorise again.
//!
//! `cargo run -p top-examples --example sessions`

use std::error::Error;
use std::time::Duration;

use top_auth::{Authorize, MemoryStore, SessionEvent, Sessions, State};
use top_runtime::{TopApi, TopValue};
use top_sandbox::{Sandbox, Seller, TestClock};

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get", session = required, response = SellerInfo)]
struct GetSeller {
    fields: String,
}

#[derive(TopValue)]
struct SellerInfo {
    nick: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let clock = TestClock::at_unix(1_763_308_800);
    let sandbox = Sandbox::builder()
        .app("12345678", "helloworld")
        .clock(clock.clone())
        .seller(Seller::new("茶铺").session_life(Duration::from_secs(3_600)))
        .reply::<GetSeller>(|_| SellerInfo { nick: "茶铺".to_owned() })
        .start()
        .await?;
    let authorize = Authorize::new("12345678", "https://erp.example.com/callback")?;
    let sessions = Sessions::builder(sandbox.client()?, MemoryStore::new())
        .authorize(authorize.clone())
        .clock(clock.clone())
        .on_event(|event| match event {
            SessionEvent::Refreshed { seller, .. } => println!("refreshed the session of {seller}"),
            SessionEvent::Failed { seller, .. } => println!("no valid session of {seller}"),
            other => println!("{other:?}"),
        })
        .build();

    // The browser is sent to the page, and returns with `state` and `code`.
    let state = State::generate()?;
    let _page = authorize.url(&state);
    let (returned_state, code) = (state.as_str(), sandbox.authorize("茶铺"));
    state.verify(Some(returned_state))?;
    let token = sessions.authorize("seller-1", &code).await?;
    println!("connected the shop {}", token.user.nick.unwrap_or_default());

    let seller = sessions.of("seller-1");
    let request = GetSeller { fields: "nick".to_owned() };
    println!("read {}", seller.execute(&request).await?.nick);

    clock.advance(Duration::from_secs(3_540)); // a minute before the end of the session
    println!("read {}", seller.execute(&request).await?.nick);

    sandbox.revoke("茶铺"); // the seller ends the authorisation on the platform
    if let Err(error) = seller.execute(&request).await {
        let facts = error.auth().and_then(|error| error.reauthorize()).ok_or("another error")?;
        println!("{} must authorise the app again at", facts.seller);
        println!("{}", facts.url.as_deref().unwrap_or_default());
    }
    Ok(())
}
