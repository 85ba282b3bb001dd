//! Protocols of APIs and messages.

/// The protocol that serves an API, by the form of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// A method of TOP: `taobao.time.get`.
    Top,
    /// A method of IOP, served at `/sync`: `aliexpress.ds.product.get`. Replies have the root
    /// object of TOP unless they are simplified; lists in requests are JSON text.
    IopSync,
    /// A path of IOP, served below `/rest`: `/order/get`. Replies have no root object.
    IopRest(HttpMethod),
    /// A topic of the message service (TMC): `taobao_trade_TradeCreate`.
    Tmc,
}

/// The HTTP method of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HttpMethod {
    /// Parameters are in the query.
    Get,
    /// Parameters are in the body.
    Post,
}

impl Protocol {
    /// Returns `true` if replies have a root object that is named after the method.
    #[must_use]
    pub fn has_root(self) -> bool {
        matches!(self, Self::Top | Self::IopSync)
    }

    /// Returns `true` for the protocols of IOP.
    #[must_use]
    pub fn is_iop(self) -> bool {
        matches!(self, Self::IopSync | Self::IopRest(_))
    }
}

impl HttpMethod {
    /// Returns the method in capitals: `GET`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}
