//! Bans and rate limits of an app of the Taobao Open Platform (TOP), shared by all of its processes
//! and machines in Redis, on top of [`top_runtime`].
//!
//! The platform counts the calls of an app over all of its machines. A client alone knows only its
//! own: with [`RedisLimits`], the clients of an app keep a rate together, and a ban that one of them
//! meets stops the others.
//!
//! ```no_run
//! use top_redis::RedisLimits;
//! use top_runtime::Client;
//! use top_runtime::retry::RateLimit;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let limits = RedisLimits::connect("redis://127.0.0.1/", "12345678").await?;
//! let client = Client::builder("12345678", "helloworld")
//!     .rate_limit(RateLimit::per_second(40)) // of each API, by all machines together
//!     .rate_limit_of_app(RateLimit::per_second(100)) // of all APIs, by all machines together
//!     .shared_limits(limits)
//!     .build()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! # Round trips
//!
//! | call | round trips to Redis |
//! |---|---|
//! | without a rate limit | none: bans are pushed to each process |
//! | with rate limits | one; it checks bans and takes the slots |
//! | that the limit of its API delays, with a limit of the app besides | two: the second after the wait |
//!
//! # Outages
//!
//! Each command ends within the timeout ([`RedisLimitsBuilder::timeout`], 500 ms by default). After
//! an error, the clients use their own limits at once, with the bans that they know, and the
//! connection is opened again in the background. Observers
//! ([`shared_limits_changed`](top_runtime::observe::Observer::shared_limits_changed)) and traces are
//! told once that the limits are unavailable, and once that they are available again.
//!
//! # Keys
//!
//! Redis 6 or later. The keys of an app share a hash tag, so that they are in one slot of a cluster.
//!
//! | key | type | content |
//! |---|---|---|
//! | `top:{APP_KEY}:bans` | hash | end and codes of each ban, by API and digest of the session |
//! | `top:{APP_KEY}:ban-ends` | sorted set | ends of the bans, to remove them |
//! | `top:{APP_KEY}:rate:METHOD`, `top:{APP_KEY}:rate` | string | time of the next slot |
//! | `top:{APP_KEY}:bans` | channel | bans as they are met |
//!
//! All keys expire. Times are those of the Redis server: clocks of the machines do not matter. No
//! key or value contains a session or a secret.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod bans;
mod builder;
mod connection;
mod error;
mod inner;
mod limits;
mod listeners;
mod scripts;

pub use builder::RedisLimitsBuilder;
pub use error::RedisLimitsError;
pub use limits::RedisLimits;

/// Compiles the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
