//! Receives and publishes messages of the Taobao Open Platform (TOP).
//!
//! The platform reports changes, such as a new order, as messages of a topic. A program receives
//! them from the message channel (TMC), a WebSocket, or with an API.
//!
//! ```no_run
//! use top_messages::{Message, Messages};
//! use top_runtime::TopMessage;
//!
//! #[derive(TopMessage)]
//! #[top_message(topic = "taobao_trade_TradeCreate")]
//! struct TradeCreated {
//!     tid: i64,
//!     buyer_nick: Option<String>,
//! }
//!
//! # async fn run(shutdown: impl Future<Output = ()> + Send) -> Result<(), top_messages::Error> {
//! Messages::builder("APP_KEY", "APP_SECRET")
//!     .on(|trade: Message<TradeCreated>| async move {
//!         println!("trade {} of {:?}", trade.tid, trade.nick());
//!         Ok(())
//!     })
//!     .on_family("taobao_refund", |message| async move {
//!         println!("{}: {}", message.topic(), message.text());
//!         Ok(())
//!     })
//!     .run(shutdown)
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Delivery
//!
//! The platform delivers each message at least once, in no certain order. This crate
//!
//! - confirms a message after its handler returned `Ok`, never before;
//! - has at most [`max_unconfirmed`](MessagesBuilder::max_unconfirmed) messages in memory, and
//!   reads no further one before there is room;
//! - does not call a handler again for a message that was handled, as far as the
//!   [`store`](MessagesBuilder::store) remembers;
//! - never confirms a message without a handler: the platform keeps the message, or it becomes a
//!   [dead letter](MessagesBuilder::dead_letters).
//!
//! For an effect that must happen once, write the effect and [`Message::id`] in one transaction.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `rustls` | yes | addresses with `wss`; TLS with rustls and ring |
//! | `rustls-aws-lc-rs` | | TLS with rustls and aws-lc-rs |
//! | `rustls-no-provider` | | TLS with rustls and a crypto provider that you install |
//! | `sqlite` | | `store::SqliteStore` |
//! | `redis` | | `store::RedisStore` |
//! | `tracing` | yes | spans and events |

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod api;
mod builder;
mod channel;
mod dispatch;
mod error;
pub mod frame;
#[cfg(fuzzing)]
pub mod fuzzing;
mod handlers;
mod message;
mod messages;
pub mod observe;
mod polling;
pub mod store;
mod trace;
mod workers;

pub use builder::{MessagesBuilder, PRODUCTION, SANDBOX};
pub use dispatch::Summary;
pub use error::{Error, HandlerError};
pub use message::Message;
pub use messages::Messages;
