//! The authorisation pages of the platforms.

/// Platform whose page a seller authorises an app on.
///
/// The addresses are those of the platforms' public documents. For another one, such as that of a
/// country, choose the platform of the same kind and set [`Authorize::page`](crate::Authorize::page).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Platform {
    /// Taobao and Tmall: `https://oauth.taobao.com/authorize`. Default.
    #[default]
    Taobao,
    /// The sandbox of Taobao: `https://oauth.tbsandbox.com/authorize`.
    TaobaoSandbox,
    /// AliExpress: `https://api-sg.aliexpress.com/oauth/authorize`.
    AliExpress,
    /// Alibaba.com: `https://open-api.alibaba.com/oauth/authorize`.
    Alibaba,
    /// Lazada, all countries: `https://auth.lazada.com/oauth/authorize`.
    Lazada,
    /// Taobao outside of mainland China: `https://api.taobao.global/oauth/authorize`.
    TaobaoGlobal,
}

impl Platform {
    /// Returns the address of the page.
    #[must_use]
    pub const fn page(self) -> &'static str {
        match self {
            Self::Taobao => "https://oauth.taobao.com/authorize",
            Self::TaobaoSandbox => "https://oauth.tbsandbox.com/authorize",
            Self::AliExpress => "https://api-sg.aliexpress.com/oauth/authorize",
            Self::Alibaba => "https://open-api.alibaba.com/oauth/authorize",
            Self::Lazada => "https://auth.lazada.com/oauth/authorize",
            Self::TaobaoGlobal => "https://api.taobao.global/oauth/authorize",
        }
    }

    /// Returns `true` if the page has the parameters of TOP, `false` for those of IOP.
    pub(super) const fn is_top(self) -> bool {
        matches!(self, Self::Taobao | Self::TaobaoSandbox)
    }
}

/// Layout of the authorisation page of Taobao.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum View {
    /// Taobao in a browser. Default.
    #[default]
    Web,
    /// Tmall in a browser.
    Tmall,
    /// A phone.
    Wap,
}

impl View {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Tmall => "tmall",
            Self::Wap => "wap",
        }
    }
}
