use top_runtime::{Client, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ticket.create", session = required, response = Created)]
struct CreateTicket {
    nick: String,
}

#[derive(TopValue)]
struct Created {
    id: i64,
}

async fn call(client: Client, request: CreateTicket) {
    client.execute_raw(&request).await.unwrap();
}

fn main() {}
