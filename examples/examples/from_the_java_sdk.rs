//! The program of `docs/from-the-java-sdk.md`: adds a memo to a trade.

use top_runtime::{Client, DateTime, SessionKey, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "taobao.trade.memo.add", session = required, response = MemoAdded)]
struct AddMemo {
    tid: i64,
    #[top(max_len = 1000)]
    memo: String,
}

#[derive(TopValue)]
struct MemoAdded {
    trade: Trade,
}

#[derive(TopValue)]
struct Trade {
    created: DateTime,
}

async fn add_memo(client: &Client, session_key: &SessionKey, tid: i64) {
    let request = AddMemo { tid, memo: "已联系买家".to_owned() };
    match client.session(session_key).execute(&request).await {
        Ok(reply) => println!("added {}", reply.trade.created),
        Err(error) if error.may_have_executed() => println!("look up the memo first: {error}"),
        Err(error) if error.is_retryable() => println!("try again later: {error}"),
        Err(error) => println!("{error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // For the platform: Client::builder(app_key, app_secret).build()?
    let sandbox = top_sandbox::Sandbox::builder()
        .reply::<AddMemo>(|_| MemoAdded { trade: Trade { created: DateTime::from_unix(1_763_308_800) } })
        .start()
        .await?;
    add_memo(&sandbox.client()?, &sandbox.session(), 2_231_958_349).await;
    sandbox.fault(top_sandbox::Fault::Close.after_execution());
    add_memo(&sandbox.client()?, &sandbox.session(), 2_231_958_349).await;
    Ok(())
}
