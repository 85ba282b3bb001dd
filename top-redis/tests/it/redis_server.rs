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
        let process = spawn(&folder)?;
        Some(Self { process, folder })
    }

    pub(crate) fn url(&self) -> String {
        format!("redis+unix://{}", self.folder.path().join("redis.sock").display())
    }

    /// Ends the server, which forgets everything.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts the server again after [`kill`](Self::kill), at the same address.
    pub(crate) fn restart(&mut self) {
        self.process = spawn(&self.folder).unwrap();
    }

    /// Stops the server without closing its connections, or lets it continue.
    pub(crate) fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([signal, &self.process.id().to_string()]).status();
        assert!(status.unwrap().success());
    }
}

fn spawn(folder: &tempfile::TempDir) -> Option<Child> {
    let socket = folder.path().join("redis.sock");
    let _ = std::fs::remove_file(&socket);
    let mut command = Command::new("redis-server");
    command.args(["--port", "0", "--save", "", "--appendonly", "no"]);
    command.arg("--unixsocket").arg(socket).arg("--dir").arg(folder.path());
    let Ok(mut process) = command.stdout(Stdio::piped()).spawn() else {
        println!("skipped: redis-server is not installed");
        return None;
    };
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    let is_ready = lines.any(|line| line.contains("eady to accept connections"));
    assert!(is_ready, "redis-server ended: {:?}", process.try_wait());
    // The server must not block on a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Some(process)
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
