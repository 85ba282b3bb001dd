use top_runtime::{Client, TopApi};

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get", session = required)]
struct GetSeller {
    fields: String,
}

async fn call(client: &Client, request: &GetSeller) {
    client.execute(request).await.ok();
}

fn main() {}
