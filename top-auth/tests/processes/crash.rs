//! A process that writes tokens is killed at a random moment, again and again.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use top_auth::{Expected, RefreshToken, Token};
use top_runtime::SessionKey;

/// Number of kills.
const ROUNDS: u64 = 15;

pub(crate) fn check(kind: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    let path = path.to_str().unwrap();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut last = 0_u64;
    for round in 0..ROUNDS {
        let settings = [("STORE", kind), ("STORE_PATH", path), ("FIRST", &(last + 1).to_string())];
        let mut process = super::process("write", &settings).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        // Some writes are confirmed, then a number of steps passes without a look at the clock.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        for _ in 0..=random % 4 {
            last = lines.next().unwrap().unwrap().parse().unwrap();
        }
        for _ in 0..(random >> 8) % 400_000 {
            std::hint::spin_loop();
        }
        process.kill().unwrap();
        process.wait().unwrap();
        // What the process confirmed before it was killed.
        for line in lines.map_while(Result::ok) {
            last = line.parse().unwrap_or(last);
        }
        let stored = runtime.block_on(async { super::open(kind, path).await.load("seller").await });
        let stored = stored.unwrap().unwrap().token;
        let number: u64 = stored.session.expose().strip_prefix("acc-").unwrap().parse().unwrap();
        assert!(number == last || number == last + 1, "round {round}: stored {number}, confirmed {last}");
        let refresh = stored.refresh_token.unwrap();
        assert_eq!(refresh.expose(), format!("ref-{number}"), "both parts of one token");
        last = number;
    }
    // Temporary files of killed writers are gone after the next write.
    let token = Token::of_session(SessionKey::new("end"));
    let written = runtime
        .block_on(async { super::open(kind, path).await.replace("seller", &token, Expected::Any).await });
    written.unwrap().unwrap();
    let names = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
    let temporary: Vec<_> = names.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(temporary.is_empty(), "{temporary:?}");
}

/// Writes token after token, and prints the number of each that is stored.
pub(crate) async fn child() {
    let store = super::open(&super::setting("STORE"), &super::setting("STORE_PATH")).await;
    let first: u64 = super::setting("FIRST").parse().unwrap();
    for number in first.. {
        // Long tokens make a write take longer.
        let mut token = Token::of_session(SessionKey::new(format!("acc-{number}")))
            .with_refresh_token(RefreshToken::new(format!("ref-{number}")));
        token.user.nick = Some("x".repeat(200_000));
        store.replace("seller", &token, Expected::Any).await.unwrap().unwrap();
        println!("{number}");
    }
}
