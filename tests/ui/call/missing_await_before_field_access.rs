use top_runtime::{Client, Error, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ticket.create", response = Created)]
struct CreateTicket {
    nick: String,
}

#[derive(TopValue)]
struct Created {
    id: i64,
}

async fn field(client: Client, request: CreateTicket) -> i64 {
    client.execute(&request).id
}

async fn question_mark(client: Client, request: CreateTicket) -> Result<i64, Error> {
    let created = client.execute(&request)?;
    Ok(created.id)
}

async fn method(client: Client, request: CreateTicket) -> String {
    client.execute(&request).unwrap().request_id().to_owned()
}

fn main() {}
