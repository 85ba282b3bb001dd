//! Protected data of the Taobao Open Platform (TOP): decryption and search of the fields that the
//! platform's `SecurityClient` encrypts, on top of [`top_runtime`].
//!
//! Names and numbers of buyers come encrypted to some apps: `~base64~1~`, `$138$base64$1$`.
//! [`SecurityClient`] decrypts them with keys from `taobao.top.secret.get`, and makes the terms by
//! which a database finds them without decryption.
//!
//! ```no_run
//! use top_protected::{FieldKind, KeyOwner, SecurityClient};
//! use top_runtime::{Client, SessionKey};
//!
//! # async fn run(client: Client, random_num: String, key: SessionKey) -> Result<(), top_protected::SecurityError> {
//! let security = SecurityClient::new(client, random_num);
//! let seller = KeyOwner::from(&key);
//!
//! let name = security.decrypt(&seller, FieldKind::ReceiverName, "~cUrLmFvZ8Bq3YpIyJ0hx7A==~1~").await?;
//! println!("{name}"); // ***
//! let label = format!("收件人：{}", name.expose());
//!
//! let term = security.search(&seller, FieldKind::ReceiverName, "张三").await?;
//! let pattern = format!("%{}%", term.expose()); // for `LIKE`
//! # let _ = (label, pattern);
//! # Ok(())
//! # }
//! ```
//!
//! # Parts
//!
//! - [`SecurityClient`]: keys by the intervals that the platform tells, for all tasks once.
//! - [`Encrypted`] and [`SecretKey`]: the forms and the cipher, without calls.
//! - [`KeySource`]: where keys come from; [`ApiKeySource`] calls the platform.
//! - [`Protected`]: text that is printed as `***` and wiped on drop, also as a type of fields in
//!   declarations.
//!
//! # Security
//!
//! The format is the platform's: AES in CBC mode with a constant initialisation vector and without
//! authentication, HMAC-MD5 for search. This crate reads the format and does not write it. Do not use
//! it for data of your own.
//!
//! Keys, texts and buffers are wiped on drop. Bodies of replies, and copies that the program makes, are
//! not.
//!
//! # Scope
//!
//! The format follows public clients of the platform. **Nothing here was compared with the live
//! platform**, and no public example of an encrypted text with its key is known. For today's OAID
//! (`taobao.top.oaid.decrypt`) this crate is not needed, except for [`Protected`]: it is an ordinary
//! call.

mod encrypted;
mod error;
mod index;
mod key;
mod kind;
mod protected;
mod security;
mod source;

pub use encrypted::Encrypted;
pub use error::{Malformed, SecurityError};
pub use key::SecretKey;
pub use kind::FieldKind;
pub use protected::Protected;
pub use security::{SecurityClient, SecurityClientBuilder};
pub use source::{ApiKeySource, IndexSettings, IssuedKey, KeyError, KeyOwner, KeySource};

/// Compiles the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
