//! Protocol constants. The sandbox keeps its own copy: its checks share nothing with the client.

mod route;

pub(crate) use route::Route;

/// Path of the gateway of TOP, as on the platform.
pub(crate) const PATH: &str = "/router/rest";

/// Path of batches.
pub(crate) const BATCH_PATH: &str = "/router/batch";

/// Path of IOP for APIs with a dotted name.
pub(crate) const IOP_METHOD_PATH: &str = "/sync";

/// Start of the paths of IOP for APIs that are paths themselves.
pub(crate) const IOP_PATH_PREFIX: &str = "/rest";

/// Path of custom scenes of Qimen.
pub(crate) const QIMEN_CLOUD_PATH: &str = "/router/qm";

/// Path of the test environment of custom scenes of Qimen.
pub(crate) const QIMEN_CLOUD_TEST_PATH: &str = "/router/qmtest";

/// Path of the standard interfaces of Qimen.
pub(crate) const QIMEN_PATH: &str = "/router/qimen/service";

/// Path of the token endpoint of OAuth 2.
pub(crate) const TOKEN_PATH: &str = "/token";

/// System parameters (公共参数) of TOP: part of the protocol, never of an API. Sorted by name.
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

/// A protocol of the platform. Decides what is checked, what is signed, and the form of replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// `/router/rest`.
    Top,
    /// IOP with a dotted name: `/sync`.
    IopMethod,
    /// IOP with a path: `/rest/..`.
    IopPath,
    /// Custom scenes of Qimen: `/router/qm`.
    QimenCloud,
    /// Standard interfaces of Qimen: `/router/qimen/service`.
    Qimen,
}

impl Protocol {
    /// Returns `true` for both forms of IOP.
    pub(crate) fn is_iop(self) -> bool {
        matches!(self, Self::IopMethod | Self::IopPath)
    }

    /// Returns `true` for both forms of Qimen.
    pub(crate) fn is_qimen(self) -> bool {
        matches!(self, Self::QimenCloud | Self::Qimen)
    }

    /// Returns the names of the parameter with the session. The first that is present is used.
    pub(crate) fn session_params(self) -> &'static [&'static str] {
        match self {
            Self::Top | Self::QimenCloud | Self::Qimen => &["session"],
            Self::IopMethod => &["session", "access_token"],
            Self::IopPath => &["access_token", "session"],
        }
    }
}
