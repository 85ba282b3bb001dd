//! Protocol constants. The sandbox keeps its own copy: its checks share nothing with the client.

/// Path of the gateway, as on the platform.
pub(crate) const PATH: &str = "/router/rest";

/// Path of batches.
pub(crate) const BATCH_PATH: &str = "/router/batch";

/// System parameters (公共参数): part of the protocol, never of an API. Sorted by name.
pub(crate) const SYSTEM_PARAMS: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];
