//! A request without pages is not a list.

use top_runtime::{Client, TopApi};

#[derive(TopApi)]
#[top_api(method = "taobao.time.get")]
struct GetTime;

fn read(client: &Client) {
    let _ = client.pages(GetTime);
}

fn main() {}
