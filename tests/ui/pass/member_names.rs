#![deny(warnings)]

use top_runtime::{Fields, TopValue, fields};

// Member paths through options, lists, boxes, flattened structs, recursive types, type parameters
// and aliases. The part after a dot is checked at run time.
#[derive(TopValue)]
pub struct Trade<T = i64> {
    orders: Option<Vec<Option<Box<Order>>>>,
    lists: Vec<Vec<Order>>,
    #[top(flatten)]
    receiver: Receiver,
    others: Orders,
    any: T,
}

type Orders = Vec<Order>;

#[derive(TopValue)]
struct Order {
    oid: i64,
    trade: Option<Box<Trade>>,
    same: Vec<Self>,
}

#[derive(TopValue)]
struct Receiver {
    city: City,
    order: Option<Box<Order>>,
}

#[derive(TopValue)]
struct City {
    r#type: String,
}

// Only sent. Public, although it contains a private type.
#[derive(TopValue)]
pub struct Sent<'a> {
    private: Option<&'a Private<'a>>,
}

#[derive(TopValue)]
struct Private<'a> {
    text: &'a str,
}

const CHOSEN: Fields<Trade> = fields!(Trade, "orders.oid", "lists.same", "city.type", "order.trade", "others.oid", "any.thing");

fn main() {
    let _ = Sent { private: Some(&Private { text: "" }) };
    assert_eq!(CHOSEN.to_string(), "orders.oid,lists.same,city.type,order.trade,others.oid,any.thing");
    assert_eq!(fields!(Order, "same.trade.city.type").to_string(), "same.trade.city.type");
}
