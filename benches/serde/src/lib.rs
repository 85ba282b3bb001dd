//! The wide structs of the benchmarks with serde derives: the reference for decoding.
//!
//! `top-benches` declares the structs of the same files with our derive. serde's derive on 289
//! members takes almost three minutes in a release build, so it is here, where changes of the
//! runtime do not build it again.

/// Declares a struct with serde's derive.
macro_rules! wide {
    ($name:ident: $($(#[$meta:meta])* $member:ident: $type:ty,)*) => {
        /// A struct with drawn members.
        #[derive(Debug, serde::Deserialize)]
        #[allow(missing_docs)]
        pub struct $name {
            $($(#[$meta])* pub $member: $type,)*
        }
    };
}

mod order;
mod trade;

use serde::Deserialize;

pub use order::Order;
pub use trade::Trade;

/// A page of orders.
#[derive(Debug, Deserialize)]
pub struct TradesSold {
    /// Number of orders on all pages.
    pub total_results: Option<i64>,
    /// Whether another page follows.
    pub has_next: Option<bool>,
    /// Orders of this page.
    #[serde(default)]
    pub trades: Vec<Trade>,
}

/// Decodes a simplified reply.
///
/// # Errors
///
/// If the body is not such a reply.
pub fn read(body: &[u8]) -> Result<TradesSold, serde_json::Error> {
    serde_json::from_slice(body)
}
