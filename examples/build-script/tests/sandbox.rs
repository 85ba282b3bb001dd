//! Generated APIs are called like any other API.

use std::error::Error;

use top_example_build_script::apis::example_stock_get::{GetStock, GetStockResponse, StockDTO};
use top_example_build_script::apis::example_ticket_create::{
    CreateTicket, CreateTicketResponse, TicketDto, TicketItem, TicketResult, Urgency,
};
use top_sandbox::Sandbox;

#[tokio::test]
async fn api_generated_from_a_definition_is_callable() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply(|request: GetStock| GetStockResponse {
            stocks: request.warehouses.iter().map(|name| stock(name)).collect(),
        })
        .start()
        .await?;
    let request =
        GetStock { sku: "CUP-01".to_owned(), warehouses: vec!["east".to_owned(), "west".to_owned()] };
    let reply = sandbox.client()?.execute(&request).await?;
    assert_eq!(reply.into_inner().stocks, [stock("east"), stock("west")]);
    Ok(())
}

fn stock(warehouse: &str) -> StockDTO {
    StockDTO { warehouse: Some(warehouse.to_owned()), quantity: Some(3) }
}

#[tokio::test]
async fn api_generated_from_a_page_is_called_with_its_session() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().reply(|request: CreateTicket| opened(&request)).start().await?;
    let item = TicketItem { sku: "CUP-01".to_owned(), quantity: Some(2) };
    let request = CreateTicket {
        ticket: TicketDto {
            order_id: 7_788_001,
            subject: "杯子碎了".to_owned(),
            urgency: Some(Urgency::Code2),
            items: vec![item],
        },
    };
    let reply = sandbox.client()?.session(&sandbox.session()).execute(&request).await?;
    assert_eq!(reply.into_inner().result.ticket_id, Some(7_788_001));
    assert_eq!(sandbox.only_request::<CreateTicket>(), request);
    Ok(())
}

fn opened(request: &CreateTicket) -> CreateTicketResponse {
    CreateTicketResponse {
        result: TicketResult {
            ticket_id: Some(request.ticket.order_id),
            success: Some(true),
            error_code: None,
            error_msg: None,
        },
    }
}
