#![deny(unused_must_use)]

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
    client.session(&"key".into()).execute(&request);
}

fn main() {}
