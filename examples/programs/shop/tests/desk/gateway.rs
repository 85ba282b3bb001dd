//! Against the local gateway: signatures, parameters and faults are those of the platform.

use std::time::Duration;

use top_example_shop::{ComplaintDesk, CreateComplaintTicket, IfpResult, OpenError, TicketCreated};
use top_runtime::retry::RetryPolicy;
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::ticket;

/// Starts a gateway that opens tickets, and a desk that calls it once per ticket.
async fn start() -> (Sandbox, ComplaintDesk) {
    let opened = |_| TicketCreated {
        ifp_result: IfpResult {
            ifp_code: None,
            ifp_data: Some("10001".to_owned()),
            ifp_success: Some(true),
            desc: None,
        },
    };
    let sandbox = Sandbox::builder().reply::<CreateComplaintTicket>(opened).start().await.unwrap();
    let client = sandbox.client_builder().retry(RetryPolicy::never()).build().unwrap();
    let desk = ComplaintDesk::new(&client, &sandbox.session());
    (sandbox, desk)
}

#[tokio::test]
async fn ticket_is_sent_as_it_was_given() {
    let (sandbox, desk) = start().await;
    assert_eq!(desk.open(ticket()).await.unwrap().as_deref(), Some("10001"));
    assert_eq!(sandbox.only_request::<CreateComplaintTicket>().create_request, ticket());
    assert_eq!(sandbox.requests()[0].seller(), Some("sandbox_seller"));
}

#[tokio::test]
async fn ticket_without_items_is_not_sent() {
    let (sandbox, desk) = start().await;
    let mut empty = ticket();
    empty.items.clear();
    let error = desk.open(empty).await.unwrap_err();
    assert!(error.to_string().contains("`create_request.items`"), "{error}");
    sandbox.assert_received::<CreateComplaintTicket>(0);
}

#[tokio::test]
async fn ban_says_when_to_try_again() {
    let (sandbox, desk) = start().await;
    sandbox.fault(Fault::Throttle { seconds: 30 });
    let error = desk.open(ticket()).await.unwrap_err();
    assert!(matches!(error, OpenError::Later(wait) if wait == Duration::from_secs(30)), "{error}");
}

#[tokio::test]
async fn lost_reply_is_to_be_checked() {
    let (sandbox, desk) = start().await;
    sandbox.fault(Fault::Close.after_execution());
    let error = desk.open(ticket()).await.unwrap_err();
    assert!(matches!(error, OpenError::Check(_)), "{error}");
    assert!(sandbox.requests()[0].executed());
}

#[tokio::test]
async fn expired_session_asks_for_authorisation() {
    let (sandbox, desk) = start().await;
    sandbox.fault(Fault::Error(ErrorResponse::new(27).with_sub_code("invalid-sessionkey")));
    let error = desk.open(ticket()).await.unwrap_err();
    assert!(matches!(error, OpenError::Authorise), "{error}");
}
