//! Faults of the message channel.

use std::time::Duration;

/// Faults of a [`TmcServer`](super::TmcServer). Probabilities are from 0 to 1, per message.
///
/// ```
/// use top_sandbox::tmc::TmcFaults;
///
/// let faults = TmcFaults { drops: 0.05, duplicates: 0.05, cut_every: Some(10_000), ..TmcFaults::default() };
/// # let _ = faults;
/// ```
#[derive(Debug, Clone, Default)]
pub struct TmcFaults {
    /// A message is not sent, as if the network had lost it.
    pub drops: f64,
    /// A message is sent twice.
    pub duplicates: f64,
    /// A message is sent after the next one.
    pub reorders: f64,
    /// Half of a frame is sent before the message.
    pub half_frames: f64,
    /// A frame with an unknown kind, and one with an unknown header, are sent before the message.
    pub unknown_kinds: f64,
    /// A message is sent with compressed content.
    pub compressed: f64,
    /// A confirmation is ignored.
    pub lost_confirms: f64,
    /// The connection is cut after this number of messages, without a goodbye, once at least one of
    /// them is confirmed.
    pub cut_every: Option<u64>,
    /// Pause before each message.
    pub pause: Option<Duration>,
    /// Seconds by which the clock of the server is ahead. Timestamps that are off by more than 10
    /// minutes are refused.
    pub clock_ahead: i64,
    /// Number of connections that are refused with status 500 before one is accepted.
    pub refused_connections: u64,
}

/// Returns `true` with this probability.
pub(super) fn happens(probability: f64) -> bool {
    probability > 0.0 && fastrand::f64() < probability
}
