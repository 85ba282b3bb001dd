//! The call shown in the README after `topctl add`.

use top_example_build_script::apis::example_ticket_create as ticket;
use top_runtime::{Client, Error, SessionKey};
use top_sandbox::Sandbox;

async fn open(client: &Client, key: &SessionKey) -> Result<Option<i64>, Error> {
    let cup = ticket::TicketItem { sku: "CUP-01".to_owned(), quantity: Some(2) };
    let request = ticket::CreateTicket {
        ticket: ticket::TicketDto {
            order_id: 7_788_001,
            subject: "杯子碎了".to_owned(),
            urgency: Some(ticket::Urgency::Code2),
            items: vec![cup],
        },
    };
    Ok(client.session(key).execute(&request).await?.result.ticket_id)
}

#[tokio::test]
async fn readme_call_returns_the_ticket_number() -> Result<(), Box<dyn std::error::Error>> {
    let result =
        ticket::TicketResult { ticket_id: Some(42), success: Some(true), error_code: None, error_msg: None };
    let reply = ticket::CreateTicketResponse { result };
    let sandbox = Sandbox::builder().reply::<ticket::CreateTicket>(move |_| reply.clone()).start().await?;

    assert_eq!(open(&sandbox.client()?, &sandbox.session()).await?, Some(42));
    Ok(())
}
