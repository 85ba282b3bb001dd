//! Without sockets: how the desk reads the replies in `tests/fixtures`.

use top_example_shop::{ComplaintDesk, OpenError};
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, SessionKey};

use crate::ticket;

/// Opens a ticket at a platform that returns this body.
async fn open(body: &'static str) -> Result<Option<String>, OpenError> {
    let transport = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body)));
    let client = Client::builder("12345678", "helloworld").transport(transport).build().unwrap();
    ComplaintDesk::new(&client, &SessionKey::new("6100sandbox")).open(ticket()).await
}

#[tokio::test]
async fn number_of_an_opened_ticket_is_returned() {
    let number = open(include_str!("../fixtures/opened.json")).await.unwrap();
    assert_eq!(number.as_deref(), Some("10001"));
}

#[tokio::test]
async fn ticket_without_a_number_is_open_too() {
    assert_eq!(open(include_str!("../fixtures/opened_without_number.json")).await.unwrap(), None);
}

#[tokio::test]
async fn business_failure_has_the_reason_of_the_platform() {
    let error = open(include_str!("../fixtures/rejected.json")).await.unwrap_err();
    assert!(matches!(&error, OpenError::Rejected(reason) if reason == "交易单不存在"), "{error}");
}

#[tokio::test]
async fn error_of_the_platform_is_reported_with_its_request_id() {
    let error = open(include_str!("../fixtures/permission_denied.json")).await.unwrap_err();
    assert!(matches!(error, OpenError::Broken(_)), "{error}");
    assert!(error.to_string().contains("request_id `16bk4dkxlzeyy`"), "{error}");
}
