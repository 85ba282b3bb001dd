//! Groups of faults: the one place that maps each [`Fault`] to what it affects.

use std::time::Duration;

use super::Fault;
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::stream_fault::CloseMode;

/// Effect of a fault, by group.
pub(crate) enum Effect<'f> {
    None,
    /// Offset of the sandbox's clock in seconds.
    Clock(i64),
    /// The platform refuses the call.
    Platform(ErrorResponse),
    /// A front end responds in place of the platform.
    FrontEnd(FrontEndFault<'f>),
    /// The connection is delayed or closed.
    Connection(ConnectionFault),
    /// The response's body or its headers are changed.
    Body(BodyFault<'f>),
}

pub(crate) enum FrontEndFault<'f> {
    Status { status: u16, retry_after: Option<u64> },
    Redirect,
    Page,
    Response { status: u16, content_type: &'f str, body: &'f [u8] },
}

pub(crate) enum ConnectionFault {
    /// Ends without a response.
    Closed(CloseMode),
    SlowHead(Duration),
    SlowBody(Duration),
    CutHead,
    CutBody,
    CutChunks,
    CloseIdle,
}

pub(crate) enum BodyFault<'f> {
    GzipGarbage,
    GzipTruncated,
    GzipBomb { bytes: usize },
    Gzip,
    Gbk { declared: bool },
    ContentType(&'f str),
    BodyLength(usize),
    Empty,
    Oversized { bytes: usize },
}

impl Fault {
    /// Returns the group of the fault with its parameters.
    pub(crate) fn effect(&self) -> Effect<'_> {
        match self {
            Self::Executed(inner) => inner.effect(),
            Self::None => Effect::None,
            Self::Clock { seconds } => Effect::Clock(*seconds),

            Self::Throttle { seconds } => {
                Effect::Platform(ErrorResponse::ban("accesscontrol.limited-by-api-access-count", *seconds))
            }
            Self::Quota { seconds } => {
                Effect::Platform(ErrorResponse::ban("accesscontrol.limited-by-app-access-count", *seconds))
            }
            Self::Error(error) => Effect::Platform(error.clone()),
            Self::Timeout => Effect::Platform(
                ErrorResponse::new(codes::REMOTE_SERVICE_ERROR)
                    .with_sub_code("isp.top-remote-connection-timeout")
                    .with_sub_msg("the service behind the API did not respond in time"),
            ),

            Self::Status { status, retry_after } => {
                Effect::FrontEnd(FrontEndFault::Status { status: *status, retry_after: *retry_after })
            }
            Self::Redirect => Effect::FrontEnd(FrontEndFault::Redirect),
            Self::Page => Effect::FrontEnd(FrontEndFault::Page),
            Self::Response { status, content_type, body } => {
                Effect::FrontEnd(FrontEndFault::Response { status: *status, content_type, body })
            }

            Self::Close | Self::CloseUnread => Effect::Connection(ConnectionFault::Closed(CloseMode::Close)),
            Self::Reset | Self::ResetUnread => Effect::Connection(ConnectionFault::Closed(CloseMode::Reset)),
            Self::SlowHead(delay) => Effect::Connection(ConnectionFault::SlowHead(*delay)),
            Self::SlowBody(delay) => Effect::Connection(ConnectionFault::SlowBody(*delay)),
            Self::CutHead => Effect::Connection(ConnectionFault::CutHead),
            Self::CutBody => Effect::Connection(ConnectionFault::CutBody),
            Self::CutChunks => Effect::Connection(ConnectionFault::CutChunks),
            Self::CloseIdle => Effect::Connection(ConnectionFault::CloseIdle),

            Self::GzipGarbage => Effect::Body(BodyFault::GzipGarbage),
            Self::GzipTruncated => Effect::Body(BodyFault::GzipTruncated),
            Self::GzipBomb { bytes } => Effect::Body(BodyFault::GzipBomb { bytes: *bytes }),
            Self::Gzip => Effect::Body(BodyFault::Gzip),
            Self::Gbk { declared } => Effect::Body(BodyFault::Gbk { declared: *declared }),
            Self::ContentType(content_type) => Effect::Body(BodyFault::ContentType(content_type)),
            Self::BodyLength { bytes } => Effect::Body(BodyFault::BodyLength(*bytes)),
            Self::Empty => Effect::Body(BodyFault::Empty),
            Self::Oversized { bytes } => Effect::Body(BodyFault::Oversized { bytes: *bytes }),
        }
    }

    /// Returns `true` if the handler runs before the fault applies.
    pub(crate) fn runs_handler(&self) -> bool {
        if matches!(self, Self::Executed(_)) {
            return true;
        }
        match self.effect() {
            Effect::Platform(_) | Effect::FrontEnd(_) | Effect::Connection(ConnectionFault::Closed(_)) => {
                false
            }
            Effect::None | Effect::Clock(_) | Effect::Connection(_) | Effect::Body(_) => true,
        }
    }

    /// Returns the error response of a platform fault.
    pub(crate) fn error_response(&self) -> Option<ErrorResponse> {
        match self.effect() {
            Effect::Platform(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the offset of the sandbox's clock in seconds.
    pub(crate) fn clock_offset(&self) -> i64 {
        match self.effect() {
            Effect::Clock(seconds) => seconds,
            _ => 0,
        }
    }
}
