//! Reply bodies for the wide structs: the members of the narrow ones, in a chosen order.

use std::fmt;

use serde_json::{Map, Value};

use super::{Order, Trade};
use crate::replies::simplified;

/// Order of the members of an object in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Members {
    /// As in the struct.
    Declared,
    /// The last first.
    Reversed,
    /// Drawn, the same in each object.
    Shuffled,
}

impl Members {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Declared, Self::Reversed, Self::Shuffled];

    /// Sorts names that are in the order of the struct.
    fn sort(self, names: &[&'static str]) -> Vec<&'static str> {
        let mut names = names.to_vec();
        match self {
            Self::Declared => {}
            Self::Reversed => names.reverse(),
            Self::Shuffled => fastrand::Rng::with_seed(7).shuffle(&mut names),
        }
        names
    }
}

impl fmt::Display for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Declared => "in order",
            Self::Reversed => "reversed",
            Self::Shuffled => "shuffled",
        })
    }
}

/// Returns a simplified JSON reply of about `size` bytes, with at least one order.
#[must_use]
pub fn body(size: usize, members: Members) -> String {
    let mut page: Map<String, Value> =
        serde_json::from_str(&simplified(size)).expect("the body is valid JSON");
    let (trade_names, order_names) = (members.sort(Trade::NAMES), members.sort(Order::NAMES));
    let trades = take_list(&mut page, "trades").into_iter().map(|mut trade| {
        let orders = take_list(&mut trade, "orders");
        let orders: Vec<_> = orders.iter().map(|order| object(order, &order_names, "")).collect();
        object(&trade, &trade_names, &orders.join(","))
    });
    let trades: Vec<String> = trades.collect();
    let rest = serde_json::to_string(&page).expect("a value can be written");
    format!("{{\"trades\":[{}],{}", trades.join(","), rest.trim_start_matches('{'))
}

fn take_list(object: &mut Map<String, Value>, name: &str) -> Vec<Map<String, Value>> {
    match object.remove(name) {
        Some(Value::Array(items)) => items.into_iter().filter_map(|item| item.as_object().cloned()).collect(),
        _ => Vec::new(),
    }
}

/// Writes an object with its members in the order of `names`. `orders` is the content of its list.
fn object(object: &Map<String, Value>, names: &[&str], orders: &str) -> String {
    let members = names.iter().filter_map(|name| {
        let value = match object.get(*name) {
            // Slashes are escaped, as the gateway does.
            Some(value) => value.to_string().replace('/', "\\/"),
            None if *name == "orders" => format!("[{orders}]"),
            None => return None,
        };
        Some(format!("\"{name}\":{value}"))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}
