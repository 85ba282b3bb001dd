//! Bodies of requests and replies: bytes in one piece, or a stream.

use std::fmt;
use std::pin::Pin;
#[cfg(feature = "reqwest")]
use std::pin::pin;
#[cfg(feature = "reqwest")]
use std::task::ready;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;

#[cfg(feature = "reqwest")]
use super::attached::Attached;
#[cfg(feature = "files")]
use super::upload::UploadBody;
use crate::request::payload::Payload;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Body of a request or reply: bytes in one piece, or a stream.
///
/// Implements [`http_body::Body`](https://docs.rs/http-body/1/http_body/trait.Body.html). Created
/// from anything that converts into [`Bytes`], or with [`Body::stream`].
pub struct Body(Inner);

enum Inner {
    /// Bytes that were not sent yet.
    Whole(Bytes),
    Stream(BoxBody<Bytes, BoxError>),
    #[cfg(feature = "reqwest")]
    Reply(reqwest::Response, Attached),
}

/// Result of reading a body up to a limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BodyRead {
    /// The whole body.
    Complete(Bytes),
    /// The beginning of a body that exceeds the limit.
    TooLong(Bytes),
}

impl Body {
    /// Wraps a reply of reqwest without boxing it.
    #[cfg(feature = "reqwest")]
    pub(super) fn reply(reply: reqwest::Response, attached: Attached) -> Self {
        Self(Inner::Reply(reply, attached))
    }

    /// Creates a body from a stream of frames.
    pub fn stream<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + Sync + 'static,
    {
        Self(Inner::Stream(body.map_err(Into::into).boxed()))
    }

    /// Returns the bytes if the body is in one piece and was not sent yet. `None` for a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Stream(_) => None,
            #[cfg(feature = "reqwest")]
            Inner::Reply(..) => None,
        }
    }

    /// Reads the whole body, of at most `max` bytes.
    ///
    /// # Errors
    ///
    /// The body is longer, or breaks off.
    pub async fn into_bytes(mut self, max: usize) -> Result<Bytes, BoxError> {
        match self.read(max).await? {
            BodyRead::Complete(bytes) => Ok(bytes),
            BodyRead::TooLong(_) => Err(format!("the body is longer than {max} bytes").into()),
        }
    }

    /// Reads the body up to `max` bytes.
    pub(crate) async fn read(&mut self, max: usize) -> Result<BodyRead, BoxError> {
        if let Some(bytes) = self.as_bytes() {
            return Ok(if bytes.len() > max {
                BodyRead::TooLong(bytes.slice(..max))
            } else {
                BodyRead::Complete(bytes.clone())
            });
        }
        let mut first = Bytes::new();
        let mut buffer = BytesMut::new();
        while let Some(frame) = self.frame().await {
            let frame = frame.map_err(|e| broken(first.len() + buffer.len(), e))?;
            let Ok(data) = frame.into_data() else { continue };
            if first.len() + buffer.len() + data.len() > max {
                buffer.extend_from_slice(&first);
                buffer.extend_from_slice(&data);
                return Ok(BodyRead::TooLong(buffer.freeze()));
            }
            // Most replies are one frame, which is not copied.
            if first.is_empty() && buffer.is_empty() {
                first = data;
                continue;
            }
            if !first.is_empty() {
                buffer.extend_from_slice(&std::mem::take(&mut first));
            }
            buffer.extend_from_slice(&data);
        }
        Ok(BodyRead::Complete(if first.is_empty() { buffer.freeze() } else { first }))
    }
}

fn broken(len: usize, source: BoxError) -> BoxError {
    BodyError { len, source }.into()
}

/// Error of a body that ended early.
#[derive(Debug)]
struct BodyError {
    /// Number of bytes that were read.
    len: usize,
    source: BoxError,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reply broke off after {} bytes of its body", self.len)
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl From<Payload> for Body {
    fn from(payload: Payload) -> Self {
        match payload {
            Payload::Whole(bytes) => bytes.into(),
            #[cfg(feature = "files")]
            Payload::Pieces(pieces) => Self::stream(UploadBody::new(pieces)),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Whole(bytes.into()))
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Inner::Stream(body) => Pin::new(body).poll_frame(cx),
            #[cfg(feature = "reqwest")]
            Inner::Reply(reply, attached) => {
                let chunk = ready!(attached.poll(cx, |cx| pin!(reply.chunk()).poll(cx)))?;
                if let Ok(None) = chunk {
                    attached.give_back(true);
                }
                Poll::Ready(chunk.transpose().map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_empty(),
            Inner::Stream(body) => body.is_end_stream(),
            #[cfg(feature = "reqwest")]
            Inner::Reply(..) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Stream(body) => body.size_hint(),
            #[cfg(feature = "reqwest")]
            Inner::Reply(reply, _) => reply.content_length().map_or_else(SizeHint::new, SizeHint::with_exact),
        }
    }
}

impl fmt::Debug for Body {
    /// Prints the length only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}
