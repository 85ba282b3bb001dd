//! Stores trades from messages in SQLite, each exactly once.

mod trades;

use top_messages::{HandlerError, Message, MessagesBuilder};
use top_runtime::{Price, TopMessage};

pub use trades::{Recorded, Trades};

/// A buyer created a trade.
#[derive(Debug, Clone, TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
pub struct TradeCreated {
    /// Number of the trade.
    pub tid: i64,
    /// Buyer.
    pub buyer_nick: Option<String>,
    /// Amount to pay.
    pub payment: Option<Price>,
}

/// A buyer paid a trade.
#[derive(Debug, Clone, TopMessage)]
#[top_message(topic = "taobao_trade_TradeBuyerPay")]
pub struct TradePaid {
    /// Number of the trade.
    pub tid: i64,
}

/// Adds the handlers that store trades. Topics without a handler stay with the platform.
pub fn store_trades(messages: MessagesBuilder, trades: &Trades) -> MessagesBuilder {
    let (created, paid) = (trades.clone(), trades.clone());
    messages
        .on(move |message: Message<TradeCreated>| {
            let trades = created.clone();
            async move { blocking(move || trades.create(message.id(), &message)).await }
        })
        .on(move |message: Message<TradePaid>| {
            let trades = paid.clone();
            async move { blocking(move || trades.pay(message.id(), message.tid)).await }
        })
}

/// Runs a transaction on a thread for work that blocks.
async fn blocking(
    work: impl FnOnce() -> rusqlite::Result<Recorded> + Send + 'static,
) -> Result<(), HandlerError> {
    tokio::task::spawn_blocking(work).await??;
    Ok(())
}
