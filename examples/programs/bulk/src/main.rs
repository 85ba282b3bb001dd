//! Pushes the rows of a CSV file to the platform with bounded concurrency and a bounded rate.
//!
//! A journal records each row before and after its call, so that the command can be killed at any
//! moment and started again: no row is sent twice, unless `--resend-unknown` allows it.

mod case;
mod cli;
mod input;
mod journal;
mod outcome;
mod push;
mod report;
mod stop;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser as _;

use cli::Args;
use input::Input;
use journal::Journal;
use push::Push;
use report::Report;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Returns 0 if all rows are done, 1 if rows failed or are unknown, and the code of the error that
/// stopped the run: 75 if a later run may succeed.
async fn run(args: &Args) -> Result<ExitCode> {
    let client = args.client()?;
    let input = Input::read(&args.file)?;
    let (journal, states) = Journal::open(&args.journal_path(), &input.digest, args.sync())?;

    let stop = stop::on_signal().context("cannot listen to signals")?;
    let push = Push::new(client, args, journal, stop);
    let end = push.run(&input, states).await?;

    let report = Report::new(&input, &end.states);
    report.write(&args.report_path())?;
    println!("{report}");
    if report.failed + report.unknown > 0 {
        println!("failed and unknown rows: {}", args.report_path().display());
    }
    if let Some(stopped) = end.stopped {
        eprintln!("stopped: {}", stopped.reason);
        return Ok(stopped.code);
    }
    Ok(if report.done == report.rows { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
