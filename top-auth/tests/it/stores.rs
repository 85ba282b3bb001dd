//! The contract of [`TokenStore`], for every store; files of stores.

use std::path::Path;
use std::time::Duration;

use top_auth::{
    Expected, FileStore, MemoryStore, RedisStore, SqliteStore, StoreError, TokenCipher, TokenStore,
};

use crate::fakes::token;
use crate::redis_server::RedisServer;

/// No real encryption: it shows that a store contains the output of the cipher.
struct Xor(u8);

impl TokenCipher for Xor {
    fn seal(&self, seller: &str, plain: &[u8]) -> Result<Vec<u8>, String> {
        let head = u8::try_from(seller.len()).map_err(|error| error.to_string())?;
        Ok([head].into_iter().chain(plain.iter().copied()).map(|byte| byte ^ self.0).collect())
    }

    fn open(&self, seller: &str, sealed: &[u8]) -> Result<Vec<u8>, String> {
        let plain: Vec<u8> = sealed.iter().map(|byte| byte ^ self.0).collect();
        match plain.split_first() {
            Some((head, plain)) if usize::from(*head) == seller.len() => Ok(plain.to_vec()),
            _ => Err("another key".to_owned()),
        }
    }
}

const LIFE: Duration = Duration::from_secs(60);

/// Runs the contract. `other` is a second handle of the same store.
async fn check(store: &dyn TokenStore, other: &dyn TokenStore) {
    assert_eq!(store.load("s").await.unwrap(), None);
    assert_eq!(store.replace("s", &token(1, 10), Expected::Version(1)).await.unwrap(), None, "no entry yet");
    let first = store.replace("s", &token(1, 10), Expected::Absent).await.unwrap().unwrap();
    assert_eq!(other.replace("s", &token(2, 10), Expected::Absent).await.unwrap(), None, "there is an entry");
    let entry = other.load("s").await.unwrap().unwrap();
    assert_eq!((entry.version, &entry.token), (first, &token(1, 10)));
    let second = other.replace("s", &token(2, 10), Expected::Version(first)).await.unwrap().unwrap();
    assert!(second > first);
    assert_eq!(store.replace("s", &token(3, 10), Expected::Version(first)).await.unwrap(), None, "outdated");
    assert_eq!(store.load("s").await.unwrap().unwrap().token, token(2, 10));
    store.replace("s", &token(4, 10), Expected::Any).await.unwrap().unwrap();
    for seller in ["", "商家 \"1\"", "../../etc/passwd", "'; DROP TABLE top_auth_token; --"] {
        store.replace(seller, &token(5, 10), Expected::Absent).await.unwrap().unwrap();
        assert_eq!(other.load(seller).await.unwrap().unwrap().token, token(5, 10), "{seller}");
    }
    other.remove("s").await.unwrap();
    other.remove("s").await.unwrap();
    assert_eq!(store.load("s").await.unwrap(), None);
    let again = store.replace("s", &token(1, 10), Expected::Absent).await.unwrap().unwrap();
    assert!(again > first, "versions of a removed token do not return");

    let lease = store.try_lock("s", LIFE).await.unwrap().unwrap();
    assert!(other.try_lock("s", LIFE).await.unwrap().is_none(), "locked by another handle");
    assert!(store.try_lock("s", LIFE).await.unwrap().is_none(), "locked by the same handle");
    drop(lease);
    // A store on another machine gives the lock back in the background.
    while other.try_lock("s", LIFE).await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn memory_store_keeps_the_contract() {
    let store = MemoryStore::new();
    check(&store, &store.clone()).await;
}

#[tokio::test]
async fn file_store_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let open = || FileStore::open(folder.path().join("tokens.json")).unwrap();
    check(&open(), &open()).await;
    let folder = tempfile::tempdir().unwrap();
    let open = || FileStore::open(folder.path().join("tokens.json")).unwrap().with_cipher(Xor(0x55));
    check(&open(), &open()).await;
}

#[tokio::test]
async fn sqlite_store_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let open = || SqliteStore::open(folder.path().join("tokens.db")).unwrap();
    check(&open(), &open()).await;
    let folder = tempfile::tempdir().unwrap();
    let open = || SqliteStore::open(folder.path().join("tokens.db")).unwrap().with_cipher(Xor(0x55));
    check(&open(), &open()).await;
}

#[tokio::test]
async fn redis_store_keeps_the_contract() {
    let Some(server) = RedisServer::start() else { return };
    let url = server.url();
    let open = || RedisStore::connect(&url);
    check(&open().await.unwrap(), &open().await.unwrap()).await;
    let store = open().await.unwrap().with_prefix("encrypted").with_cipher(Xor(0x55));
    check(&store, &store.clone()).await;
    std::mem::forget(store.try_lock("t", Duration::from_millis(1)).await.unwrap().unwrap());
    while store.try_lock("t", LIFE).await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn redis_server_that_is_gone_is_an_error_without_the_url() {
    let Err(error) = RedisStore::connect("redis+unix:///does/not/exist?pass=topsecret").await else {
        panic!("there is no server")
    };
    assert!(error.to_string().starts_with("Redis: ") && !error.to_string().contains("topsecret"), "{error}");
    let Some(server) = RedisServer::start() else { return };
    let store = RedisStore::connect(&server.url()).await.unwrap();
    drop(server);
    assert!(store.load("s").await.is_err());
    assert!(store.try_lock("s", LIFE).await.is_err());
}

#[tokio::test]
async fn sqlite_lock_of_a_dead_process_ends_after_its_life() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("tokens.db")).unwrap();
    std::mem::forget(store.try_lock("s", Duration::ZERO).await.unwrap().unwrap());
    assert!(store.try_lock("s", LIFE).await.unwrap().is_some());
    std::mem::forget(store.try_lock("t", LIFE).await.unwrap().unwrap());
    assert!(store.try_lock("t", LIFE).await.unwrap().is_none());
}

#[cfg(unix)]
#[tokio::test]
async fn files_of_stores_belong_to_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = FileStore::open(folder.path().join("tokens.json")).unwrap();
    let sqlite = SqliteStore::open(folder.path().join("tokens.db")).unwrap();
    let stores: [&dyn TokenStore; 2] = [&file, &sqlite];
    for store in stores {
        store.replace("s", &token(1, 10), Expected::Any).await.unwrap();
        drop(store.try_lock("s", LIFE).await.unwrap());
    }
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", file.file_name());
    }
}

#[tokio::test]
async fn cipher_hides_tokens_and_a_wrong_key_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let (json, db) = (folder.path().join("tokens.json"), folder.path().join("tokens.db"));
    let open = |key| FileStore::open(&json).unwrap().with_cipher(Xor(key));
    open(1).replace("s", &token(1, 10), Expected::Any).await.unwrap();
    let sqlite = |key| SqliteStore::open(&db).unwrap().with_cipher(Xor(key));
    sqlite(1).replace("s", &token(1, 10), Expected::Any).await.unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!content.windows(9).any(|part| part == b"session-1"));
    }
    let errors: [StoreError; 4] = [
        open(2).load("s").await.unwrap_err(),
        sqlite(2).load("s").await.unwrap_err(),
        FileStore::open(&json).unwrap().load("s").await.unwrap_err(),
        SqliteStore::open(&db).unwrap().load("s").await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_corrupt(), "{error}");
    }
}

#[tokio::test]
async fn damaged_stores_are_refused_when_they_are_opened_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.json");
    for (content, expected) in [
        ("", "not a token store (line 1, column 0)"),
        (
            "{\"format\":1,\"sellers\":{\"s\":{\"version\":1,\"token\":{\"access_token\":\"topsecr",
            "not a token store",
        ),
        ("{\"format\":2,\"sellers\":{}}", "expected format 1, found 2"),
    ] {
        std::fs::write(&path, content).unwrap();
        let error = FileStore::open(&path).unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains("tokens.json"), "{error}");
        assert!(!error.contains("topsecr"), "{error}");
    }
    std::fs::write(&path, "no database, but more than a few bytes of text").unwrap();
    assert!(SqliteStore::open(&path).is_err());
    assert!(FileStore::open(Path::new("/does/not/exist/tokens.json")).is_err());
    assert!(SqliteStore::open(Path::new("/does/not/exist/tokens.db")).is_err());
}
