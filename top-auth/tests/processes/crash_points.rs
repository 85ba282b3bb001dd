//! A process that writes a token is killed at each point of the write in turn: the system ends it
//! when a file would become larger than a limit (`RLIMIT_FSIZE`), and the limit grows from run to
//! run.

use std::process::{Command, Stdio};

use top_auth::{Expected, RefreshToken, Token};
use top_runtime::SessionKey;

/// Steps between two limits, in the blocks of `ulimit -f`: 512 bytes, or 1,024 with some shells.
const STEP: usize = 3;

/// Largest limit: larger than each file of a store, which has one token of 20 KB.
const LAST: usize = 150;

pub(crate) fn check(kind: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    let path = path.to_str().unwrap();
    runtime
        .block_on(async { super::open(kind, path).await.replace("seller", &token(0), Expected::Any).await })
        .unwrap()
        .unwrap();
    let (mut last, mut killed, mut written) = (0, 0, 0);
    for limit in (0..LAST).step_by(STEP) {
        let next = last + 1;
        let status = Command::new("sh")
            .args(["-c", "ulimit -c 0; ulimit -f \"$1\"; exec \"$0\""])
            .arg(std::env::current_exe().unwrap())
            .arg(limit.to_string())
            .envs([("TOP_AUTH_ROLE", "write once"), ("STORE", kind), ("STORE_PATH", path)])
            .env("NUMBER", next.to_string())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let stored = runtime.block_on(async { super::open(kind, path).await.load("seller").await });
        let stored = stored.unwrap().unwrap().token;
        let number: u64 = stored.session.expose().strip_prefix("acc-").unwrap().parse().unwrap();
        let refresh_token = stored.refresh_token.unwrap();
        assert_eq!(refresh_token.expose(), format!("ref-{number}"), "both parts of one token");
        if status.success() {
            assert_eq!(number, next, "limit {limit}: the confirmed token is stored");
            written += 1;
        } else {
            assert!(number == last || number == next, "limit {limit}: stored {number} after {last}");
            killed += 1;
        }
        last = number;
    }
    assert!(killed >= 5 && written >= 5, "{killed} of the processes were killed, {written} wrote");
}

fn token(number: u64) -> Token {
    let mut token = Token::of_session(SessionKey::new(format!("acc-{number}")))
        .with_refresh_token(RefreshToken::new(format!("ref-{number}")));
    token.user.nick = Some("x".repeat(20_000));
    token
}

/// Writes one token.
pub(crate) async fn child() {
    let store = super::open(&super::setting("STORE"), &super::setting("STORE_PATH")).await;
    let number = super::setting("NUMBER").parse().unwrap();
    store.replace("seller", &token(number), Expected::Any).await.unwrap().unwrap();
}
