//! Structs whose members stand in another one: they are sent, signed and read as if they had been written there.

mod reply;
mod request;

use top_runtime::{Price, TopValue};

/// A part of several requests.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Page {
    page_no: i64,
    page_size: Option<i64>,
    #[top(flatten)]
    order: Order,
}

/// A part of a part.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Order {
    #[top(rename = "sort_by")]
    by: Vec<String>,
    descending: Option<bool>,
}

/// A part that may be missing, and that needs one of its members where it is there.
#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(any_of(low, high))]
struct Range {
    #[top(rename = "price_low")]
    low: Option<Price>,
    #[top(rename = "price_high")]
    high: Option<Price>,
    #[top(max_len = 3)]
    currency: Option<String>,
}

fn page() -> Page {
    let by = vec!["price".to_owned(), "sales".to_owned()];
    Page { page_no: 2, page_size: None, order: Order { by, descending: Some(true) } }
}

fn range() -> Range {
    Range { low: Some(Price::from_cents(950)), high: None, currency: Some("CNY".to_owned()) }
}
