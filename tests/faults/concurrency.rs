//! One client shared by many tasks.

use std::sync::Arc;
use std::time::Duration;

use top_runtime::{Params, Value};
use top_sandbox::Sandbox;

/// A timeout that is sufficient on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// 2,000 concurrent tasks each receive their own reply.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn client_is_shared_by_2000_tasks() {
    const TASKS: usize = 2_000;
    let sandbox = Sandbox::builder()
        .on("test.echo", |params| Value::from_iter([("id", params.get("id").unwrap_or_default().into())]))
        .start()
        .await
        .unwrap();
    let client = sandbox.client_builder().timeout(PATIENCE).connect_timeout(PATIENCE).build().unwrap();
    let client = Arc::new(client);
    let calls: Vec<_> = (0..TASKS)
        .map(|id| {
            let client = Arc::clone(&client);
            tokio::spawn(async move {
                let reply = client.call("test.echo", &Params::new().with("id", id.to_string())).await?;
                Ok::<_, top_runtime::Error>(reply.get("id").and_then(Value::as_str) == Some(&*id.to_string()))
            })
        })
        .collect();
    for call in calls {
        assert!(call.await.unwrap().unwrap());
    }
    let mut ids: Vec<_> =
        sandbox.requests().iter().map(|seen| seen.params().get("id").unwrap().to_owned()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((sandbox.requests().len(), ids.len()), (TASKS, TASKS));
}
