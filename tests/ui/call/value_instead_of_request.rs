use top_runtime::{Client, TopValue};

#[derive(TopValue)]
struct Line {
    code: String,
}

async fn call(client: Client) {
    client.execute(&Line { code: String::new() }).await.unwrap();
}

fn main() {}
