//! Gateways: an address, and the protocols that it serves APIs by.

mod address;
mod name;
mod serves;

use std::borrow::Cow;
use std::fmt;

use crate::issue::quote_excerpt;
use crate::protocol::{IOP, IOP_PATHS, Platform, QIMEN, QIMEN_CLOUD, TOP};

#[cfg(feature = "reqwest")]
pub(crate) use address::is_loopback;
pub(crate) use serves::protocol_of;

/// Address of a gateway, and its protocol.
///
/// | gateway | protocol | serves |
/// |---|---|---|
/// | constants of TOP, `Gateway::from(url)` | TOP | `method = ".."` |
/// | constants of IOP, [`Gateway::iop`] | IOP | `method = ".."` at `/sync`, `path = ".."` at `/rest` |
/// | constants of IOP with paths only | IOP | `path = ".."` |
/// | [`Gateway::qimen_cloud`] | Qimen, a scene | `method = ".."`, with and without `body` |
/// | [`Gateway::qimen`] | Qimen, standard interfaces | `method = ".."` with `body = xml` or `json` |
///
/// [`ClientBuilder::build`](crate::ClientBuilder::build) accepts these addresses:
///
/// - https to any host, http to loopback only (`127.0.0.0/8`, `[::1]`, `localhost`);
/// - ASCII only, without user name, password and fragment;
/// - of TOP and Qimen, for hosts of the platform: with a path;
/// - of TOP and Qimen: a query, unless it has the name of a system parameter.
///
/// ```
/// use top_runtime::Gateway;
/// assert_eq!(Gateway::PRODUCTION.as_str(), "https://gw.api.taobao.com/router/rest");
/// let own = Gateway::from("https://top-proxy.example.com/router/rest");
/// let lazada = Gateway::iop("https://api.lazada.com.my/rest");
/// let scene = Gateway::qimen_cloud("a1q40taq0j");
/// ```
///
/// # Names
///
/// A text, such as that of the environment variable `TOP_GATEWAY`, is a gateway with
/// [`str::parse`]: an address is one of TOP, also `top:https://..`; `iop:https://..`, `qimen_cloud:https://..` and
/// `qimen:https://..` are of other protocols; `qimen_cloud:SCENE` is a scene; the name of a constant,
/// in any case, is that constant.
///
/// ```
/// use top_runtime::Gateway;
/// assert_eq!("aliexpress".parse::<Gateway>()?, Gateway::ALIEXPRESS);
/// assert_eq!("lazada-sg".parse::<Gateway>()?, Gateway::LAZADA_SG);
/// assert_eq!("iop:https://api.example.com".parse::<Gateway>()?, Gateway::iop("https://api.example.com"));
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Gateway {
    url: Cow<'static, str>,
    platform: &'static Platform,
    /// Whether the caller accepts plain http.
    plain_http: bool,
    /// Why the gateway has no address.
    fault: Option<Box<str>>,
}

impl Gateway {
    /// TOP in mainland China. Source: document 101617.
    pub const PRODUCTION: Self = Self::of("https://gw.api.taobao.com/router/rest", &TOP);

    /// TOP overseas. Source: document 101617.
    pub const OVERSEAS: Self = Self::of("https://api.taobao.com/router/rest", &TOP);

    /// TOP for tests, with an app key of its own. Not in the current documents, so it may be switched off.
    pub const SANDBOX: Self = Self::of("https://gw.api.tbsandbox.com/router/rest", &TOP);

    /// AliExpress (IOP), which left TOP in 2023. Source: AliExpress, document 1385.
    pub const ALIEXPRESS: Self = Self::of("https://api-sg.aliexpress.com", &IOP);

    /// Alibaba.com (ICBU, IOP). Source: its official SDK.
    pub const ALIBABA: Self = Self::of("https://open-api.alibaba.com", &IOP);

    /// Lazada in Singapore (IOP, APIs with a path). Source: Lazada Open Platform, document 108139.
    pub const LAZADA_SG: Self = Self::of("https://api.lazada.sg", &IOP_PATHS);

    /// Lazada in Thailand (IOP, APIs with a path). Source: Lazada Open Platform, document 108139.
    pub const LAZADA_TH: Self = Self::of("https://api.lazada.co.th", &IOP_PATHS);

    /// Lazada in Malaysia (IOP, APIs with a path). Source: Lazada Open Platform, document 108139.
    pub const LAZADA_MY: Self = Self::of("https://api.lazada.com.my", &IOP_PATHS);

    /// Lazada in Vietnam (IOP, APIs with a path). Source: Lazada Open Platform, document 108139.
    pub const LAZADA_VN: Self = Self::of("https://api.lazada.vn", &IOP_PATHS);

    /// Lazada in the Philippines (IOP, APIs with a path). Source: Lazada Open Platform, document 108139.
    pub const LAZADA_PH: Self = Self::of("https://api.lazada.com.ph", &IOP_PATHS);

    /// Lazada in Indonesia (IOP, APIs with a path). Source: Lazada Open Platform, document 108139.
    pub const LAZADA_ID: Self = Self::of("https://api.lazada.co.id", &IOP_PATHS);

    /// Lazada's tokens, for all countries (IOP, APIs with a path): `/auth/token/create`.
    pub const LAZADA_AUTH: Self = Self::of("https://auth.lazada.com", &IOP_PATHS);

    /// Taobao overseas (IOP, APIs with a path).
    pub const TAOBAO_GLOBAL: Self = Self::of("https://api.taobao.global", &IOP_PATHS);

    /// Taobao in Taiwan (IOP, APIs with a path).
    pub const TAOBAO_TW: Self = Self::of("https://api.taobao.tw", &IOP_PATHS);

    /// Daraz in Pakistan (IOP, APIs with a path).
    pub const DARAZ_PK: Self = Self::of("https://api.daraz.pk", &IOP_PATHS);

    /// Daraz in Bangladesh (IOP, APIs with a path).
    pub const DARAZ_BD: Self = Self::of("https://api.daraz.com.bd", &IOP_PATHS);

    /// Daraz in Sri Lanka (IOP, APIs with a path).
    pub const DARAZ_LK: Self = Self::of("https://api.daraz.lk", &IOP_PATHS);

    /// Daraz in Nepal (IOP, APIs with a path).
    pub const DARAZ_NP: Self = Self::of("https://api.daraz.com.np", &IOP_PATHS);

    /// Daraz in Myanmar (IOP, APIs with a path).
    pub const DARAZ_MM: Self = Self::of("https://api.shop.com.mm", &IOP_PATHS);

    /// Returns a gateway of IOP: the address of its host, with or without `/rest` or `/sync`.
    ///
    /// Serves APIs with a name at `/sync` and APIs with a path at `/rest`.
    pub fn iop(url: impl Into<String>) -> Self {
        Self { url: Cow::Owned(url.into()), ..Self::of("", &IOP) }
    }

    /// Returns the gateway of a scene of Qimen (奇门自定义场景): its calls are those of TOP, with the app
    /// key of the provider, [`ClientBuilder::target_app_key`](crate::ClientBuilder::target_app_key).
    ///
    /// `scene` is the id of the scene: 10 letters and digits. [`build`](crate::ClientBuilder::build)
    /// refuses any other text.
    #[must_use]
    pub fn qimen_cloud(scene: &str) -> Self {
        let scene = scene.to_ascii_lowercase();
        let gateway = Self::of("", &QIMEN_CLOUD);
        if scene.len() == SCENE_LEN && scene.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Self { url: Cow::Owned(format!("https://{scene}.api.taobao.com/router/qm")), ..gateway };
        }
        let fault = format!(
            "the scene {} is no scene of Qimen: expected {SCENE_LEN} letters and digits, such as `a1q40taq0j`",
            quote_excerpt(&scene)
        );
        Self { fault: Some(fault.into()), ..gateway }
    }

    /// Returns the gateway of a scene of Qimen at another address, such as `/router/qmtest` for tests
    /// or a proxy.
    pub fn qimen_cloud_at(url: impl Into<String>) -> Self {
        Self { url: Cow::Owned(url.into()), ..Self::of("", &QIMEN_CLOUD) }
    }

    /// Returns the gateway of the standard interfaces of Qimen (奇门仓储标准接口), which take a document:
    /// `#[top_api(method = "..", body = xml)]`.
    ///
    /// Its public address is plain http: [`build`](crate::ClientBuilder::build) refuses it without
    /// [`allow_plain_http`](Self::allow_plain_http).
    #[must_use]
    pub const fn qimen() -> Self {
        Self::of("http://qimen.api.taobao.com/router/qimen/service", &QIMEN)
    }

    /// Returns the gateway of the standard interfaces of Qimen at another address: that for tests,
    /// `http://qimenapi.tbsandbox.com/router/qimen/service`, or a proxy with https.
    pub fn qimen_at(url: impl Into<String>) -> Self {
        Self { url: Cow::Owned(url.into()), ..Self::of("", &QIMEN) }
    }

    /// Accepts a plain http address of Qimen, whose documents name no other.
    ///
    /// Everybody on the way can read requests and replies, session included, and can change replies.
    /// The signature protects requests against changes, not replies. A proxy of one's own that speaks
    /// https, [`qimen_at`](Self::qimen_at), shortens that way. Gateways of TOP and IOP have https:
    /// [`build`](crate::ClientBuilder::build) refuses plain http for them in any case.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Returns the address as passed by the caller.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }

    pub(crate) const fn platform(&self) -> &'static Platform {
        self.platform
    }

    const fn of(url: &'static str, platform: &'static Platform) -> Self {
        Self { url: Cow::Borrowed(url), platform, plain_http: false, fault: None }
    }

    /// Returns the address for messages: without query, which may contain a token, and only the
    /// scheme of an address that may contain a password.
    fn redacted(&self) -> String {
        if self.url.contains('@') {
            let scheme = self.url.split_once("://").map_or("", |(scheme, _)| scheme);
            let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphabetic());
            return if is_scheme { format!("`{scheme}://***`") } else { "`***`".to_owned() };
        }
        match self.url.split_once('?') {
            Some((base, _)) => quote_excerpt(&format!("{base}?***")),
            None => quote_excerpt(&self.url),
        }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gateway({})", self.redacted())
    }
}

/// Length of the id of a scene.
const SCENE_LEN: usize = 10;

impl PartialEq for Gateway {
    fn eq(&self, other: &Self) -> bool {
        self.url == other.url
            && std::ptr::eq(self.platform, other.platform)
            && self.plain_http == other.plain_http
            && self.fault == other.fault
    }
}

impl Eq for Gateway {}

impl Default for Gateway {
    fn default() -> Self {
        Self::PRODUCTION
    }
}

/// An address of TOP.
impl From<&str> for Gateway {
    fn from(url: &str) -> Self {
        Self::from(url.to_owned())
    }
}

/// An address of TOP.
impl From<String> for Gateway {
    fn from(url: String) -> Self {
        Self { url: Cow::Owned(url), ..Self::of("", &TOP) }
    }
}
