//! The processes that are started.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use tokio::runtime::Builder;
use top_runtime::{Client, DateTime, TopApi, TopValue};

/// First argument of a process that is started.
pub const CLIENT: &str = "start-client";

/// The time of the platform.
#[derive(Debug, TopApi)]
#[top_api(method = "taobao.time.get", session = none, response = Time)]
struct GetTime;

/// The reply.
#[derive(Debug, TopValue)]
struct Time {
    time: DateTime,
}

/// Runs one of the processes.
#[must_use]
pub fn client(words: &[String]) -> ExitCode {
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["call", gateway, root] => call(gateway, root),
        ["second"] => second_build(),
        ["reqwest"] => build_of_reqwest(),
        _ => Err("call, second or reqwest".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Makes one call and prints its reply.
fn call(gateway: &str, root: &str) -> Result<(), Box<dyn Error>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder("12345678", "helloworld").gateway(gateway);
    let client = client.root_certificate(std::fs::read(root)?).build()?;
    let reply = runtime.block_on(client.execute(&GetTime))?;
    print(&reply.time)
}

/// Prints the nanoseconds of building a second client.
fn second_build() -> Result<(), Box<dyn Error>> {
    let build = || Client::builder("12345678", "helloworld").build();
    let first = build()?;
    let start = Instant::now();
    let second = black_box(build()?);
    print(&start.elapsed().as_nanos())?;
    drop((first, second));
    Ok(())
}

/// Prints the nanoseconds of building the first client of reqwest.
fn build_of_reqwest() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let client = black_box(reqwest::Client::builder().build()?);
    print(&start.elapsed().as_nanos())?;
    drop(client);
    Ok(())
}

fn print(line: &dyn std::fmt::Display) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
