//! A run against a local gateway.

use std::process::ExitCode;

use anyhow::Result;
use top_example_fleet::gateway::Gateway;
use top_sandbox::Sandbox;

use crate::cli::{Settings, Shared};
use crate::supervisor;

/// Seconds that the table shows, from the first call on.
const SECONDS: usize = 10;

/// Starts a gateway, runs workers against it, and prints what the gateway received.
pub(crate) async fn run(shared: &Shared, settings: &Settings, size: (u32, u16)) -> Result<ExitCode> {
    let gateway = Gateway::default();
    let sandbox = gateway.serve(Sandbox::builder()).start().await?;
    let code = supervisor::run(shared, settings, size, Some(sandbox.url())).await?;
    let received = gateway.received();
    println!("{}", received.table(SECONDS));
    println!("{} cases, {} repeated calls ignored", received.cases, received.repeated);
    Ok(code)
}
