//! Files of a new project.

/// Definition of the API without `--page`.
pub(super) const TIME_PAGE: &str = r#"{
  "name": "taobao.time.get",
  "apiChineseName": "获取前台展示的系统时间",
  "requestParams": [],
  "responseParams": [
    { "name": "time", "type": "Date", "description": "淘宝系统当前时间", "exampleValue": "2026-11-30 12:00:00" }
  ]
}
"#;

pub(super) const LIB: &str = r"//! Client of the Taobao Open Platform.

pub mod api;

use top_runtime::Client;
use top_runtime::error::BuildError;

/// Returns a client with the app and the gateway of the environment: `TOP_APP_KEY`,
/// `TOP_APP_SECRET` and `TOP_GATEWAY`.
///
/// # Errors
///
/// A variable is not set or invalid.
pub fn client() -> Result<Client, BuildError> {
    Client::builder_from_env()?.build()
}
";

pub(super) const CI: &str = r"name: CI

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: cargo fmt --check
      - run: cargo clippy --all-targets -- -D warnings
      - run: cargo test
";

/// Program for [`TIME_PAGE`], with `LIBRARY` for the name of the library.
pub(super) const MAIN: &str = r#"//! Prints the time of the platform.

use std::error::Error;

use LIBRARY::api::GetTime;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let reply = LIBRARY::client()?.execute(&GetTime).await?;
    println!("{:?}", reply.into_inner());
    Ok(())
}
"#;
