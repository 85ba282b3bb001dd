//! Names of the protocol. The list is the sandbox's own, as its checks are: nothing of them is shared with the client.

/// The parameters that are the protocol's and never an API's.
pub(crate) const PROTOCOL: [&str; 11] = [
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
