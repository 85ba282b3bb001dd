//! Tests of the complaint desk in three ways: a local gateway that checks each request, fixed
//! replies without sockets, and recorded calls.

#![allow(clippy::expect_used, clippy::unwrap_used)] // an unexpected result fails the test

mod gateway;
mod recordings;
mod replies;

use top_example_shop::{ComplaintTicket, TicketItem};

/// Returns a ticket that the platform accepts.
fn ticket() -> ComplaintTicket {
    ComplaintTicket {
        source_order_id: "1100085056548470636".to_owned(),
        merchant_code: "M10001".to_owned(),
        user_comment: Some("外包装破损".to_owned()),
        reason_type_code_level1: "R01".to_owned(),
        reason_detail: "R0102".to_owned(),
        items: vec![TicketItem {
            amount: 1,
            price: 1999,
            sub_source_order_id: "1100085056548470637".to_owned(),
        }],
    }
}

#[test]
fn page_on_programs_shows_a_test_of_the_gateway() {
    let source = include_str!("gateway.rs");
    let start = source.find("#[tokio::test]\nasync fn lost_reply").expect("the test");
    let (test, _) = source[start..].split_once("\n}\n").expect("the end of the test");
    let shown = format!("```rust,ignore\n{test}\n}}\n```");
    assert!(
        include_str!("../../../../../docs/programs.md").contains(&shown),
        "not in docs/programs.md:\n{shown}"
    );
}
