//! Stores trades in the database that is the first argument, until Ctrl-C.
//!
//! The environment has `TOP_APP_KEY`, `TOP_APP_SECRET` and, if needed, `TOP_MESSAGES`, the address of
//! the message channel.

use std::env;
use std::path::PathBuf;

use anyhow::Context as _;
use consumer::{Trades, store_trades};
use top_messages::store::SqliteStore;
use top_messages::{Messages, PRODUCTION};

/// Failures after which a message becomes a dead letter.
const MAX_FAILURES: u32 = 5;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let path = env::args().nth(1).map(PathBuf::from).context("usage: trade-consumer DATABASE")?;
    let variable = |name: &str| env::var(name).with_context(|| format!("environment variable {name}"));
    let trades = Trades::open(&path).with_context(|| format!("database {}", path.display()))?;
    // Dead letters are in the database of the trades.
    let letters = SqliteStore::open(&path)?;
    let messages = Messages::builder(variable("TOP_APP_KEY")?, variable("TOP_APP_SECRET")?)
        .address(env::var("TOP_MESSAGES").unwrap_or_else(|_| PRODUCTION.to_owned()))
        .dead_letters(letters, MAX_FAILURES);
    let shutdown = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            eprintln!("Ctrl-C is not available: {error}");
            std::future::pending::<()>().await;
        }
    };
    let summary = store_trades(messages, &trades).run(shutdown).await?;
    println!("{} handled, {} failed, {} dead", summary.handled, summary.failed, summary.dead);
    Ok(())
}
