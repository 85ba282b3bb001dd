//! The reply of the benchmarks: a page of sold orders, in each form and of any size.

mod bodies;

use serde::Deserialize;
use top_runtime::TopValue;

pub use bodies::{METHOD, simplified, wrapped, xml};

/// A page of orders.
#[derive(Debug, Clone, PartialEq, TopValue, Deserialize)]
pub struct TradesSold {
    /// Number of orders on all pages.
    pub total_results: i64,
    /// Whether another page follows.
    pub has_next: bool,
    /// Orders of this page.
    pub trades: Vec<Trade>,
}

/// An order.
#[derive(Debug, Clone, PartialEq, TopValue, Deserialize)]
#[allow(missing_docs)]
pub struct Trade {
    pub tid: i64,
    pub status: String,
    pub title: String,
    pub seller_nick: String,
    pub buyer_nick: Option<String>,
    pub created: String,
    pub pay_time: Option<String>,
    pub consign_time: Option<String>,
    pub num: i64,
    pub price: String,
    pub payment: String,
    pub post_fee: Option<String>,
    pub has_post_fee: bool,
    pub receiver_name: String,
    pub receiver_state: String,
    pub receiver_address: String,
    pub receiver_mobile: Option<String>,
    pub buyer_message: Option<String>,
    pub orders: Vec<Order>,
}

/// One article of an order.
#[derive(Debug, Clone, PartialEq, TopValue, Deserialize)]
#[allow(missing_docs)]
pub struct Order {
    pub oid: i64,
    pub num_iid: i64,
    pub title: String,
    pub pic_path: String,
    pub price: String,
    pub num: i64,
    pub status: String,
    pub sku_properties_name: Option<String>,
}
