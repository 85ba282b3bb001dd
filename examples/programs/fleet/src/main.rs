//! Pushes rows from several processes, which may run on several machines, and keeps the limits of
//! their app.
//!
//! - The rows are jobs of [apalis](https://docs.rs/apalis) in Redis: delivered at least once, and
//!   again when the worker that has them dies.
//! - The limits are shared with `top-redis`.
//! - The gateway ignores a row that it has seen: rows are idempotent by their key.

mod cli;
mod demo;
mod jobs;
mod ledger;
mod push;
mod supervisor;
mod worker;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{Args, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let result = match &args.command {
        Command::Enqueue { rows } => jobs::enqueue(&args.shared, *rows).await.map(|()| ExitCode::SUCCESS),
        Command::Worker(settings) => worker::run(&args.shared, settings).await,
        Command::Progress => supervisor::watch(&args.shared).await,
        Command::Run { rows, workers, settings } => {
            supervisor::run(&args.shared, settings, (*rows, *workers), None).await
        }
        Command::Demo { rows, workers, settings } => {
            demo::run(&args.shared, settings, (*rows, *workers)).await
        }
    };
    result.unwrap_or_else(|error| {
        eprintln!("fleet: {error:#}");
        ExitCode::FAILURE
    })
}
