//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use top_runtime::retry::RateLimit;
use top_runtime::session::WithSession;
use top_runtime::{Client, ScopedClient, SessionKey};

/// Pushes the cases of a CSV file. Run the same command again to resume.
///
/// App key, app secret, session and gateway are read from the environment: `TOP_APP_KEY`,
/// `TOP_APP_SECRET`, `TOP_SESSION`, `TOP_GATEWAY`.
#[derive(Debug, Parser)]
#[command(name = "bulk-push")]
pub(crate) struct Args {
    /// CSV file with a header line.
    pub(crate) file: PathBuf,

    /// Calls at the same time.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) concurrency: u16,

    /// Calls per second.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rate: u32,

    /// Sends rows again whose outcome is unknown. Only for APIs that ignore a repeated call.
    #[arg(long)]
    pub(crate) resend_unknown: bool,

    /// Sends rows again that failed in an earlier run.
    #[arg(long)]
    pub(crate) resend_failed: bool,

    /// Stops after this number of failed rows: the cause is probably common to all rows.
    #[arg(long, default_value_t = 100)]
    pub(crate) max_failures: usize,

    /// Longest ban to wait for, in seconds; a longer one stops the run.
    #[arg(long, default_value_t = 900)]
    pub(crate) max_wait: u64,

    /// File with the state of each row [default: FILE.journal].
    #[arg(long)]
    pub(crate) journal: Option<PathBuf>,

    /// CSV file to write with the failed and unknown rows [default: FILE.report.csv].
    #[arg(long)]
    pub(crate) report: Option<PathBuf>,

    /// Does not wait until the disk has the journal: faster, but not safe against a power failure.
    #[arg(long)]
    pub(crate) no_fsync: bool,
}

impl Args {
    /// Returns the client of the environment, with the session and the rate limit.
    pub(crate) fn client(&self) -> Result<ScopedClient<WithSession>> {
        let session = std::env::var("TOP_SESSION").context("environment variable TOP_SESSION")?;
        let client: Client =
            Client::builder_from_env()?.rate_limit(RateLimit::per_second(self.rate).burst(1)).build()?;
        let client = client.session(&SessionKey::new(session));
        Ok(if self.resend_unknown { client.idempotent() } else { client })
    }

    pub(crate) fn max_wait(&self) -> Duration {
        Duration::from_secs(self.max_wait)
    }

    pub(crate) fn journal_path(&self) -> PathBuf {
        self.beside(self.journal.as_ref(), "journal")
    }

    pub(crate) fn report_path(&self) -> PathBuf {
        self.beside(self.report.as_ref(), "report.csv")
    }

    /// Returns whether a record must be on the disk before its row is sent.
    pub(crate) fn sync(&self) -> bool {
        !self.no_fsync
    }

    fn beside(&self, chosen: Option<&PathBuf>, suffix: &str) -> PathBuf {
        chosen.cloned().unwrap_or_else(|| {
            let mut path = self.file.clone().into_os_string();
            path.push(".");
            path.push(suffix);
            path.into()
        })
    }
}
