use top_runtime::{Client, Error, TopApi};

#[derive(TopApi)]
#[top_api(method = "test.ticket.create")]
struct CreateTicket {
    nick: String,
}

async fn call(client: Client, request: CreateTicket) -> Result<i64, Error> {
    let reply = client.execute(&request).await?;
    Ok(reply.id)
}

fn main() {}
