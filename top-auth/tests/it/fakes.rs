//! A clock that tests set, an issuer that counts, and a store that fails on demand.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use top_auth::{
    AuthError, Entry, Expected, Lease, MemoryStore, RefreshToken, StoreError, Token, TokenIssuer, TokenStore,
};
use top_runtime::SessionKey;
use top_runtime::clock::Clock;
use top_runtime::transport::BoxFuture;

/// 2025-11-17 00:00:00 in Beijing.
pub(crate) const START: u64 = 1_763_308_800;

/// A clock that shows the time that a test sets. Waits return at once and count.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<AtomicU64>);

impl TestClock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicU64::new(START)))
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

pub(crate) fn at(offset: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(START + offset)
}

/// Token number `n`, which expires `life` seconds after [`START`].
pub(crate) fn token(n: usize, life: u64) -> Token {
    let mut token = Token::of_session(SessionKey::new(format!("session-{n}")))
        .with_refresh_token(RefreshToken::new(format!("refresh-{n}")))
        .with_expiry(at(life));
    token.issued_at = at(0);
    token
}

type Answer = Box<dyn Fn(usize) -> Result<Token, AuthError> + Send + Sync>;

/// An issuer that counts refreshes. Each waits until the gate is open.
#[derive(Clone)]
pub(crate) struct CountingIssuer {
    refreshes: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<String>>>,
    pub(crate) gate: Arc<tokio::sync::Semaphore>,
    answer: Arc<Answer>,
}

impl CountingIssuer {
    /// `answer` gets the number of the refresh, from 1.
    pub(crate) fn new(answer: impl Fn(usize) -> Result<Token, AuthError> + Send + Sync + 'static) -> Self {
        Self {
            refreshes: Arc::default(),
            seen: Arc::default(),
            gate: Arc::new(tokio::sync::Semaphore::new(1_000)),
            answer: Arc::new(Box::new(answer)),
        }
    }

    pub(crate) fn refreshes(&self) -> usize {
        self.refreshes.load(Ordering::SeqCst)
    }

    /// The refresh tokens that were used.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

impl TokenIssuer for CountingIssuer {
    fn exchange<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(async move { (self.answer)(0) })
    }

    fn refresh<'a>(&'a self, token: &'a RefreshToken) -> BoxFuture<'a, Result<Token, AuthError>> {
        let n = self.refreshes.fetch_add(1, Ordering::SeqCst) + 1;
        self.seen.lock().unwrap().push(token.expose().to_owned());
        Box::pin(async move {
            self.gate.acquire().await.unwrap().forget();
            (self.answer)(n)
        })
    }
}

/// A store in memory whose writes fail while the switch is on.
#[derive(Clone, Default)]
pub(crate) struct BrittleStore {
    pub(crate) inner: MemoryStore,
    pub(crate) fails: Arc<AtomicBool>,
}

impl TokenStore for BrittleStore {
    fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        self.inner.load(seller)
    }

    fn replace<'a>(
        &'a self,
        seller: &'a str,
        token: &'a Token,
        expected: Expected,
    ) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
        if self.fails.load(Ordering::SeqCst) {
            return Box::pin(async { Err(StoreError::new("disk full")) });
        }
        self.inner.replace(seller, token, expected)
    }

    fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        self.inner.remove(seller)
    }

    fn try_lock<'a>(
        &'a self,
        seller: &'a str,
        life: Duration,
    ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>> {
        self.inner.try_lock(seller, life)
    }
}
