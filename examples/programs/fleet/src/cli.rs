//! The command line.

use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use top_redis::RedisLimits;
use top_runtime::retry::RateLimit;
use top_runtime::session::WithSession;
use top_runtime::{Client, ScopedClient, SessionKey};

/// Pushes rows from several processes that keep the limits of one app together.
///
/// Workers read app key, app secret, session and gateway from the environment: `TOP_APP_KEY`,
/// `TOP_APP_SECRET`, `TOP_SESSION`, `TOP_GATEWAY`.
#[derive(Debug, Parser)]
#[command(name = "fleet")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Settings of all commands.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Shared {
    /// Redis server with the jobs and the limits.
    #[arg(
        long,
        env = "REDIS_URL",
        hide_env_values = true,
        default_value = "redis://127.0.0.1/",
        global = true
    )]
    pub(crate) redis: String,

    /// Name of the run. Another name starts from the first row.
    #[arg(long, default_value = "1", global = true)]
    pub(crate) run: String,
}

impl Shared {
    /// Returns a name in Redis. Its prefix is that of the limits, with the app in a hash tag.
    pub(crate) fn key(&self, name: &str) -> Result<String> {
        let app_key = std::env::var("TOP_APP_KEY").context("environment variable TOP_APP_KEY")?;
        Ok(format!("top:{{{app_key}}}:fleet:{}:{name}", self.run))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Adds the rows as jobs. Rows that were added before are not added again.
    Enqueue {
        #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        rows: u32,
    },
    /// Pushes rows until none is left. Start as many as you like, on any machine.
    Worker(Settings),
    /// Shows how far the run is, each second.
    Progress,
    /// Adds the rows, starts workers on this machine, starts those again that die, and shows how far
    /// the run is.
    Run {
        #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        rows: u32,
        #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
        workers: u16,
        #[command(flatten)]
        settings: Settings,
    },
    /// Runs against a local gateway, and shows what it received.
    Demo {
        #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        rows: u32,
        #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
        workers: u16,
        #[command(flatten)]
        settings: Settings,
    },
}

/// Settings of a worker.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Settings {
    /// Calls per second of all workers together.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rate: u32,

    /// Calls at once after a pause, of all workers together.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) burst: u32,

    /// Calls at the same time, of one worker.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) concurrency: u16,

    /// Longest ban to wait for, in seconds. A longer one ends the worker.
    #[arg(long, default_value_t = 10)]
    pub(crate) max_wait: u64,

    /// Seconds after which the jobs of a worker that gives no sign of life go to others.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(2..=3600))]
    pub(crate) dead_after: u16,
}

impl Settings {
    /// Returns the client of the environment, with the limits that all workers share.
    pub(crate) async fn client(&self, shared: &Shared) -> Result<ScopedClient<WithSession>> {
        let session = std::env::var("TOP_SESSION").context("environment variable TOP_SESSION")?;
        let app_key = std::env::var("TOP_APP_KEY").context("environment variable TOP_APP_KEY")?;
        let limits = RedisLimits::connect(shared.redis.as_str(), app_key).await?;
        let client: Client = Client::builder_from_env()?
            .rate_limit_of_app(RateLimit::per_second(self.rate).burst(self.burst))
            .shared_limits(limits)
            .build()?;
        // The gateway ignores a row that it has seen.
        Ok(client.session(&SessionKey::new(session)).idempotent())
    }

    pub(crate) fn max_wait(&self) -> Duration {
        Duration::from_secs(self.max_wait)
    }

    /// Returns the arguments that give another process the same settings.
    pub(crate) fn to_args(&self) -> Vec<String> {
        let numbers = [
            ("--rate", u64::from(self.rate)),
            ("--burst", self.burst.into()),
            ("--concurrency", self.concurrency.into()),
            ("--max-wait", self.max_wait),
            ("--dead-after", self.dead_after.into()),
        ];
        numbers.into_iter().flat_map(|(name, number)| [name.to_owned(), number.to_string()]).collect()
    }
}
