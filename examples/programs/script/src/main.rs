//! Pushes the result of a mediation, for the case that is the first argument.

use std::env;

use anyhow::Context as _;
use top_runtime::{Client, Params, value};

fn main() -> anyhow::Result<()> {
    let case = env::args().nth(1).context("usage: push-result CASE")?;
    let client = Client::builder_from_env()?.build_blocking()?;
    let result = value!({"result": "success", "mediation_case_id": case});
    let params = Params::new().with("req", result);
    let reply = client.call("alibaba.jym.servicecenter.mediation.result.push", &params)?;
    println!("result {}, request {}", reply["result"], reply.request_id());
    Ok(())
}
