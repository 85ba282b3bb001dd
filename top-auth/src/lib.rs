//! Sessions of sellers on the Taobao Open Platform (TOP): authorisation, refresh, and stores of
//! tokens, on top of [`top_runtime`].
//!
//! # Overview
//!
//! - [`Authorize`] builds the URL of the page on which a seller grants a session, [`State`] protects
//!   its callback.
//! - [`TokenIssuer`] exchanges codes and refresh tokens: [`ApiIssuer`] with signed calls,
//!   [`WebIssuer`] at the endpoint of OAuth 2, [`IopIssuer`] on AliExpress, Alibaba.com, Lazada and
//!   Taobao overseas.
//! - [`TokenStore`] keeps tokens: [`MemoryStore`], [`FileStore`], and `SqliteStore` and
//!   `RedisStore` with the features `sqlite` and `redis`. [`TokenCipher`] encrypts them.
//! - [`Sessions`] hands out a client per seller and refreshes sessions.
//!
//! # A seller connects a shop
//!
//! ```no_run
//! # use top_runtime::Client;
//! use top_auth::{Authorize, FileStore, Sessions, State};
//!
//! # async fn run(client: Client, callback_state: &str, callback_code: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let authorize = Authorize::new("12345678", "https://erp.example.com/callback")?;
//! let sessions =
//!     Sessions::builder(client, FileStore::open("tokens.json")?).authorize(authorize.clone()).build();
//!
//! // The seller starts: keep `state` in the browser's session, then redirect.
//! let state = State::generate()?;
//! let redirect = authorize.url(&state);
//!
//! // The platform sends the seller back.
//! state.verify(Some(callback_state))?;
//! let token = sessions.authorize("seller-1", callback_code).await?;
//! println!("{:?} until {:?}", token.user.nick, token.expires_at);
//! # let _ = redirect;
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! [`AuthError::kind`] names the required action: the seller must authorise again (a normal state:
//! many apps get sessions that cannot be refreshed), wait, or the app's settings are wrong.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `sqlite` | | `SqliteStore`, with SQLite compiled in |
//! | `redis` | | `RedisStore`, for programs on several machines |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod authorize;
mod error;
mod issuer;
mod sessions;
mod store;
mod token;

pub use authorize::{Authorize, Platform, State, View};
pub use error::{AuthError, AuthErrorKind, Reauthorize};
pub use issuer::{ApiIssuer, IopIssuer, TokenApi, TokenIssuer, WebIssuer};
pub use sessions::{CallError, Seller, SessionEvent, Sessions, SessionsBuilder};
#[cfg(feature = "redis")]
pub use store::RedisStore;
#[cfg(feature = "sqlite")]
pub use store::SqliteStore;
pub use store::{Entry, Expected, FileStore, Lease, MemoryStore, StoreError, TokenCipher, TokenStore};
pub use token::{LevelExpiry, RefreshToken, Shop, Token, TokenUser};

/// Compiles the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
