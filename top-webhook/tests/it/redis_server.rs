//! A Redis server of a test, on a socket file in a folder of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

pub(crate) struct RedisServer {
    process: Child,
    folder: tempfile::TempDir,
}

impl RedisServer {
    /// Starts a server. `None`, and a line on standard output, if none is installed.
    pub(crate) fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", ""]);
        command.arg("--unixsocket").arg(folder.path().join("redis.sock")).arg("--dir").arg(folder.path());
        let Ok(mut process) = command.stdout(Stdio::piped()).spawn() else {
            println!("skipped: redis-server is not installed");
            return None;
        };
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let is_ready = lines.any(|line| line.contains("eady to accept connections"));
        assert!(is_ready, "redis-server ended: {:?}", process.try_wait());
        // The server must not block on a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { process, folder })
    }

    pub(crate) fn url(&self) -> String {
        format!("redis+unix://{}", self.folder.path().join("redis.sock").display())
    }

    /// Ends the server.
    pub(crate) fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}
