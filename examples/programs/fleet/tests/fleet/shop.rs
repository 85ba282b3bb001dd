//! A gateway, a Redis server, and worker processes.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tokio::runtime::Runtime;
use top_example_fleet::gateway::Gateway;
use top_sandbox::Sandbox;

use crate::redis_server::RedisServer;

pub(crate) struct Shop {
    pub(crate) gateway: Gateway,
    // Dropped before the runtime, which it needs.
    pub(crate) sandbox: Sandbox,
    _runtime: Runtime,
    redis: RedisServer,
}

impl Shop {
    /// Starts a gateway and a Redis server. `None` if Redis is not installed.
    pub(crate) fn start() -> Option<Self> {
        let redis = RedisServer::start()?;
        let gateway = Gateway::default();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.unwrap();
        let sandbox = runtime.block_on(gateway.serve(Sandbox::builder()).start()).unwrap();
        Some(Self { gateway, sandbox, _runtime: runtime, redis })
    }

    /// Returns the program with arguments and the environment of the shop.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fleet"));
        command.args(args).env("TOP_GATEWAY", self.sandbox.url()).env("REDIS_URL", self.redis.url());
        command.envs([("TOP_APP_KEY", "12345678"), ("TOP_APP_SECRET", "helloworld")]);
        command.env("TOP_SESSION", "6100sandbox").stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Starts a worker whose output is read at its end.
    pub(crate) fn worker(&self, args: &[&str]) -> Child {
        let args: Vec<&str> = ["worker"].iter().chain(args).copied().collect();
        self.command(&args).stdout(Stdio::piped()).spawn().unwrap()
    }

    /// Adds rows.
    pub(crate) fn enqueue(&self, rows: usize) {
        let output = self.run(&["enqueue", "--rows", &rows.to_string()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Returns the last line of the view of a run whose rows are all handled.
    pub(crate) fn summary(&self) -> String {
        let output = self.run(&["progress"]);
        String::from_utf8(output.stdout).unwrap().lines().last().unwrap_or_default().to_owned()
    }
}

/// Compares a text with a block of `docs/many-machines.md`.
#[track_caller]
pub(crate) fn assert_documented(text: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/many-machines.md");
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains(&format!("```text\n{text}```\n")), "not in docs/many-machines.md:\n{text}");
}
