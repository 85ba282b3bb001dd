use top_runtime::Client;

struct Ask;

async fn call(client: Client) {
    client.execute(&Ask).await.unwrap();
}

fn main() {}
