//! `topctl` generates Rust from documentation pages of the Taobao Open Platform.
#![forbid(unsafe_code)]

mod add;
mod args;
mod call;
mod consume;
mod diagnostic;
mod diff;
mod export;
mod input;
mod load;
mod new;
mod output;
mod report;
mod sanitize;
mod schema;
mod secret_file;
mod sign;

use std::process::ExitCode;

use args::{Args, Command};
use clap::{CommandFactory as _, Parser as _};
use diagnostic::Diagnostics;
use report::Reporter;

fn main() -> ExitCode {
    let args = Args::parse();
    let reporter = Reporter::new(args.quiet);
    run(&args.command, &reporter).unwrap_or_else(|Diagnostics(diagnostics)| {
        report::errors(&diagnostics);
        ExitCode::FAILURE
    })
}

fn run(command: &Command, reporter: &Reporter) -> Result<ExitCode, Diagnostics> {
    match command {
        Command::Add(add) => add::run(add, reporter)?,
        Command::Schema(schema) => schema::run(schema, reporter)?,
        Command::Diff(diff) => return diff::run(diff, reporter),
        Command::Call(call) => return call::run(call, reporter),
        Command::New(new) => new::run(new, reporter)?,
        Command::Sign(sign) => return sign::run(sign),
        Command::Export(export) => export::run(export, reporter)?,
        Command::Consume(consume) => return consume::run(consume, reporter),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "topctl", &mut script);
            output::print(&script)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
