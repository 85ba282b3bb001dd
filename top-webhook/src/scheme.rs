//! The schemes of signed requests.

mod iop;
mod push;
mod spi;

use std::time::Duration;

use top_runtime::{DateTime, File, Params};

use crate::charset::Charset;
use crate::content::Body;
use crate::error::VerifyError;
use crate::reply::FailureBody;
use crate::request::IncomingRequest;
use crate::signature::{Algorithm, SignedText};
use crate::window::TimeWindow;

/// How a platform signs the requests that it sends.
///
/// | scheme | signature | signed |
/// |---|---|---|
/// | `Spi`, `Qimen` | parameter `sign`: upper-case hex of MD5 | headers of `top-sign-list`, URL, form, and a body of JSON, XML or plain text |
/// | `IopCallback` | parameter `http_sign`: upper-case hex of HMAC-SHA256 | path, URL and form; **no other body** |
/// | `IopPush` | header `Authorization`: lower-case hex of HMAC-SHA256 | app key and body; **not the URL** |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// An SPI of TOP: the platform, or a partner through it, calls an API of the receiver.
    Spi,
    /// An API of Qimen (奇门) that the receiver provides. Signed as an SPI; failures are XML.
    Qimen,
    /// A call of IOP (Lazada, AliExpress, Taobao overseas) to the receiver, with `http_sign`.
    IopCallback,
    /// A message that IOP pushes to the receiver, with `Authorization`.
    IopPush,
}

impl Scheme {
    /// Returns the window that applies without a setting: 5 minutes to both sides; for pushes, 7
    /// hours to the past, as the platform repeats a push for 6 hours.
    pub(crate) fn default_window(self) -> TimeWindow {
        match self {
            Self::IopPush => TimeWindow::new(Duration::from_secs(7 * 3600), TimeWindow::default().future),
            _ => TimeWindow::default(),
        }
    }

    pub(crate) const fn default_failure(self) -> FailureBody {
        match self {
            Self::Spi | Self::IopCallback => FailureBody::Flag,
            Self::Qimen => FailureBody::Qimen,
            Self::IopPush => FailureBody::Empty,
        }
    }

    /// Whether a repetition is refused without a setting. The platform repeats a push until a 2xx
    /// reply arrives, and the receiver may have failed before.
    pub(crate) const fn refuses_repetitions(self) -> bool {
        !matches!(self, Self::IopPush)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Spi => "spi",
            Self::Qimen => "qimen",
            Self::IopCallback => "iop",
            Self::IopPush => "push",
        }
    }

    /// Reads a request: its signature and what the signature covers.
    pub(crate) fn read<'r>(
        self,
        request: &'r IncomingRequest<'r>,
        signed_path: &str,
    ) -> Result<Claim<'r>, VerifyError> {
        match self {
            Self::Spi | Self::Qimen => spi::read(request),
            Self::IopCallback => iop::read(request, signed_path),
            Self::IopPush => push::read(request),
        }
    }
}

/// A request whose signature is not checked yet.
pub(crate) struct Claim<'r> {
    pub(crate) algorithm: Algorithm,
    pub(crate) charset: Charset,
    pub(crate) signature: Vec<u8>,
    pub(crate) app_key: Option<String>,
    pub(crate) timestamp: Result<Option<DateTime>, VerifyError>,
    /// The texts of which one must be signed.
    pub(crate) readings: Vec<Reading<'r>>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    /// Whether the signature covers `body`.
    pub(crate) is_body_signed: bool,
    pub(crate) files: Vec<(String, File)>,
}

/// One text that may be signed, with the parameters that it covers.
pub(crate) struct Reading<'r> {
    pub(crate) text: SignedText<'r>,
    pub(crate) params: Params,
}

/// Refuses other methods than GET and POST.
fn check_method(request: &IncomingRequest<'_>) -> Result<(), VerifyError> {
    match request.method {
        "GET" | "POST" => Ok(()),
        other => Err(VerifyError::Method { found: crate::quoting::quote(other), expected: "GET or POST" }),
    }
}
