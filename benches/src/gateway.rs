//! A gateway in another process, so that its cost and memory are not those of the client.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use tokio::runtime::Builder;

/// Argument that starts a gateway.
pub(crate) const GATEWAY: &str = "gateway";

/// The process of a gateway.
pub(crate) struct Gateway {
    child: Child,
    pub(crate) url: String,
}

impl Gateway {
    /// Starts the gateway of a subcommand of the program `top-benches`.
    pub(crate) fn start(program: &Path, subcommand: &str) -> Self {
        let mut command = Command::new(program);
        command.args([subcommand, GATEWAY]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a second process");
        let mut url = String::new();
        let output = child.stdout.take().expect("its output is a pipe");
        BufReader::new(output).read_line(&mut url).expect("the address of the gateway");
        Self { child, url: url.trim().to_owned() }
    }

    /// Starts the gateway of a subcommand of this program.
    pub(crate) fn of_this_program(subcommand: &str) -> Self {
        Self::start(&std::env::current_exe().expect("the path of this program"), subcommand)
    }

    /// Returns the number of the process.
    pub(crate) fn process(&self) -> String {
        self.child.id().to_string()
    }

    /// Closes its input, which ends it.
    pub(crate) fn end(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().expect("the end of the gateway");
    }
}

/// Runs a gateway until the input ends. `start` returns its address and what keeps it alive.
pub(crate) fn serve<K>(start: impl AsyncFnOnce() -> (String, K)) -> ExitCode {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (url, keep) = start().await;
        println!("{url}");
        let until_end = || std::io::stdin().read_to_end(&mut Vec::new());
        tokio::task::spawn_blocking(until_end).await.expect("a thread").expect("the end of the input");
        drop(keep);
    });
    ExitCode::SUCCESS
}
