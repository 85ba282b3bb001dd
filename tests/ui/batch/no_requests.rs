//! Batches of values that are no requests, and of requests by value.

use top_runtime::{Client, TopApi};

#[derive(TopApi)]
#[top_api(method = "taobao.time.get")]
struct GetTime;

struct Other;

fn run(client: &Client) {
    let _ = client.batch((&GetTime, &Other));
}

fn by_value(client: &Client) {
    let _ = client.batch(vec![GetTime]);
}

fn main() {}
