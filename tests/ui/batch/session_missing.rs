//! A batch of an API that needs a session, without one.

use top_runtime::{Client, TopApi};

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get", session = required)]
struct GetSeller {
    fields: String,
}

fn run(client: &Client, seller: GetSeller) {
    let _ = client.batch((&seller, &seller));
}

fn main() {}
