//! Opens a complaint ticket: a typed request with nested objects, sent with a seller's session.
//!
//! `cargo run -p top-examples --example complaint_ticket`

use std::error::Error;

use top_examples::complaint_ticket::{ComplaintTicket, ComplaintType, CreateComplaintTicket, TicketItem};
use top_examples::gateway;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = gateway::start().await?;
    let client = sandbox.client()?;
    // `session = required` on the request: `client.execute` without a session does not compile.
    let seller = client.session(&sandbox.session());

    let request = CreateComplaintTicket {
        create_request: ComplaintTicket {
            source_order_id: "1100085056548470636".to_owned(),
            merchant_code: "M10001".to_owned(),
            user_comment: Some("外包装破损".to_owned()),
            attachments: Vec::new(),
            reason_detail: "R0102".to_owned(),
            reason_type_code_level1: "R01".to_owned(),
            items: vec![TicketItem {
                amount: 1,
                price: 1999,
                sub_source_order_id: "1100085056548470637".to_owned(),
            }],
            customer_complaint_type: Some(ComplaintType::Complaint),
        },
    };

    // `prepare` sends nothing. It shows the parameters that `execute` sends.
    let prepared = seller.prepare(&request)?;
    for (name, value) in prepared.params().filter(|(name, _)| *name == "create_request") {
        println!("{name} = {value}");
    }

    // `execute` returns an error if the reply reports a business failure.
    let reply = seller.execute(&request).await?;
    println!("ticket {}", reply.ifp_result.ifp_data.as_deref().unwrap_or("without a number"));
    println!("request_id {}", reply.request_id());
    Ok(())
}
