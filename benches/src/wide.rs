//! Budget: decoding into structs as wide as the platform's largest, of whose members few come.
//!
//! `Trade` and `Order` of the platform have 289 and 158 members. A reply has those that the request
//! asks for, in an order of its own. The structs here have as many members of the same kinds with
//! drawn names.

/// Declares a struct with our derive, and the names of its members.
macro_rules! wide {
    ($name:ident: $($(#[$meta:meta])* $member:ident: $type:ty,)*) => {
        /// A struct with drawn members.
        #[derive(Debug, top_runtime::TopValue)]
        #[allow(missing_docs)]
        pub struct $name {
            $(pub $member: $type,)*
        }

        impl $name {
            /// Names of the members, in the order of the struct.
            pub const NAMES: &[&str] = &[$(stringify!($member)),*];
        }
    };
}

mod bodies;
pub mod draw;
#[path = "../serde/src/order.rs"]
mod order;
#[path = "../serde/src/trade.rs"]
mod trade;

use std::hint::black_box;

use bytes::Bytes;
use top_runtime::{Reply, TopValue};

use crate::budget::Budget;
use crate::harness::Functions;
use crate::replies::METHOD;

pub use bodies::{Members, body};
pub use order::Order;
pub use trade::Trade;

/// Maximum ratio to serde.
const LIMIT: f64 = 1.0;

/// A page of orders.
#[derive(Debug, TopValue)]
pub struct TradesSold {
    /// Number of orders on all pages.
    pub total_results: Option<i64>,
    /// Whether another page follows.
    pub has_next: Option<bool>,
    /// Orders of this page.
    pub trades: Vec<Trade>,
}

/// Decodes a body from its bytes, as a client does.
#[must_use]
pub fn read(body: &Bytes) -> Reply<TradesSold> {
    top_runtime::__v0_1_0::read_reply(METHOD, true, body.clone()).expect("a reply")
}

/// Measures bodies of 1 and 100 kB with their members in each order, and one of 5 MB.
#[must_use]
pub fn measure() -> Vec<Budget> {
    let small = [1, 100].into_iter().flat_map(|size| Members::ALL.map(|members| budget(size, members)));
    small.chain([budget(5 << 10, Members::Shuffled)]).collect()
}

fn budget(kilobytes: usize, members: Members) -> Budget {
    let body = Bytes::from(body(kilobytes << 10, members));
    let same = body.clone();
    let name = format!("decode wide structs, members {members}, {} bytes", body.len());
    let benchmark = Functions::new(
        move || drop(black_box(read(black_box(&body)))),
        move || drop(black_box(top_benches_serde::read(black_box(&same)))),
    );
    Budget::new(name, LIMIT, benchmark)
}

#[cfg(test)]
mod tests {
    use super::{Members, body, read};

    #[test]
    fn serde_reads_equal_values_from_members_in_any_order() {
        for members in Members::ALL {
            let body = body(10 << 10, members);
            let expected = top_benches_serde::read(body.as_bytes()).expect("serde reads the body");
            assert_eq!(expected.trades.first().map(|trade| trade.orders.len()), Some(1));
            assert_eq!(format!("{:?}", *read(&body.into())), format!("{expected:?}"));
        }
    }
}
