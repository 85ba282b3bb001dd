//! `topctl call`, with a sandbox as gateway.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::Command;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use top_sandbox::Sandbox;

const SECRET: &str = "0123456789abcdef-secret";
const SESSION: &str = "6100session0001";
const METHOD: &str = "example.stock.get";

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

struct World {
    // Dropped first: the server runs in the runtime.
    sandbox: Sandbox,
    _runtime: Runtime,
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let builder = Sandbox::builder()
            .app("12345678", SECRET)
            .session(SESSION, "seller")
            .on(METHOD, |params| {
                let sku = params.get("sku").unwrap_or_default();
                format!(r#"{{"example_stock_get_response":{{"stocks":{{}},"sku":"{sku}","id":9007199254740993}}}}"#)
            })
            .on("/stock/get", |_| r#"{"code":"0","sku":"CUP","request_id":"r1"}"#);
        let sandbox = runtime.block_on(builder.start()).unwrap();
        Self { sandbox, _runtime: runtime, folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        set_mode(&path, mode);
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let command = Command::new(env!("CARGO_BIN_EXE_topctl")).arg("call").args(arguments);
        command
            .env("TOP_APP_KEY", "12345678")
            .env("TOP_APP_SECRET", SECRET)
            .env("TOP_GATEWAY", self.sandbox.url())
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments))
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) {}

fn ran(command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ran =
        Ran { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) };
    for secret in [SECRET, SESSION] {
        assert!(!ran.stdout.contains(secret) && !ran.stderr.contains(secret), "{}{}", ran.stdout, ran.stderr);
    }
    ran
}

#[test]
fn a_method_is_called_with_its_parameters() {
    let world = World::new();
    let answered = world.run(&[METHOD, "-p", "sku=杯 1"]);
    assert_eq!(answered.code, 0, "{}", answered.stderr);
    let first = "example.stock.get: answered, request id ";
    assert!(answered.stdout.starts_with(first), "{}", answered.stdout);
    assert!(
        answered.stdout.contains("\"sku\": \"杯 1\"") && answered.stdout.contains("\"id\": 9007199254740993")
    );
    let json = world.run(&[METHOD, "-p", "sku=a", "--json"]);
    let reply: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(reply["example_stock_get_response"]["sku"], "a");
}

#[test]
fn a_path_is_called_at_a_gateway_of_iop() {
    let world = World::new();
    let gateway = format!("iop:{}", world.sandbox.address());
    let answered = world.run(&["/stock/get", "--gateway", &gateway]);
    assert_eq!(answered.code, 0, "{}", answered.stderr);
    assert!(answered.stdout.contains("\"sku\": \"CUP\""), "{}", answered.stdout);
}

#[test]
fn sessions_come_from_files_variables_and_profiles() {
    let world = World::new();
    let file = world.file("session", &format!("{SESSION}\n"), 0o600);
    let profile = format!(
        "app_key = \"12345678\"\napp_secret = \"{SECRET}\"\ngateway = \"{}\"\nsession = \"{SESSION}\"\n",
        world.sandbox.url()
    );
    let profile = world.file("profile.toml", &profile, 0o600);
    let commands = [
        world.command(&[METHOD, "--session-file", file.to_str().unwrap()]),
        world.command(&[METHOD, "--session-file", "-"]).stdin(SESSION),
        world.command(&[METHOD]).env("TOP_SESSION", SESSION),
        world.command(&[METHOD, "--profile", profile.to_str().unwrap()]).env_remove("TOP_APP_SECRET"),
    ];
    for (index, command) in commands.into_iter().enumerate() {
        let ran = ran(command);
        assert_eq!(ran.code, 0, "{index}: {}", ran.stderr);
        assert_eq!(world.sandbox.requests().last().unwrap().seller(), Some("seller"), "{index}");
    }
}

#[cfg(unix)]
#[test]
fn profiles_with_mistakes_are_refused_without_their_secrets() {
    let world = World::new();
    let readable = world.file("readable.toml", "", 0o644);
    let wrong = world.file("wrong.toml", &format!("app_key = \"1\"\napp_secret = [\"{SECRET}\"]\n"), 0o600);
    for (profile, expected) in [(readable, "mode 0644"), (wrong, "(line 2)")] {
        let ran = world.run(&[METHOD, "--profile", profile.to_str().unwrap()]);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
    assert!(world.sandbox.requests().is_empty());
}

#[test]
fn parameters_are_checked_against_the_page_before_sending() {
    let world = World::new();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/example.stock.get.json");
    let ran = world.run(&[METHOD, "-p", "skuu=1", "--page", page.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    for expected in
        ["the API has no parameter `skuu`", "did you mean `sku`?", "the required parameter `sku` is missing"]
    {
        assert!(ran.stderr.contains(expected), "{expected}: {}", ran.stderr);
    }
    let other = world.run(&["example.other.get", "-p", "sku=1", "--page", page.to_str().unwrap()]);
    assert!(other.stderr.contains("the page describes `example.stock.get`"), "{}", other.stderr);
    assert!(world.sandbox.requests().is_empty());
    assert_eq!(world.run(&[METHOD, "-p", "sku=1", "--page", page.to_str().unwrap()]).code, 0);
}

#[test]
fn a_dry_run_sends_nothing() {
    let world = World::new();
    let ran = ran(world.command(&[METHOD, "-p", "sku=1", "--dry-run"]).env("TOP_SESSION", SESSION));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.starts_with("not sent: --dry-run\nPOST http://") && ran.stdout.contains("  sku = 1\n"),
        "{}",
        ran.stdout
    );
    assert!(world.sandbox.requests().is_empty());
}

#[test]
fn exit_codes_tell_the_kind_of_error() {
    let world = World::new();
    let wrong_session = ran(world.command(&[METHOD]).env("TOP_SESSION", "6100unknown"));
    assert_eq!(wrong_session.code, 77, "{}", wrong_session.stderr);
    let wrong_secret = ran(world.command(&[METHOD]).env("TOP_APP_SECRET", "wrong"));
    assert_eq!(wrong_secret.code, 78, "{}", wrong_secret.stderr);
    let no_key = ran(world.command(&[METHOD]).env_remove("TOP_APP_KEY"));
    assert_eq!(no_key.code, 1);
    assert!(
        no_key.stderr.contains("TOP_APP_KEY") && no_key.stderr.contains("--profile"),
        "{}",
        no_key.stderr
    );
    assert_eq!(world.run(&[METHOD, "-p", "sku"]).code, 2);
}
