//! Several processes with one store: one refresh for all, and no lost token when they are killed.
//!
//! The binary runs the tests, or with `TOP_AUTH_ROLE` it is one of their processes.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod crash;
#[cfg(unix)]
mod crash_points;
#[path = "../support/redis_server.rs"]
mod redis_server;
mod refresh;

use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if let Ok(role) = std::env::var("TOP_AUTH_ROLE") {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.unwrap().block_on(async {
            match role.as_str() {
                "refresh" => refresh::child().await,
                "write" => crash::child().await,
                #[cfg(unix)]
                "write once" => crash_points::child().await,
                other => panic!("no role {other}"),
            }
        });
        return ExitCode::SUCCESS;
    }
    let tests = vec![
        Trial::test("four_processes_with_500_tasks_each_refresh_once_over_sqlite", || {
            refresh::check("sqlite");
            Ok(())
        }),
        Trial::test("four_processes_with_500_tasks_each_refresh_once_over_a_file", || {
            refresh::check("file");
            Ok(())
        }),
        Trial::test("four_processes_with_500_tasks_each_refresh_once_over_redis", || {
            if let Some(server) = redis_server::RedisServer::start() {
                refresh::check_at("redis", &server.url());
            }
            Ok(())
        }),
        Trial::test("killed_writer_of_sqlite_loses_no_token", || {
            crash::check("sqlite");
            Ok(())
        }),
        Trial::test("killed_writer_of_a_file_loses_no_token", || {
            crash::check("file");
            Ok(())
        }),
        #[cfg(unix)]
        Trial::test("writer_killed_at_each_point_of_a_write_to_sqlite_loses_no_token", || {
            crash_points::check("sqlite");
            Ok(())
        }),
        #[cfg(unix)]
        Trial::test("writer_killed_at_each_point_of_a_write_to_a_file_loses_no_token", || {
            crash_points::check("file");
            Ok(())
        }),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// Returns a process of this binary with a role.
fn process(role: &str, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env("TOP_AUTH_ROLE", role).envs(settings.iter().copied());
    command
}

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

/// Opens the store that `STORE` and `STORE_PATH` name.
async fn open(kind: &str, path: &str) -> Box<dyn top_auth::TokenStore> {
    match kind {
        "sqlite" => Box::new(top_auth::SqliteStore::open(path).unwrap()),
        "file" => Box::new(top_auth::FileStore::open(path).unwrap()),
        "redis" => Box::new(top_auth::RedisStore::connect(path).await.unwrap()),
        other => panic!("no store {other}"),
    }
}
