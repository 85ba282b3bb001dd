//! Sessions as types: the compiler checks whether a call carries the seller's session that its API
//! needs.
//!
//! `#[top_api(session = ..)]` selects the [`SessionKind`] of an API:
//!
//! | attribute | kind | without a session | with a session |
//! |---|---|---|---|
//! | `session = required` | [`Required`] | does not compile | session is sent |
//! | `session = optional` | [`Optional`] | no session is sent | session is sent |
//! | `session = none` | [`Never`] | no session is sent | no session is sent |

/// Whether an API is called with a seller's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionPolicy {
    /// A call without a session does not compile.
    Required,
    /// The session is sent if the caller has one.
    Optional,
    /// The session is not sent, even if the caller has one.
    Never,
}

/// `session = required`.
#[derive(Debug, Clone, Copy)]
pub struct Required;

/// `session = optional`.
#[derive(Debug, Clone, Copy)]
pub struct Optional;

/// `session = none`.
#[derive(Debug, Clone, Copy)]
pub struct Never;

/// A [`SessionPolicy`] as a type: [`Required`], [`Optional`] or [`Never`].
pub trait SessionKind {
    /// The policy as a value.
    const USE: SessionPolicy;
}

impl SessionKind for Required {
    const USE: SessionPolicy = SessionPolicy::Required;
}

impl SessionKind for Optional {
    const USE: SessionPolicy = SessionPolicy::Optional;
}

impl SessionKind for Never {
    const USE: SessionPolicy = SessionPolicy::Never;
}

/// A call with a session.
#[derive(Debug, Clone, Copy)]
pub struct WithSession;

/// A call without a session.
#[derive(Debug, Clone, Copy)]
pub struct NoSession;

/// Implemented by a [`SessionKind`] that allows calls of `Api` with ([`WithSession`]) or without
/// ([`NoSession`]) a session.
#[diagnostic::on_unimplemented(
    message = "`{Api}` needs a seller session",
    label = "called without a session",
    note = "call it as `client.session(&key).execute(&request)`"
)]
pub trait Permits<Auth, Api> {}

impl<Api> Permits<WithSession, Api> for Required {}

/// Dummy second impl. With only one, rustc infers `Auth` from it and reports a type mismatch
/// instead of the message above.
#[diagnostic::do_not_recommend]
impl<Api> Permits<Required, Api> for Required {}

impl<Auth, Api> Permits<Auth, Api> for Optional {}

impl<Auth, Api> Permits<Auth, Api> for Never {}
