//! A seller, and how long the tokens of the seller are valid.

use std::time::Duration;

/// A seller who can authorise apps. Decides how the tokens of the seller expire and are replaced.
///
/// | setting | default |
/// |---|---|
/// | [`session_life`](Self::session_life) | 24 hours |
/// | [`refresh_life`](Self::refresh_life) | 30 days |
/// | [`max_refreshes`](Self::max_refreshes) | no limit |
/// | [`reusable_refresh_token`](Self::reusable_refresh_token) | a refresh replaces the refresh token |
/// | [`ends_old_session`](Self::ends_old_session) | an old session is valid until its own expiry |
///
/// ```
/// use std::time::Duration;
/// use top_sandbox::{Sandbox, Seller};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let seller = Seller::new("tea shop").session_life(Duration::from_secs(3_600)).max_refreshes(2);
/// let sandbox = Sandbox::builder().seller(seller).start().await?;
/// let code = sandbox.authorize("tea shop"); // what the callback of the app gets
/// # assert!(!code.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a seller does nothing until it is added to a sandbox"]
pub struct Seller {
    pub(super) nick: String,
    pub(super) session_life: Duration,
    pub(super) refresh_life: Duration,
    pub(super) max_refreshes: Option<u32>,
    pub(super) reuses_refresh_token: bool,
    pub(super) ends_old_session: bool,
}

impl Seller {
    /// Creates a seller with a nick, which identifies the seller in the sandbox.
    pub fn new(nick: impl Into<String>) -> Self {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        Self {
            nick: nick.into(),
            session_life: DAY,
            refresh_life: DAY.saturating_mul(30),
            max_refreshes: None,
            reuses_refresh_token: false,
            ends_old_session: false,
        }
    }

    /// Sets how long a session is valid.
    pub fn session_life(mut self, life: Duration) -> Self {
        self.session_life = life;
        self
    }

    /// Sets how long a refresh token is valid. Zero: it has expired when it is issued, as for apps
    /// outside of the service market (服务市场).
    pub fn refresh_life(mut self, life: Duration) -> Self {
        self.refresh_life = life;
        self
    }

    /// Limits the number of refreshes after an authorisation. The next one is refused with `refresh
    /// times limit exceed`.
    pub fn max_refreshes(mut self, max: u32) -> Self {
        self.max_refreshes = Some(max);
        self
    }

    /// Lets a refresh return the refresh token that was sent, which stays valid.
    pub fn reusable_refresh_token(mut self) -> Self {
        self.reuses_refresh_token = true;
        self
    }

    /// Ends a session when its refresh token is used, instead of at its own expiry.
    pub fn ends_old_session(mut self) -> Self {
        self.ends_old_session = true;
        self
    }
}
