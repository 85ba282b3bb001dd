//! Flattened structs are sent, signed and decoded like members of the enclosing struct.

mod reply;
mod request;

use top_runtime::{Price, TopValue};

/// A struct flattened into several requests.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Page {
    page_no: i64,
    page_size: Option<i64>,
    #[top(flatten)]
    order: Order,
}

/// A struct flattened into a flattened struct.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Order {
    #[top(rename = "sort_by")]
    by: Vec<String>,
    descending: Option<bool>,
}

/// An optional flattened struct that requires one of its members.
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
